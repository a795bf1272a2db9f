import type { ProductMethodName } from '../../config/model-names';
import type { ListOutcomes } from '../../evaluation/ranking';
import { DEPTH, hitAt, meanOf, ndcgAt, recallAt } from '../../evaluation/ranking';
import { errorOverWeeks, expectedMerit, weeksOf } from '../../evaluation/statistics/expected-merit';
import { pairedStandardError } from '../../evaluation/statistics/paired-bootstrap';
import { SAFEST } from '../recommenders';
import type { RecommenderScores } from './evaluate-recommenders';

/**
 * Usual gains over GP-TopFreq in the merit below, as the validation origins of The Complete Journey showed them; methods
 * differ from that by USUAL_DIFFERENCE (standard deviation) from shop to shop. One that is not named is expected to be
 * as good.
 */
const USUAL_GAINS: Readonly<Partial<Record<ProductMethodName, number>>> = {
  'G-TopFreq': -0.35,
  'decayed-days': 0.025,
  'decayed-baskets': 0.03,
  'item-periodicity': 0.02,
  'UP-CF@r': 0.01,
  'TIFU-KNN': 0.03,
  'TIFU-KNN-time': 0.035,
  'dense-ranker': 0.06,
};
const USUAL_DIFFERENCE = 0.03;
/** A week's gain differs from the next one's by so much (standard deviation), whoever the customers are. */
const WEEKLY_DIFFERENCE = 0.05;

/**
 * Chooses on validation cases by Hit@top, recall@10 and nDCG@10 together, each as a multiple of GP-TopFreq's, less one
 * and shrunk towards what is usual (expected-merit.ts): on few customers or weeks the best of many is often only lucky,
 * and a gain that few show still counts for something.
 *
 * @param top length of the lists that are handed out
 * @param origins of the cases, epoch days
 */
export function chooseByValidation(
  scores: readonly RecommenderScores[],
  top: number,
  origins: ArrayLike<number>,
): ProductMethodName {
  const safest = scores.find(({ name }) => name === SAFEST.name)!;
  if (safest.outcomes.length === 0) return safest.name;
  const weeks = weeksOf(origins);
  const base = casePoints(safest.outcomes, safest.outcomes, top);
  const meritOf = (score: RecommenderScores) => {
    if (score === safest) return 0;
    const points = casePoints(score.outcomes, safest.outcomes, top);
    const { mean: gain, standardError } = pairedStandardError(points, base, score.customers);
    const uncertain = errorOverWeeks(standardError, { weekly: WEEKLY_DIFFERENCE, weeks });
    return expectedMerit(
      { gain, standardError: uncertain },
      { mean: USUAL_GAINS[score.name] ?? 0, deviation: USUAL_DIFFERENCE },
    );
  };
  const merits = scores.map(meritOf);
  return merits.reduce((best, merit, i) => (merit > best.merit ? { merit, name: scores[i]!.name } : best), {
    merit: 0,
    name: safest.name,
  }).name;
}

/** A case's share of the merit: the mean of its three figures, each over the mean of `base`; they average to 1 there. */
function casePoints(outcomes: ListOutcomes, base: ListOutcomes, top: number): Float64Array {
  const k = Math.min(top, DEPTH);
  const figures = [
    (o: ListOutcomes) => hitAt(o, k),
    (o: ListOutcomes) => recallAt(o, DEPTH),
    (o: ListOutcomes) => ndcgAt(o, DEPTH),
  ];
  const parts = figures.map((figure) => ({ values: figure(outcomes), scale: meanOf(figure(base)) || 1 }));
  return Float64Array.from({ length: outcomes.length }, (_, row) =>
    parts.reduce((sum, { values, scale }) => sum + values[row]! / scale / parts.length, 0),
  );
}
