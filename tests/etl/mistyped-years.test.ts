import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { epochDay, isoDay, latestToday } from '../../src/config/calendar';
import { lonelyDays } from '../../src/etl/lonely-days';
import { localInput } from '../../src/storage/inputs/local-inputs';
import { csvOf, EtlFixture } from './etl-fixture';

const MARCH = ['2024-03-01', '2024-03-04', '2024-03-07', '2024-03-09', '2024-03-12'];
const linesOn = (...days: string[]) => csvOf(...days.map((day) => `${day},ana,pan,12,2.5`));
const today = '2026-11-27';

describe('a mistyped year', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  it('after the day of the run is rejected: the last real day is the as-of date', async () => {
    const result = await etl.runText(linesOn(...MARCH, '2042-03-12'), {}, { today });
    expect(result).toMatchObject({
      asOf: '2024-03-12',
      lastDay: '2024-03-12',
      linesKept: 5,
      reasons: [{ reason: 'fecha_futura', lines: 1 }],
    });
    expect(await etl.rejects()).toMatchObject([{ linea: 7, columna: 'fecha_compra', valor: '2042-03-12' }]);
  });

  it('is judged against the day passed in, that day included', async () => {
    const kept = await etl.runText(linesOn(...MARCH, '2024-03-13'), {}, { today: '2024-03-13' });
    expect(kept).toMatchObject({ asOf: '2024-03-13', linesRejected: 0 });
    const rejected = await etl.runText(linesOn(...MARCH, '2024-03-13 00:00'), {}, { today: '2024-03-12' });
    expect(rejected).toMatchObject({ asOf: '2024-03-12', reasons: [{ reason: 'fecha_futura', lines: 1 }] });
  });

  it('in the past stops the run, with the days and the way out, which works', async () => {
    const content = linesOn(...MARCH, '2025-03-12');
    await expect(etl.runText(content, {}, { today })).rejects.toMatchObject({
      kind: 'data',
      message: 'the last day stands alone, 365 days after all others: a mistyped year?',
      lines: ['2025-03-12: 1 line', 'the day before them is 2024-03-12; 5 lines lie between 2024-03-01 and that day'],
      remedy:
        '--as-of 2024-03-12 predicts from the day before them and leaves them out; if they are right, --as-of 2025-03-12',
    });
    expect(await etl.runText(content, { asOf: '2024-03-12' }, { today })).toMatchObject({ asOf: '2024-03-12' });
    expect(await etl.runText(content, { asOf: '2025-03-12' }, { today })).toMatchObject({ asOf: '2025-03-12' });
  });

  it.each(['1970-01-01', '1900-01-01'])('%s is a placeholder whatever stands around it', async (day) => {
    const result = await etl.runText(linesOn(day, ...MARCH), {}, { today });
    expect(result).toMatchObject({ firstDay: '2024-03-01', reasons: [{ reason: 'fecha_absurda', lines: 1 }] });
  });

  it('far before all others is no first day', async () => {
    const result = await etl.runText(linesOn(...MARCH.slice(0, 3), '1999-12-31', ...MARCH.slice(3)), {}, { today });
    expect(result).toMatchObject({
      firstDay: '2024-03-01',
      linesKept: 5,
      reasons: [{ reason: 'fecha_aislada', lines: 1 }],
    });
    expect(await etl.rejects()).toMatchObject([{ linea: 5, valor: '1999-12-31', texto: '1999-12-31,ana,pan,12,2.5' }]);
  });

  it('far before all others in Parquet is named by its row', async () => {
    const path = `${etl.folder}/days.parquet`;
    const days = [...MARCH, '1999-12-31'].map((day) => `(DATE '${day}')`).join(', ');
    await etl.engine.writeParquet(
      `SELECT fecha_compra, 'ana' AS usuario, 'pan' AS producto, 12 AS cantidad, 2.5 AS precio
       FROM (VALUES ${days}) AS v(fecha_compra)`,
      path,
    );
    await etl.run([await localInput(path)], { csv: { maxRejectedShare: 1 } });
    expect(await etl.rejects()).toMatchObject([{ linea: 6, motivo: 'fecha_aislada', valor: '1999-12-31' }]);
  });
});

describe('days that stand alone', () => {
  const days = (...counts: [day: string, lines: number][]) =>
    counts.map(([iso, lines]) => ({ iso, lines, day: epochDay(iso) }));
  const from = (first: string, count: number, step: number, lines: number) =>
    Array.from({ length: count }, (_, i): [string, number] => [isoDay(epochDay(first) + i * step), lines]);
  const alone = (...counts: [string, number][]) => {
    const { first, last } = lonelyDays(days(...counts));
    return [first.map(({ iso }) => iso), last.map(({ iso }) => iso)];
  };

  test('are a few lines far from the bulk, at either end and on several days', () => {
    const bulk = from('2014-10-01', 89, 1, 100);
    expect(alone(...bulk, ['2015-10-12', 1])).toEqual([[], ['2015-10-12']]);
    expect(alone(['2001-01-01', 3], ...bulk, ['2015-10-12', 1], ['2016-01-01', 2])).toEqual([
      ['2001-01-01'],
      ['2015-10-12', '2016-01-01'],
    ]);
  });

  test.each<[string, [string, number][]]>([
    ['a closed month, then trade as before', [...from('2014-01-01', 200, 1, 50), ['2014-08-20', 45]]],
    ['one line a quarter', from('2014-01-01', 9, 91, 1)],
    ['two visits', from('2014-01-01', 2, 400, 1)],
    ['a season, a year later the next', [...from('2014-06-01', 60, 1, 20), ...from('2015-06-01', 60, 1, 20)]],
    ['a first day a week before', [['2013-12-24', 1], ...from('2014-01-01', 60, 1, 20)]],
    ['every day', from('2014-01-01', 400, 1, 1)],
    ['nothing', []],
  ])('are not: %s', (_, counts) => {
    expect(alone(...counts)).toEqual([[], []]);
  });
});

test('today is the latest day that any clock shows', () => {
  expect(latestToday(Date.parse('2026-11-27T09:59:59Z'))).toBe('2026-11-27');
  expect(latestToday(Date.parse('2026-11-27T10:00:00Z'))).toBe('2026-11-28');
});
