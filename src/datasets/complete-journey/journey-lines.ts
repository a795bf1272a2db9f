import { fileToRead, fileToWrite } from '../../engine/duckdb/duckdb-paths';
import { literal } from '../../engine/duckdb/duckdb-quoting';
import type { Engine } from '../../engine/engine';
import type { ProductLevel } from './product-names';
import { createJourneyProducts } from './product-names';

/** Why a source line is not in data.csv; a line has the first reason that holds. */
export type LeftOut = 'quantity-not-positive' | 'coupon-or-misc' | 'outside-sample';

export interface JourneyOptions {
  /** Path of transactions.parquet: household_id, basket_id, product_id, quantity, sales_value, transaction_timestamp. */
  transactions: string;
  /** Path of products.parquet: product_id, product_category, product_type. */
  products: string;
  level: ProductLevel;
  /** Whole households to draw by hash of their id; all unless given. */
  households?: number | undefined;
}

/** What the lines of the source became: `source.lines = written.lines + Σ leftOut`. */
export interface JourneyCounts {
  source: JourneySize;
  written: JourneySize;
  leftOut: Record<LeftOut, number>;
}

export type JourneySize = { lines: number; households: number; baskets: number };

/** Coupons, gift cards and nearly all fuel: 16,073 lines. */
const NO_PRODUCT = 'COUPON/MISC ITEMS';

/**
 * Turns The Complete Journey into purchase lines of the input contract, in the table `journey_lines`, and
 * counts what was left out and why. DuckDB only: it needs a time zone and md5.
 */
export async function prepareJourney(engine: Engine, options: JourneyOptions): Promise<JourneyCounts> {
  await createJourneyProducts(engine, options.products, options.level);
  await createLines(engine, options.transactions);
  if (options.households !== undefined) await drawHouseholds(engine, options.households);
  return countLines(engine, options.transactions);
}

/**
 * Writes data.csv, compressed where the name ends in `.gz`: the same bytes on every run.
 * `precio` is the total of the basket's written lines, on each of them.
 */
export async function writeJourney(engine: Engine, path: string): Promise<void> {
  const compression = path.endsWith('.gz') ? 'gzip' : 'none';
  await engine.run(`
    COPY (
      -- a row is one product line of a basket
      SELECT
        fecha_compra,
        household_id AS usuario,
        producto,
        cantidad,
        CAST(sum(cents) OVER (PARTITION BY basket_id) / 100.0 AS DECIMAL(12, 2)) AS precio
      FROM journey_lines
      WHERE left_out IS NULL
      ORDER BY fecha_compra, household_id, basket_id, product_id
    ) TO ${fileToWrite(path)} (FORMAT csv, HEADER, COMPRESSION ${compression})`);
}

/** `journey_lines`: a row is a line of the source, with the reason it is left out, NULL where it is not. */
async function createLines(engine: Engine, transactions: string): Promise<void> {
  await engine.run(`
    CREATE OR REPLACE TEMP TABLE journey_lines AS
    SELECT
      household_id,
      basket_id,
      product_id,
      -- the timestamp is naive UTC; the day of purchase is the store's
      CAST(timezone('America/New_York', timezone('UTC', transaction_timestamp)) AS DATE) AS fecha_compra,
      coalesce(name, CAST(product_id AS VARCHAR)) AS producto,
      CASE WHEN is_fuel THEN 1 ELSE quantity END AS cantidad,
      CAST(round(sales_value * 100) AS BIGINT) AS cents,
      CASE
        WHEN quantity <= 0 THEN 'quantity-not-positive'
        WHEN category = ${literal(NO_PRODUCT)} THEN 'coupon-or-misc'
      END AS left_out
    FROM read_parquet(${fileToRead(transactions)})
    LEFT JOIN journey_products USING (product_id)`);
}

/** Keeps the households with the smallest hashes: any two samples are nested, and nobody chose. */
async function drawHouseholds(engine: Engine, count: number): Promise<void> {
  await engine.run(`
    UPDATE journey_lines SET left_out = 'outside-sample'
    WHERE left_out IS NULL AND household_id NOT IN (
      SELECT household_id FROM journey_lines WHERE left_out IS NULL
      GROUP BY household_id
      ORDER BY md5(CAST(household_id AS VARCHAR)), household_id
      LIMIT ${count}
    )`);
}

/** The source is counted in its own file, so that a join gone wrong cannot hide. */
async function countLines(engine: Engine, transactions: string): Promise<JourneyCounts> {
  const reasons = await engine.rows<{ reason: LeftOut; lines: number }>(
    'SELECT left_out AS reason, count(*) AS lines FROM journey_lines WHERE left_out IS NOT NULL GROUP BY left_out',
  );
  const leftOut: Record<LeftOut, number> = { 'quantity-not-positive': 0, 'coupon-or-misc': 0, 'outside-sample': 0 };
  for (const { reason, lines } of reasons) leftOut[reason] = lines;
  return {
    source: await sizeOf(engine, `read_parquet(${fileToRead(transactions)})`),
    written: await sizeOf(engine, 'journey_lines WHERE left_out IS NULL'),
    leftOut,
  };
}

async function sizeOf(engine: Engine, rows: string): Promise<JourneySize> {
  const [size] = await engine.rows<JourneySize>(`
    SELECT count(*) AS lines, count(DISTINCT household_id) AS households, count(DISTINCT basket_id) AS baskets
    FROM ${rows}`);
  return size!;
}
