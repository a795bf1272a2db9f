import { fileToRead } from '../../engine/duckdb/duckdb-paths';
import { literal } from '../../engine/duckdb/duckdb-quoting';
import type { Engine } from '../../engine/engine';

/** How finely products are told apart: by number, by category and type, or by category alone. */
export const PRODUCT_LEVELS = ['product', 'type', 'category'] as const;
export type ProductLevel = (typeof PRODUCT_LEVELS)[number];

/** Sales of fuel; their quantity is in thousandths of a gallon. */
const FUEL_TYPE = 'GASOLINE-REG UNLEADED';

/** A product without the word its level asks for is called by its number. */
const NAMES: Record<ProductLevel, string> = {
  product: `CASE WHEN type IS NULL THEN number ELSE type || ' [' || number || ']' END`,
  type: `CASE WHEN type IS NULL THEN number
              WHEN categories > 1 AND category IS NOT NULL THEN type || ' [' || category || ']'
              ELSE type END`,
  category: `coalesce(category, number)`,
};

/**
 * Creates `journey_products` from products.parquet: product_id, name, category, is_fuel.
 *
 * At type level one name stands for one pair of category and type. A type's name that occurs in several categories
 * (SEASONAL in 20) gets its category in brackets; in no category at all it stays bare. At product level the brackets
 * hold the product's number. Brackets do not occur in the source's own words, so no two pairs, or products, share a
 * name. The names come from the whole product table: a sample calls a product what the full file calls it.
 */
export async function createJourneyProducts(engine: Engine, products: string, level: ProductLevel): Promise<void> {
  await engine.run(`
    CREATE OR REPLACE TEMP TABLE journey_products AS
    -- words: a row is a product; runs of blanks in its words become one blank
    WITH words AS (
      SELECT
        product_id,
        CAST(product_id AS VARCHAR) AS number,
        regexp_replace(trim(product_category), '\\s+', ' ', 'g') AS category,
        regexp_replace(trim(product_type), '\\s+', ' ', 'g') AS type
      FROM read_parquet(${fileToRead(products)})
    ),
    -- spread: a row is a type's name and the number of categories it occurs in, none counting as one
    spread AS (
      SELECT type, count(DISTINCT coalesce(category, '')) AS categories FROM words WHERE type IS NOT NULL GROUP BY type
    )
    SELECT
      product_id,
      ${NAMES[level]} AS name,
      category,
      coalesce(type = ${literal(FUEL_TYPE)}, false) AS is_fuel
    FROM words LEFT JOIN spread USING (type)`);
}
