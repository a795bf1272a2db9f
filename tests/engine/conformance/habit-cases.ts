import type { DialectCase } from './dialect-case';
import { of } from './dialect-case';

/** What relations write without a dialect, where engines have habits of their own. */
export const HABIT_CASES: Record<string, readonly DialectCase[]> = {
  'whole numbers are divided as numbers': [
    of('INTEGER', () => 'v / CAST(2 AS DOUBLE)', [
      [7, 3.5],
      [-7, -3.5],
    ]),
    of('INTEGER', () => 'CAST(floor(v / CAST(2 AS DOUBLE)) AS INTEGER)', [
      [7, 3],
      [-7, -4],
    ]),
  ],
  'by nothing there is nothing': [of('DOUBLE', () => '1 / NULLIF(v, 0)', [[0, null]])],
  'a remainder has the sign of what is divided': [
    of('INTEGER', () => 'v % 7', [
      [9, 2],
      [-9, -2],
    ]),
  ],
  'halves are rounded away from zero': [
    of('DOUBLE', () => 'CAST(round(v) AS BIGINT)', [
      [2.5, 3],
      [-2.5, -3],
      [0.49999999999999994, 0],
      [2251799813685249.5, 2251799813685250],
    ]),
    of('DOUBLE', () => 'CAST(round(v * 1000) AS BIGINT)', [
      [164.7, 164_700],
      [1.0005, 1001],
      [0.0015, 2],
    ]),
  ],
  'a text that is empty is no NULL': [
    of('VARCHAR', () => "CASE WHEN v IS NULL THEN 'NULL' WHEN v = '' THEN 'empty' ELSE 'text' END", [
      ['', 'empty'],
      [null, 'NULL'],
      [' ', 'text'],
    ]),
  ],
  'blanks at the end count': [of('VARCHAR', () => "CASE WHEN v = 'a' THEN 1 ELSE 0 END", [['a ', 0]])],
  'case and accents count': [
    of('VARCHAR', () => "CASE WHEN v = 'ñ' THEN 1 ELSE 0 END", [
      ['Ñ', 0],
      ['n\u0303', 0],
      ['ñ', 1],
    ]),
  ],
  'the least and greatest of values pass NULL over': [
    of('INTEGER', () => 'least(v, 28)', [
      [null, 28],
      [30, 28],
    ]),
    of('INTEGER', () => 'greatest(1, v)', [
      [null, 1],
      [30, 30],
    ]),
  ],
  'circles are the same to the last bit': [
    of(
      'INTEGER',
      () => 'sin(2 * pi() * v / 7)',
      [0, 1, 2, 3, 4, 5, 6].map((v) => [v, Math.sin((2 * Math.PI * v) / 7)]),
    ),
    of(
      'INTEGER',
      () => 'cos(2 * pi() * v / 12)',
      [0, 1, 5, 11].map((v) => [v, Math.cos((2 * Math.PI * v) / 12)]),
    ),
  ],
  'roots are the same to the last bit': [of('BIGINT', () => 'sqrt(CAST(v AS DOUBLE))', [[2, Math.SQRT2]])],
};
