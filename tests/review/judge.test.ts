import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import { RECURRENCE_PRESETS, settingsSchema } from '../../src/config/settings';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { Engine } from '../../src/engine/engine';
import { emptyOutcomes } from '../../src/evaluation/ranking';
import { loadEarlierPredictions } from '../../src/review/earlier-predictions';
import { joinedTables, joinPurchases } from '../../src/review/join-purchases';
import { judge } from '../../src/review/review';
import type { ReviewRows } from '../../src/review/review-rows';
import type { ShopTables } from '../../src/tables/shop';
import { shopTables } from '../../src/tables/shop';
import type { Line } from '../features/tiny-shop';
import { tinyLines } from '../features/tiny-shop';
import { temporaryFolder } from '../storage/temporary-folder';
import { type LineRow, type Told, writeEarlierRun } from './earlier-run';
import { ORIGIN, TINY, TINY_LINES } from './tiny-review';

const RULE = RECURRENCE_PRESETS['default']!;
let engine: Engine;
beforeAll(async () => {
  engine = await openDuckdb({ threads: 1 });
});
afterAll(() => engine.close());

/** Lines and purchases of the shop under test. */
let shop: ShopTables;

function givenLines(lines: readonly LineRow[]): void {
  const told = lines.map(([day, customer, product, units]): Line => [day, customer, product, units ?? 1, 1]);
  shop = shopTables(tinyLines(told), settingsSchema.parse({}), '2014-03-12');
}

async function rowsOf(
  predictions: readonly Told[],
  until: string,
  options: Partial<typeof RULE> = {},
  levels: ReadonlyMap<string, string> | null = null,
) {
  const folder = await writeEarlierRun(temporaryFolder(), { origin: ORIGIN, predictions });
  const at = (name: string) => join(folder, name);
  const files = { source: 'here', detail: at('predicciones_detalle.parquet'), lists: at('top_productos.parquet') };
  const earlier = await loadEarlierPredictions(engine, [files], folder);
  const day = epochDay(until);
  const tables = joinedTables({ ...shop, ...earlier }, { rule: { ...RULE, ...options }, until: day }, levels);
  return joinPurchases(engine, tables, day);
}

describe('a tiny shop, worked out by hand', () => {
  test('watched for all of the window', async () => {
    givenLines(TINY_LINES);
    const { pooled } = judge(await rowsOf(TINY, '2014-03-12'), [null], 1);
    expect(pooled.outcome).toEqual({ rows: 5, customers: 5, came: 3, stillOpen: 0, notCome: 2 });
    // errors 1, 3, |20 − 28|, 3, |28 − 28|: eva came on day 35, was expected on day 40, and both are beyond the window
    expect(pooled.dates).toMatchObject({
      restrictedTo: { from: 28, to: 28 },
      mae: { value: 3, rows: 5, customers: 5 },
      within1: { value: 0.4 },
      within3: { value: 0.8 },
      within7: { value: 0.8 },
    });
    // 3–8 holds 4, 8–12 misses 13, 10–… is open, 4–9 holds 9: widths 6, 5, 19, 6
    const { coverage, ...counts } = pooled.interval!;
    expect(coverage).toMatchObject({ value: 0.75, rows: 4 });
    expect(counts).toEqual({ meanWidth: 9, inside: 2, outside: 1, open: 1, without: 1 });
    const [seven, fourteen, month] = pooled.chances;
    expect(seven).toMatchObject({ days: 7, actual: 1, range: { low: 0, high: 2 } });
    expect(seven!.expected).toBeCloseTo(1.4, 12);
    // .5² + .2² + .1² + .6² over four
    expect(seven!.brier.value).toBeCloseTo(0.165, 12);
    expect([fourteen!.actual, fourteen!.brier.value.toFixed(4)]).toEqual([3, '0.0825']);
    expect([month!.actual, month!.brier.value.toFixed(6)]).toEqual([3, '0.068125']);
    expect(seven!.ratio!.value).toBeCloseTo(1 / 1.4, 12);
    // ana: bread of {bread, wine}; bea: nothing of {beer}; dom: milk and, in place 3, eggs
    expect(pooled.products).toMatchObject({ top: 3, hit: { value: 2 / 3, rows: 3 }, recall: { value: 0.5 } });
    expect(pooled.products!.byK[0]).toEqual({ k: 1, hit: 2 / 3, recall: 1 / 3, ndcg: 2 / 3 });
    const ideal = 1 + 1 / Math.log2(3);
    expect(pooled.products!.ndcg.value).toBeCloseTo((1 / ideal + 1.5 / ideal) / 3, 12);
  });

  test('watched for ten days only: what is not known yet is open, and nothing is judged beyond', async () => {
    givenLines(TINY_LINES);
    const { pooled } = judge(await rowsOf(TINY, '2014-02-10'), [null], 1);
    expect(pooled.outcome).toEqual({ rows: 5, customers: 5, came: 2, stillOpen: 3, notCome: 0 });
    // all days counted up to 10: 1, |10 − 10|, |10 − 10|, 3, |10 − 10|
    expect(pooled.dates).toMatchObject({ restrictedTo: { from: 10, to: 10 }, mae: { value: 0.8 } });
    expect(pooled.interval).toMatchObject({ inside: 2, outside: 0, open: 2, coverage: { value: 1 } });
    expect(pooled.chances.map(({ days }) => days)).toEqual([7]);
    expect(pooled.products).toMatchObject({ hit: { value: 1, rows: 2 } });
  });

  test('under the rule that only large purchases count, small ones are none', async () => {
    givenLines([
      ['2014-02-02', 'ana', 'bread', 3],
      ['2014-02-07', 'ana', 'milk', 8],
      ['2014-02-07', 'ana', 'eggs', 4],
      ['2014-03-12', 'x', 'bread'],
    ]);
    const large = await rowsOf(TINY.slice(0, 1), '2014-03-12', { nextPurchase: 'qualifying' });
    expect([large.day[0], large.outcomes.truth[0]]).toEqual([7, 2]);
    expect((await rowsOf(TINY.slice(0, 1), '2014-03-12')).day[0]).toBe(2);
  });

  test('levels stand for products where levels were recommended', async () => {
    givenLines([
      ['2014-02-02', 'ana', 'rye 500 g'],
      ['2014-03-12', 'x', 'bread'],
    ]);
    const levels = new Map([['rye 500 g', 'bread']]);
    const { outcomes } = await rowsOf(TINY.slice(0, 1), '2014-03-12', {}, levels);
    expect([outcomes.hits[0], outcomes.truth[0]]).toEqual([1, 1]);
  });

  test('by segment: every row is in one group of each cut, and few customers are told nothing of', async () => {
    givenLines(TINY_LINES);
    const { segments } = judge(await rowsOf(TINY, '2014-03-12'), [null], 1);
    for (const { groups } of segments) expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(5);
    const [, lost] = segments.find(({ by }) => by === 'state')!.groups.reverse();
    expect(segments.find(({ by }) => by === 'state')!.groups.map(({ state }) => state)).toEqual(['vigente', 'perdida']);
    expect(lost).toMatchObject({ state: 'perdida', rows: 1, mae: null, coverage: null, hit: null });
  });
});

