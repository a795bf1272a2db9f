import { isoDay } from '../config/calendar';
import { bootstrapMean } from '../evaluation/bootstrap';
import type { TopProductsMetrics } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import type { BasketHistory } from '../products/basket-history';
import type { RecommenderScores } from '../products/evaluate-recommenders';
import { atK, DEPTH, scoreRecommenders, summariseRecommender } from '../products/evaluate-recommenders';
import { RECOMMENDERS } from '../products/recommenders';

/** Recommends where nothing could be compared: it always fills the list. */
const SAFEST = 'GP-TopFreq';

export interface ProductOptions {
  plan: OriginPlan;
  validation: Dataset;
  test: Dataset;
  top: number;
  seed: number;
}

/** Chooses the product method by Hit@top on the validation origins and judges all methods on the test origins. */
export function chooseRecommender(baskets: BasketHistory, options: ProductOptions): TopProductsMetrics {
  const { plan, top, seed } = options;
  const chosen = bestByHits(scoreRecommenders(baskets, RECOMMENDERS, options.validation), top);
  const scores = scoreRecommenders(baskets, RECOMMENDERS, options.test);
  const methods = scores.map((score) => summariseRecommender(score, { top, seed, chosen: score.name === chosen }));
  const winner = scores.find(({ name }) => name === chosen)!;
  const others = scores.filter(({ name }) => name !== chosen);
  const cases = winner.customers.length;
  return {
    top,
    origins: plan.test.map(isoDay),
    chosen,
    chosenBy: `highest Hit@${top} on the validation origins`,
    missing: cases === 0 ? 'no customer of the test origins bought again' : null,
    customers: new Set(winner.customers).size,
    methods,
    difference: cases === 0 ? null : difference(winner, others, { top, seed }),
  };
}

/** In a tie the method that fills its list is preferred, then the earlier one. */
function bestByHits(scores: readonly RecommenderScores[], top: number): string {
  const hits = (score: RecommenderScores) => atK(score.hit, Math.min(top, DEPTH)).reduce((a, b) => a + b, 0);
  const most = Math.max(...scores.map(hits));
  const best = scores.filter((score) => hits(score) === most).map(({ name }) => name);
  return best.includes(SAFEST) ? SAFEST : best[0]!;
}

/** The winner against the best of the others, case by case, resampled by customer. */
function difference(
  winner: RecommenderScores,
  others: readonly RecommenderScores[],
  { top, seed }: { top: number; seed: number },
): TopProductsMetrics['difference'] {
  const against = others.find(({ name }) => name === bestByHits(others, top))!;
  const k = Math.min(top, DEPTH);
  const theirs = atK(against.hit, k);
  const differences = atK(winner.hit, k).map((hit, i) => hit - theirs[i]!);
  return {
    model: winner.name,
    against: against.name,
    hitAtTop: bootstrapMean(differences, winner.customers, { seed }),
  };
}

export function productsWithoutEvaluation(top: number, missing: string): TopProductsMetrics {
  return {
    top,
    origins: [],
    chosen: SAFEST,
    chosenBy: `the safest method, because ${missing}`,
    missing,
    customers: 0,
    methods: [],
    difference: null,
  };
}
