import type { DialectCase, ValueSpelling } from './dialect-case';
import { of } from './dialect-case';

export const VALUE_CASES: Record<ValueSpelling, readonly DialectCase[]> = {
  literal: [
    of('INTEGER', (d) => d.literal('it\'s \\n "ñ" $x % _'), [[1, 'it\'s \\n "ñ" $x % _']]),
    of('INTEGER', (d) => d.literal(''), [[1, '']]),
  ],
  text: [
    of('INTEGER', (d) => d.text('v'), [
      [-7, '-7'],
      [null, null],
    ]),
    of('DATE', (d) => d.text('v'), [['2016-02-29', '2016-02-29']]),
  ],
  trimmed: [
    of('VARCHAR', (d) => d.trimmed('v'), [
      [' \t\r\n\u00a0pan de molde\u00a0 ', 'pan de molde'],
      ['pan', 'pan'],
      ['', ''],
      [null, ''],
    ]),
  ],
  isTrimmed: [
    of('VARCHAR', (d) => `CASE WHEN ${d.isTrimmed('v')} THEN 1 ELSE 0 END`, [
      ['pan de molde', 1],
      [' pan', 0],
      ['pan\u00a0', 0],
      ['', 0],
      [null, 0],
    ]),
  ],
  byteLength: [
    of('VARCHAR', (d) => d.byteLength('v'), [
      ['pan', 3],
      ['ñandú', 7],
      ['🍎', 4],
      ['', 0],
    ]),
  ],
  matches: [
    of('VARCHAR', (d) => d.matches('v', '[0-9]{2}'), [
      ['a12b', true],
      ['a1b2', false],
      ['', false],
    ]),
    of('VARCHAR', (d) => d.matches('v', '^[ \\x{a0}\\x{202f}]*\\p{Sc}'), [
      ['\u00a0€ 5', true],
      ['5 €', false],
    ]),
  ],
  isMatch: [
    of('VARCHAR', (d) => d.isMatch('v', '[+-]?[0-9]{1,3}([.][0-9]{3})*'), [
      ['1.234', true],
      ['-12', true],
      ['1.23', false],
      ['1.234 ', false],
    ]),
  ],
  replaced: [
    of('VARCHAR', (d) => d.replaced('v', '\\s+', ' '), [['a  b \t c', 'a b c']]),
    of('VARCHAR', (d) => d.replaced('v', '^([+-]?)[$]([0-9])', '\\1\\2'), [
      ['-$5$6', '-5$6'],
      ['5$', '5$'],
    ]),
    of('VARCHAR', (d) => d.replaced('v', "['’]", ''), [["1'234’567", '1234567']]),
  ],
  jsonObject: [
    of('VARCHAR', (d) => d.jsonObject([['it\'s "a"', 'v']]), [
      ['x "y"', '{"it\'s \\"a\\"":"x \\"y\\""}'],
      [null, '{"it\'s \\"a\\"":null}'],
    ]),
  ],
  isOneOf: [
    of('VARCHAR', (d) => `CASE WHEN ${d.isOneOf('v', ['', "n'a", 'NULL'])} THEN 1 ELSE 0 END`, [
      ['', 1],
      ["n'a", 1],
      ['NULL', 1],
      ['null', 0],
      [null, 0],
    ]),
  ],
  spells: [
    of('VARCHAR', (d) => `CASE WHEN ${d.spells('v', d.tryCast('v', 'BIGINT'))} THEN 1 ELSE 0 END`, [
      ['12', 1],
      ['-3', 1],
      ['012', 0],
      ['+3', 0],
      ['3.7', 0],
      ['x', 0],
    ]),
    of('VARCHAR', (d) => `CASE WHEN ${d.spells('v', d.tryCast('v', 'DATE'))} THEN 1 ELSE 0 END`, [
      ['2014-10-05', 1],
      ['2014-10-5', 0],
      ['2014-02-30', 0],
    ]),
  ],
  tryCast: [
    of('VARCHAR', (d) => d.tryCast('v', 'DOUBLE'), [
      ['2.5', 2.5],
      ['1e3', 1000],
      ['free', null],
      [null, null],
    ]),
    of('VARCHAR', (d) => d.tryCast('v', 'DATE'), [
      ['2014-10-05', '2014-10-05'],
      ['2014-02-30', null],
    ]),
    of('DOUBLE', (d) => d.tryCast('v', 'BIGINT'), [
      [3, 3],
      [1e300, null],
    ]),
  ],
  parseInteger: [
    of('VARCHAR', (d) => d.parseInteger('v'), [
      ['12', 12],
      ['+3', 3],
      ['03', 3],
      ['3.0', 3],
      ['-7', -7],
      ['3.7', null],
      ['1e3', null],
      ['9223372036854775808', null],
      ['', null],
    ]),
  ],
  parseNumber: [
    of('VARCHAR', (d) => d.parseNumber('v'), [
      ['12', 12],
      ['-0.5', -0.5],
      ['1e3', 1000],
      ['1_000', null],
      ['+-1', null],
      ['nan', null],
      ['inf', null],
      ['1e999', null],
      ['', null],
    ]),
  ],
  hashBucket: [
    of('VARCHAR', (d) => d.hashBucket('v', 100), [
      ['', 49],
      ['abc', 29],
      ['ñandú', 8],
      ['6cba0c', 71],
    ]),
  ],
};
