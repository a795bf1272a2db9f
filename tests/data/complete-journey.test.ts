import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { journeyProducts } from '../../src/datasets/complete-journey/product-names';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { ReadingEngine } from '../../src/engine/engine';
import { query } from '../../src/engine/relation';
import { writeTinyJourney } from './tiny-journey';

let engine: ReadingEngine;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journey-'));
  engine = await openDuckdb({ threads: 2 });
});

afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

test('lines come in the input contract: store days, basket totals, fuel as one, quoted names', async () => {
  const { csv } = await writeTinyJourney(engine, folder);
  expect(csv).toBe(
    [
      'fecha_compra,usuario,producto,cantidad,precio',
      '2017-01-01,100,SEASONAL [EASTER],1,2.00',
      '2017-01-01,100,SEASONAL [CHRISTMAS],1,2.00',
      '2017-01-02,100,SEASONAL,1,2.30',
      '2017-01-02,100,6,1,2.30',
      '2017-01-02,100,99,3,2.30',
      '2017-07-01,20,FLUID MILK,2,3.80',
      '2017-07-01,20,"OLIVES, ""GREEN""",1,3.80',
      '2017-07-01,20,FLUID MILK,1,1.55',
      '2017-12-31,3,GASOLINE-REG UNLEADED [FUEL],1,24.00',
      '',
    ].join('\n'),
  );
});

test('every source line is written or left out for one reason', async () => {
  const { counts } = await writeTinyJourney(engine, folder);
  expect(counts).toEqual({
    source: { lines: 12, households: 3, baskets: 6 },
    written: { lines: 9, households: 3, baskets: 5 },
    leftOut: { 'quantity-not-positive': 1, 'coupon-or-misc': 2, 'outside-sample': 0 },
  });
});

test('names follow the chosen level, and the product number stands in where a word is missing', async () => {
  const product = await writeTinyJourney(engine, folder, { level: 'product' });
  const category = await writeTinyJourney(engine, folder, { level: 'category' });
  expect(names(product.csv)).toEqual([
    'SEASONAL [3]',
    'SEASONAL [4]',
    'SEASONAL [5]',
    '6',
    '99',
    'FLUID MILK [1]',
    '"OLIVES, ""GREEN"" [10]"',
    'FLUID MILK [1]',
    'GASOLINE-REG UNLEADED [7]',
  ]);
  expect(names(category.csv)).toEqual([
    'EASTER',
    'CHRISTMAS',
    '5',
    'HOSIERY/SOCKS',
    '99',
    'FLUID MILK PRODUCTS',
    'DELI',
    'FLUID MILK PRODUCTS',
    'FUEL',
  ]);
});

test('runs of blanks in a name become one', async () => {
  await writeTinyJourney(engine, folder);
  const products = journeyProducts(join(folder, 'products.parquet'), 'type');
  const rows = await engine.rows(
    query({ products }, (_, t) => `SELECT name FROM ${t.products} AS p WHERE product_id = 2`),
  );
  expect(rows).toEqual([{ name: 'SHREDDED CHEESE' }]);
});

test('a sample is made of whole households, those with the smallest md5 of their id', async () => {
  // md5('3') = eccb…, md5('20') = 98f1…, md5('100') = f899…
  const { csv, counts } = await writeTinyJourney(engine, folder, { households: 2 });
  expect(usersOf(csv)).toEqual(['20', '20', '20', '3']);
  expect(counts.written).toEqual({ lines: 4, households: 2, baskets: 3 });
  expect(counts.leftOut).toEqual({ 'quantity-not-positive': 1, 'coupon-or-misc': 2, 'outside-sample': 5 });
});

test('a compressed file holds the same lines', async () => {
  const plain = await writeTinyJourney(engine, folder);
  const compressed = await writeTinyJourney(engine, folder, { file: 'data.csv.gz' });
  expect(compressed.csv).toBe(plain.csv);
});

/** The third field of each line, as spelt in the file. */
function names(csv: string): string[] {
  return linesOf(csv).map((line) => /^[^,]*,[^,]*,(.*),\d+,[\d.]+$/.exec(line)![1]!);
}

function usersOf(csv: string): string[] {
  return linesOf(csv).map((line) => line.split(',')[1]!);
}

function linesOf(csv: string): string[] {
  return csv.trimEnd().split('\n').slice(1);
}