/** Random predictions and answers, some not watched to the end of the window. */
const anyRows = fc
  .array(
    fc.record({
      watched: fc.integer({ min: 1, max: 60 }),
      answer: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
      predicted: fc.integer({ min: 1, max: 90 }),
      low: fc.integer({ min: 1, max: 30 }),
      length: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
      chance: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((told) => {
    const floats = (value: (row: (typeof told)[number]) => number) => Float64Array.from(told, value);
    const n = told.length;
    return {
      length: n,
      run: new Int32Array(n),
      customer: Int32Array.from(told.keys()),
      watched: Int32Array.from(told, ({ watched }) => watched),
      day: floats(({ answer, watched }) => (answer !== null && answer <= watched ? answer : Number.NaN)),
      predicted: floats(({ predicted }) => predicted),
      low: floats(({ low }) => low),
      high: floats(({ low, length }) => (length === null ? Number.POSITIVE_INFINITY : low + length)),
      chances: [
        floats(({ chance }) => chance ** 2),
        floats(({ chance }) => chance),
        floats(({ chance }) => Math.sqrt(chance)),
      ],
      purchases: floats(() => 3),
      elapsed: floats(() => 2),
      gap: floats(() => 5),
      state: told.map(() => 'vigente'),
      outcomes: emptyOutcomes(n),
      listed: new Int32Array(n),
    } satisfies ReviewRows;
  });

describe('whatever was predicted', () => {
  test('buyers, open and not come are all rows, and so are inside, outside, open and without', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { outcome, interval } = judge(rows, [null], 1).pooled;
        expect(outcome.came + outcome.stillOpen + outcome.notCome).toBe(rows.length);
        expect(interval!.inside + interval!.outside + interval!.open + interval!.without).toBe(rows.length);
      }),
      { numRuns: 30 },
    );
  });

  test('a prophet errs by nothing, holds everything and is certain', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const day = rows.day.map((value) => (Number.isNaN(value) ? 91 : value));
        const within = (limit: number) => day.map((value) => (value <= limit ? 1 : 0));
        const prophet: ReviewRows = {
          ...rows,
          predicted: day,
          low: day,
          high: day,
          chances: [within(7), within(14), within(28)],
        };
        const { dates, interval, chances } = judge(prophet, [null], 1).pooled;
        expect([dates!.mae.value, dates!.within1.value, interval!.coverage.value]).toEqual([0, 1, 1]);
        for (const { brier, expected, actual } of chances) expect([brier.value, expected]).toEqual([0, actual]);
      }),
      { numRuns: 30 },
    );
  });
});
