import type { ReadingEngine } from '../../engine/engine';
import type { Columns, Relation } from '../../engine/relation';
import { column, query, relation } from '../../engine/relation';
import type { ProductLevel } from './product-names';
import { journeyProducts } from './product-names';

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

const COLUMNS: Columns = {
  household_id: column('BIGINT', 'the household'),
  basket_id: column('BIGINT', 'its basket'),
  product_id: column('BIGINT', 'the product'),
  fecha_compra: column('DATE', 'the day, in the store'),
  producto: column('VARCHAR', "the product's name"),
  cantidad: column('BIGINT', 'how many', 'units'),
  cents: column('BIGINT', 'what the line cost', 'hundredths'),
  left_out: column('VARCHAR', 'why it is not written, NULL where it is'),
};

/** The lines of The Complete Journey as purchase lines of the input contract, with the reasons why some are left out. */
export function journeyLines({ transactions, products, level, households }: JourneyOptions): Relation {
  const all = allLines(transactions, journeyProducts(products, level));
  return households === undefined ? all : drawn(all, households);
}

/** Counts what is written, and what is left out and why. The source is counted in its own file: a join gone wrong cannot hide. */
export async function countJourney(
  engine: ReadingEngine,
  lines: Relation,
  { transactions }: Pick<JourneyOptions, 'transactions'>,
): Promise<JourneyCounts> {
  const reasons = await engine.rows<{ reason: LeftOut; lines: number }>(
    query(
      { lines },
      (_, t) => `
    SELECT left_out AS reason, count(*) AS lines FROM ${t.lines} AS l WHERE left_out IS NOT NULL GROUP BY left_out`,
    ),
  );
  const leftOut: Record<LeftOut, number> = { 'quantity-not-positive': 0, 'coupon-or-misc': 0, 'outside-sample': 0 };
  for (const { reason, lines: count } of reasons) leftOut[reason] = count;
  const [source] = await engine.rows<JourneySize>(
    query({}, (dialect) => sizeSql(`${dialect.parquetRows(transactions)} AS t`)),
  );
  const [written] = await engine.rows<JourneySize>(
    query({ lines }, (_, t) => sizeSql(`${t.lines} AS l WHERE left_out IS NULL`)),
  );
  return { source: source!, written: written!, leftOut };
}

/**
 * Writes data.csv, compressed where the name ends in `.gz`: the same bytes on every run.
 * `precio` is the total of the basket's written lines, on each of them.
 */
export async function writeJourney(engine: ReadingEngine, lines: Relation, path: string): Promise<void> {
  const written = query(
    { lines },
    (_, t) => `
    -- a row: a product line of a basket
    SELECT fecha_compra, household_id AS usuario, producto, cantidad,
           CAST(sum(cents) OVER (PARTITION BY basket_id) / 100.0 AS DECIMAL(12, 2)) AS precio
    FROM ${t.lines} AS l
    WHERE left_out IS NULL
    ORDER BY fecha_compra, household_id, basket_id, product_id`,
  );
  await engine.writeCsv(written, path);
}

function allLines(transactions: string, products: Relation): Relation {
  return relation({
    name: 'journey_lines',
    row: 'a line of the source',
    of: { products },
    columns: COLUMNS,
    select: (dialect, t) => `
    SELECT l.household_id, l.basket_id, l.product_id,
           -- the timestamp is naive UTC; the day of purchase is the store's
           ${dialect.dayIn(dialect.instant('l.transaction_timestamp'), 'America/New_York')} AS fecha_compra,
           coalesce(p.name, ${dialect.text('l.product_id')}) AS producto,
           CASE WHEN p.is_fuel THEN 1 ELSE l.quantity END AS cantidad,
           CAST(round(l.sales_value * 100) AS BIGINT) AS cents,
           CASE WHEN l.quantity <= 0 THEN 'quantity-not-positive'
                WHEN p.category = ${dialect.literal(NO_PRODUCT)} THEN 'coupon-or-misc' END AS left_out
    FROM ${dialect.parquetRows(transactions)} AS l
    LEFT JOIN ${t.products} AS p ON p.product_id = l.product_id`,
  });
}

/** Keeps the households with the smallest hashes: any two samples are nested, and nobody chose. */
function drawn(all: Relation, households: number): Relation {
  const columns = Object.keys(COLUMNS).filter((name) => name !== 'left_out');
  return relation({
    name: 'journey_sample',
    row: all.row,
    of: { all },
    columns: COLUMNS,
    select: (dialect, t) => `
    WITH households AS (
      SELECT household_id FROM ${t.all} AS l WHERE left_out IS NULL
      GROUP BY household_id
      ORDER BY md5(${dialect.text('household_id')}), household_id
      LIMIT ${households}
    )
    SELECT ${columns.map((name) => `l.${name}`).join(', ')},
           CASE WHEN l.left_out IS NULL AND h.household_id IS NULL THEN 'outside-sample' ELSE l.left_out END AS left_out
    FROM ${t.all} AS l LEFT JOIN households AS h ON h.household_id = l.household_id`,
  });
}

function sizeSql(rows: string): string {
  return `
    SELECT count(*) AS lines, count(DISTINCT household_id) AS households, count(DISTINCT basket_id) AS baskets
    FROM ${rows}`;
}
