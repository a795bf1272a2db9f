import { RecompraError } from '../config/errors';
import type { Engine } from '../engine/engine';
import { query } from '../engine/relation';
import type { JoinedTables } from './join-purchases';
import type { ReviewRows } from './review-rows';
import { CHANCE_DAYS } from './review-rows';

/** Where so many were expected, none at all is a mistake in the files (the chance of it is below e⁻¹⁰). */
const CERTAIN = 10;

/**
 * Refuses lines of customers or products that are named otherwise than in the predictions, where everything would look
 * like a forecast that failed.
 */
export async function refuseOtherShop(
  engine: Engine,
  { reviewed, lists, lines, levels }: JoinedTables,
  rows: ReviewRows,
): Promise<void> {
  const [known] = await engine.rows<{ customers: number; example: string | null }>(
    query(
      { reviewed, lines },
      (_, t) => `
    SELECT count(*) AS customers, (SELECT min(cliente_id) FROM ${t.reviewed} AS r) AS example
    FROM (
      SELECT DISTINCT cliente_id FROM ${t.reviewed} AS r WHERE cliente_id IN (SELECT usuario FROM ${t.lines} AS l)
    ) AS seen`,
    ),
  );
  if (known!.customers === 0 && expectedBuyers(rows) >= CERTAIN) throw noCustomer(rows, known!.example);
  const answered = rows.outcomes.truth.reduce((cases, size) => cases + (size > 0 ? 1 : 0), 0);
  if (answered < CERTAIN) return;
  const [listed] = await engine.rows<{ all: number; sold: number; example: string | null }>(
    query(
      { lists, lines, levels },
      (dialect, t) => `
    SELECT count(*) AS ${dialect.identifier('all')}, count(s.producto) AS sold, min(e.producto) AS example
    FROM (SELECT DISTINCT producto FROM ${t.lists} AS x) AS e
    LEFT JOIN (
      SELECT DISTINCT coalesce(v.nivel, l.producto) AS producto
      FROM ${t.lines} AS l LEFT JOIN ${t.levels} AS v ON v.producto = l.producto
    ) AS s ON s.producto = e.producto`,
    ),
  );
  if (listed!.all > 0 && listed!.sold === 0) throw noProduct(listed!);
}

/** Buyers whose purchase the lines would show, by the longest of the stated chances that they reach. */
function expectedBuyers({ length, watched, chances }: ReviewRows): number {
  let sum = 0;
  for (let row = 0; row < length; row++) {
    const reached = CHANCE_DAYS.map((days, i) => (watched[row]! >= days ? chances[i]![row]! : Number.NaN));
    sum += reached.filter((chance) => !Number.isNaN(chance)).at(-1) ?? 0;
  }
  return sum;
}

function noCustomer({ length }: ReviewRows, example: string | null): RecompraError {
  return new RecompraError(
    'data',
    `none of the customers of ${length} predictions (${JSON.stringify(example)}, …) has a line in --input`,
    { remedy: 'give the lines of the same shop, with customers named as they were then (--columns usuario=…)' },
  );
}

function noProduct({ all, example }: { all: number; example: string | null }): RecompraError {
  return new RecompraError(
    'data',
    `none of the ${all} products recommended (${JSON.stringify(example)}, …) is sold in --input`,
    { remedy: 'where levels were recommended instead of products, add the same --product-map again' },
  );
}
