import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JourneyCounts } from '../../src/datasets/complete-journey/journey-lines';
import { countJourney, journeyLines, writeJourney } from '../../src/datasets/complete-journey/journey-lines';
import type { ProductLevel } from '../../src/datasets/complete-journey/product-names';
import type { ReadingEngine } from '../../src/engine/engine';

/** Rows of products.parquet: product_id, product_category, product_type. */
const PRODUCTS = `
  (1, 'FLUID MILK PRODUCTS', 'FLUID MILK'),
  (2, 'CHEESE', 'SHREDDED  CHEESE '),
  (3, 'EASTER', 'SEASONAL'),
  (4, 'CHRISTMAS', 'SEASONAL'),
  (5, NULL, 'SEASONAL'),
  (6, 'HOSIERY/SOCKS', NULL),
  (7, 'FUEL', 'GASOLINE-REG UNLEADED'),
  (8, 'COUPON/MISC ITEMS', 'GASOLINE-REG UNLEADED'),
  (9, 'COUPON/MISC ITEMS', 'GIFT CARD'),
  (10, 'DELI', 'OLIVES, "GREEN"')`;

/** Rows of transactions.parquet: household_id, basket_id, product_id, quantity, sales_value (dollars), UTC timestamp. */
const LINES = `
  -- one basket, summer time: 03:30 UTC is the evening before; its coupon and its returned line are not in the total
  (20, 1, 1, 2, 3.1, TIMESTAMP '2017-07-02 03:30:00'),
  (20, 1, 10, 1, 0.7, TIMESTAMP '2017-07-02 03:30:00'),
  (20, 1, 9, 1, 25.0, TIMESTAMP '2017-07-02 03:30:00'),
  (20, 1, 2, 0, 4.0, TIMESTAMP '2017-07-02 03:30:00'),
  -- a second basket of the same day and household has a total of its own
  (20, 2, 1, 1, 1.55, TIMESTAMP '2017-07-01 20:00:00'),
  -- fuel: 10.393 gallons are one product, and none at all in the coupon category
  (3, 3, 7, 10393, 24.0, TIMESTAMP '2018-01-01 04:59:59'),
  (3, 4, 8, 12510, 30.0, TIMESTAMP '2017-05-05 12:00:00'),
  -- winter time: 04:59 UTC is still the day before, 05:00 is not; a type in three categories, one of them unknown
  (100, 5, 3, 1, 1.0, TIMESTAMP '2017-01-02 04:59:59'),
  (100, 5, 4, 1, 1.0, TIMESTAMP '2017-01-02 04:59:59'),
  (100, 6, 5, 1, 2.0, TIMESTAMP '2017-01-02 05:00:00'),
  -- a product without a type, and one that no table knows
  (100, 6, 6, 1, 0.1, TIMESTAMP '2017-01-02 05:00:00'),
  (100, 6, 99, 3, 0.2, TIMESTAMP '2017-01-02 05:00:00')`;

export interface TinyJourney {
  csv: string;
  counts: JourneyCounts;
}

export interface TinyOptions {
  level?: ProductLevel;
  households?: number;
  /** Name of the file to write. */
  file?: string;
}

/** Twelve lines of four days, worked out by hand, through the whole transformation. */
export async function writeTinyJourney(
  engine: ReadingEngine,
  folder: string,
  options: TinyOptions = {},
): Promise<TinyJourney> {
  const { level = 'type', households, file = 'data.csv' } = options;
  const products = join(folder, 'products.parquet');
  const transactions = join(folder, 'transactions.parquet');
  await engine.writeParquet(`FROM (VALUES ${PRODUCTS}) AS p(product_id, product_category, product_type)`, products);
  await engine.writeParquet(
    `FROM (VALUES ${LINES}) AS t(household_id, basket_id, product_id, quantity, sales_value, transaction_timestamp)`,
    transactions,
  );
  const lines = journeyLines({ transactions, products, level, households });
  const counts = await countJourney(engine, lines, { transactions });
  await writeJourney(engine, lines, join(folder, file));
  const bytes = await readFile(join(folder, file));
  return { csv: (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'), counts };
}
