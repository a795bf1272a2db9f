import { breathe } from '../../config/breath';
import { sharedFloats } from '../../config/shared-memory';
import type { RankingRows } from '../../models/ranking/ranking-training';
import type { BasketHistory } from '../baskets/basket-history';
import { basketItems } from '../baskets/basket-history';
import { popularityOn } from '../baskets/popularity';
import type { AnsweredCases } from '../methods/answered-cases';
import { shopDays } from '../methods/answered-cases';
import { CandidateBuilder } from './candidate-builder';
import { CANDIDATE_FEATURES } from './candidate-features';
import type { ShortListSize } from './candidates';

/** What the network looks at: more than forty candidates gained nothing on validation. */
export const SHORT_LIST: ShortListSize = { own: 32, unseen: 8 };

/** A case counts |truth|^−½: a purchase of thirty products is not thirty times a purchase of one. */
const TRUTH_POWER = -0.5;

/** Numbers that the features of so many cases take at the most. */
export function roomOf(cases: number): number {
  return cases * (SHORT_LIST.own + SHORT_LIST.unseen) * CANDIDATE_FEATURES.length;
}

/**
 * Candidates of the cases with their features, and which of them were bought next; cases without baskets are left out.
 *
 * @param memory where the features are written, `roomOf` the cases or more; they get memory of their own unless given
 */
export async function rankingRows(
  history: BasketHistory,
  cases: AnsweredCases,
  memory?: Float32Array,
): Promise<RankingRows> {
  const width = CANDIDATE_FEATURES.length;
  const most = cases.customer.length * (SHORT_LIST.own + SHORT_LIST.unseen);
  const features = memory ?? sharedFloats(roomOf(cases.customer.length));
  const bought = new Uint8Array(most);
  const start = [0];
  const weight: number[] = [];
  let rows = 0;
  for (const { day, from, to } of shopDays(cases)) {
    const builder = new CandidateBuilder({ history, day, popularity: popularityOn(history, day) }, SHORT_LIST);
    for (let row = from; row < to; row++) {
      await breathe();
      const size = builder.build(cases.customer[row]!, cases.origin[row]!);
      if (size === 0) continue;
      builder.write(features, rows);
      const truth = new Set(basketItems(history, cases.next[row]!));
      for (let i = 0; i < size; i++) if (truth.has(builder.list.products[i]!)) bought[rows + i] = 1;
      rows += size;
      start.push(rows);
      weight.push(truth.size ** TRUTH_POWER);
    }
  }
  return {
    features: features.subarray(0, rows * width),
    bought: bought.subarray(0, rows),
    start: Int32Array.from(start),
    weight: Float32Array.from(weight),
  };
}
