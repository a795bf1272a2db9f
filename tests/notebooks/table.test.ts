import { describe, expect, it } from 'vitest';
import { tableOutput } from '../../notebooks/display/table';

function lines(...args: Parameters<typeof tableOutput>): string[] {
  return String(tableOutput(...args).data['text/plain']).split('\n');
}

describe('tableOutput', () => {
  it('aligns numbers to the right and text to the left', () => {
    expect(
      lines([
        { producto: 'PROD-1', n: 7 },
        { producto: 'P2', n: 123 },
      ]),
    ).toEqual(['producto    n', 'PROD-1      7', 'P2        123', '2 rows']);
  });

  it('gives a column two decimals, and more where its numbers are small', () => {
    expect(
      lines([
        { precio: 1234.5, share: 0.01234, error: 2.71234 },
        { precio: 0.5, share: 0, error: 2 },
      ]),
    ).toEqual([' precio    share  error', '1234.50  0.01234  2.712', '   0.50  0.00000  2.000', '2 rows']);
  });

  it('sets thousands apart from 10,000 upwards, so that a year stays a year', () => {
    expect(lines([{ year: 2014, lines: 8_900_000n }])[1]).toBe('2014  8,900,000');
  });

  it('shows days, lists, and what is missing', () => {
    const row = { day: new Date('2014-10-01'), top: ['A', 'B'], gap: null, mean: Number.NaN };
    expect(lines([row])[1]).toBe('2014-10-01  A, B  –       –');
  });

  it('shows the first five rows and tells how many there are', () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => ({ i }));
    expect(lines(rows)).toEqual(['i', '0', '1', '2', '3', '4', '5 of 12,000 rows']);
    expect(lines(rows, { rows: 1 })).toEqual(['i', '0', '1 of 12,000 rows']);
  });

  it('tells that a table is empty', () => {
    expect(lines([])).toEqual(['', '0 rows']);
    expect(lines({ columns: ['cliente'], values: [] })).toEqual(['cliente', '0 rows']);
  });

  it('writes names and values as text, never as HTML', () => {
    const html = String(tableOutput([{ '<b>': `"&'` }]).data['text/html']);
    expect(html).toContain('&lt;b&gt;</th>');
    expect(html).toContain('&quot;&amp;&#39;</td>');
  });
});
