import type { Relation } from '../../engine/relation';
import { column, relation } from '../../engine/relation';

/** How finely products are told apart: by number, by category and type, or by category alone. */
export const PRODUCT_LEVELS = ['product', 'type', 'category'] as const;
export type ProductLevel = (typeof PRODUCT_LEVELS)[number];

/** Sales of fuel; their quantity is in thousandths of a gallon. */
const FUEL_TYPE = 'GASOLINE-REG UNLEADED';

/** A product without the word its level asks for is called by its number. */
const NAMES: Record<ProductLevel, string> = {
  product: `CASE WHEN w.type IS NULL THEN w.number ELSE w.type || ' [' || w.number || ']' END`,
  type: `CASE WHEN w.type IS NULL THEN w.number
                WHEN s.categories > 1 AND w.category IS NOT NULL THEN w.type || ' [' || w.category || ']'
                ELSE w.type END`,
  category: 'coalesce(w.category, w.number)',
};

/**
 * The products of products.parquet, at `path`, by name.
 *
 * At type level one name stands for one pair of category and type. A type's name that occurs in several categories
 * (SEASONAL in 20) gets its category in brackets; in no category at all it stays bare. At product level the brackets
 * hold the product's number. Brackets do not occur in the source's own words, so no two pairs, or products, share a
 * name. The names come from the whole product table: a sample calls a product what the full file calls it.
 */
export function journeyProducts(path: string, level: ProductLevel): Relation {
  return relation({
    name: 'journey_products',
    row: 'a product of the source',
    of: {},
    columns: {
      product_id: column('BIGINT', 'its number in the source'),
      name: column('VARCHAR', 'what it is called at the level'),
      category: column('VARCHAR', 'its category, NULL where it has none'),
      is_fuel: column('BOOLEAN', 'whether it is sold by thousandths of a gallon'),
    },
    select: (dialect) => `
    WITH words AS (
      -- a row: a product; runs of blanks in its words are one blank
      SELECT product_id, ${dialect.text('product_id')} AS number,
             ${dialect.replaced('trim(product_category)', '\\s+', ' ')} AS category,
             ${dialect.replaced('trim(product_type)', '\\s+', ' ')} AS type
      FROM ${dialect.parquetRows(path)} AS p
    ), spread AS (
      -- a row: a type's name and the number of categories it occurs in, none counting as one
      SELECT type, count(DISTINCT coalesce(category, '')) AS categories FROM words WHERE type IS NOT NULL GROUP BY type
    )
    SELECT w.product_id, ${NAMES[level]} AS name, w.category,
           coalesce(w.type = ${dialect.literal(FUEL_TYPE)}, FALSE) AS is_fuel
    FROM words AS w LEFT JOIN spread AS s ON s.type = w.type`,
  });
}
