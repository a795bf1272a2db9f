import { describe, expect, test } from 'vitest';
import { renderTable, toCsv } from '../../src/report/page/data-table';
import { numberFormat } from '../../src/report/texts/format-number';

const TABLE = {
  columns: ['Método', 'MAE (días)', 'Parte', 'Nota'],
  rows: [
    ['Red; densa', -0.1347, { share: 0.5646 }, null],
    ['a "quote"', 1234, { share: 1 }, 'x'],
  ],
};

describe('CSV', () => {
  test('Spanish: byte-order mark, semicolons and decimal commas; shares as numbers', () => {
    expect(toCsv(TABLE, numberFormat('es'))).toBe(
      '\uFEFFMétodo;MAE (días);Parte;Nota\r\n"Red; densa";-0,1347;0,5646;\r\n"a ""quote""";1234;1;x\r\n',
    );
  });

  test('English: byte-order mark, commas and decimal points', () => {
    expect(toCsv(TABLE, numberFormat('en'))).toBe(
      '\uFEFFMétodo,MAE (días),Parte,Nota\r\n"Red; densa",-0.1347,0.5646,\r\n"a ""quote""",1234,1,x\r\n',
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('the text %j is no formula to a spreadsheet', (text) => {
    const csv = toCsv({ columns: ['a', 'b'], rows: [['x', text]] }, numberFormat('es'));
    expect(csv).toContain(`'${text}`);
  });

  test('a negative number is a number, not a formula', () => {
    expect(toCsv({ columns: ['a'], rows: [[-1]] }, numberFormat('en'))).toBe('\uFEFFa\r\n-1\r\n');
  });

  test('a line break inside a cell stays inside its quotes', () => {
    expect(toCsv({ columns: ['a'], rows: [['x\ny']] }, numberFormat('en'))).toBe('\uFEFFa\r\n"x\ny"\r\n');
  });
});

test('the table in the page heads its rows, writes numbers for the reader and a dash for nothing', () => {
  const { text } = renderTable(TABLE, numberFormat('es'));
  expect(text).toContain('<th scope="row">Red; densa</th><td class="num">−0,1347</td>');
  expect(text).toContain('<td class="num">56,46\u00a0%</td><td class="num">—</td>');
  expect(text).toContain('<td class="num">1.234</td>');
});
