import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/report/texts/calendar-texts';
import { numberFormat } from '../../src/report/texts/format-number';
import { EN } from '../../src/report/texts/texts-en';
import { ES } from '../../src/report/texts/texts-es';

const es = numberFormat('es');
const en = numberFormat('en');

describe('numbers', () => {
  test.each([
    [1234.56, '1.234,56', '1,234.56'],
    [0, '0,00', '0.00'],
    [999.999, '1.000,00', '1,000.00'],
    [1234567.891, '1.234.567,89', '1,234,567.89'],
    [-0.13, '−0,13', '−0.13'],
    [-0.001, '0,00', '0.00'],
  ])('%d with two decimals is %s in Spanish and %s in English', (value, spanish, english) => {
    expect(es.fixed(value)).toBe(spanish);
    expect(en.fixed(value)).toBe(english);
  });

  test('counts are grouped by thousands', () => {
    expect([0, 999, 1000, 8_912_345].map(es.count)).toEqual(['0', '999', '1.000', '8.912.345']);
    expect([0, 999, 1000, 8_912_345].map(en.count)).toEqual(['0', '999', '1,000', '8,912,345']);
  });

  test('a signed number bears its sign, zero bears none', () => {
    expect([0.128, -0.128, 0, 0.001, -0.001].map((value) => es.signed(value))).toEqual([
      '+0,13',
      '−0,13',
      '0,00',
      '0,00',
      '0,00',
    ]);
  });

  test('a share is a percentage whose sign stays with its number', () => {
    expect(es.percent(0.5646)).toBe('56,46\u00a0%');
    expect(en.percent(0.8, 1)).toBe('80.0%');
  });

  test('a hit rate is printed as the reference prints it, with the decimal mark of the language', () => {
    expect(en.rate(1097, 1943)).toBe('56.46% (1097 / 1943)');
    expect(es.rate(1097, 1943)).toBe('56,46 % (1097 / 1943)');
  });

  test('short numbers keep whole numbers whole, and four significant digits of the others', () => {
    expect([1_348_642, 4.43289, 0.00123456, 12345.678, 0.5].map(es.short)).toEqual([
      '1.348.642',
      '4,433',
      '0,001235',
      '12.346',
      '0,5000',
    ]);
  });

  test('spreadsheets get a plain minus, the decimal mark of their language and no groups', () => {
    expect([-1234.5, 1_348_642, -0.13].map(es.csv)).toEqual(['-1235', '1348642', '-0,1300']);
    expect([-1234.5, 1_348_642, -0.13].map(en.csv)).toEqual(['-1235', '1348642', '-0.1300']);
  });
});

test('days are written with the month as a word, so that no reader takes it for the day', () => {
  expect(formatDay('2017-02-01', ES.calendar)).toBe('1 feb 2017');
  expect(formatDay('2017-12-31', EN.calendar)).toBe('31 Dec 2017');
});
