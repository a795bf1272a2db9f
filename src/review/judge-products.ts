import type { ListOutcomes } from '../evaluation/ranking';
import { DEPTH, hitAt, meanOf, ndcgAt, recallAt } from '../evaluation/ranking';
import type { RevisionFigures } from '../evaluation/revision-schema';
import { figureOf } from './figure';
import type { ReviewRows } from './review-rows';
import { pickRows, rowsWhere, WINDOW_DAYS } from './review-rows';

/** The rows with a list whose purchase came within the window. */
export function answeredLists(rows: ReviewRows): { outcomes: ListOutcomes; customers: Int32Array; top: number } {
  const judged = rowsWhere(rows, (row) => rows.listed[row]! > 0 && rows.day[row]! <= WINDOW_DAYS);
  const { outcomes, customer } = pickRows(rows, judged);
  return { outcomes, customers: customer, top: listLength(rows) };
}

/** Length that the lists of all predictions reach: a single one is shorter where the catalogue had no more. */
function listLength({ run, listed }: ReviewRows): number {
  const longest = new Map<number, number>();
  for (let row = 0; row < run.length; row++) {
    if (listed[row]! > (longest.get(run[row]!) ?? 0)) longest.set(run[row]!, listed[row]!);
  }
  return Math.min(DEPTH, ...longest.values());
}

/** Hit, recall and nDCG of the lists against the products of the first purchase after the origin. */
export function judgeProducts(rows: ReviewRows, seed: number): RevisionFigures['products'] {
  const { outcomes, customers, top } = answeredLists(rows);
  if (outcomes.length === 0) return null;
  const figure = (values: Float64Array) => figureOf(values, customers, seed)!;
  return {
    top,
    hit: figure(hitAt(outcomes, top)),
    recall: figure(recallAt(outcomes, top)),
    ndcg: figure(ndcgAt(outcomes, top)),
    byK: Array.from({ length: top }, (_, index) => ({
      k: index + 1,
      hit: meanOf(hitAt(outcomes, index + 1))!,
      recall: meanOf(recallAt(outcomes, index + 1))!,
      ndcg: meanOf(ndcgAt(outcomes, index + 1))!,
    })),
  };
}
