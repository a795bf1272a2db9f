import type { ProductMethodName } from '../config/model-names';
import type { ProductComparison, TopProductsMetrics } from '../evaluation/metrics-schema';
import { DEPTH, hitAt, meanOf, ndcgAt } from '../evaluation/ranking';
import { bootstrapMean } from '../evaluation/statistics/bootstrap';
import type { RecommenderScores } from '../products/judging/evaluate-recommenders';
import { compareMethods } from '../products/judging/recommender-figures';
import { SAFEST } from '../products/recommenders';

/** The chosen method against P-TopFreq, GP-TopFreq and the best of the rest by nDCG@10. */
export function comparisons(
  scores: readonly RecommenderScores[],
  chosen: ProductMethodName,
  options: { top: number; seed: number },
): ProductComparison[] {
  const winner = scores.find(({ name }) => name === chosen);
  if (winner === undefined) return [];
  const others = scores.filter(({ name }) => name !== chosen);
  const ndcg = ({ outcomes }: RecommenderScores) => meanOf(ndcgAt(outcomes, DEPTH)) ?? 0;
  const best = others.reduce((a, b) => (ndcg(b) > ndcg(a) ? b : a));
  const against = others.filter(({ name }) => name === 'P-TopFreq' || name === SAFEST.name || name === best.name);
  return against.flatMap((other) => compareMethods(winner, other, options));
}

/** The winner against the best of the others by Hit@top, case by case, resampled by customer. */
export function differenceFromBest(
  winner: RecommenderScores,
  scores: readonly RecommenderScores[],
  { top, seed }: { top: number; seed: number },
): TopProductsMetrics['difference'] {
  const hits = ({ outcomes }: RecommenderScores) => hitAt(outcomes, Math.min(top, DEPTH));
  const others = scores.filter(({ name }) => name !== winner.name);
  const against = others.reduce((a, b) => (meanOf(hits(b))! > meanOf(hits(a))! ? b : a));
  const theirs = hits(against);
  const differences = hits(winner).map((hit, row) => hit - theirs[row]!);
  return {
    model: winner.name,
    against: against.name,
    hitAtTop: bootstrapMean(differences, winner.customers, { seed }),
  };
}
