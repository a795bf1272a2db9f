import { isoDay } from '../config/calendar';
import type { ProductMethodName } from '../config/model-names';
import type { HitChances } from '../evaluation/hit-chances';
import { fitHitChances, judgeHitChances } from '../evaluation/hit-chances';
import type { HitChanceMetrics, ProductFigures, TopProductsMetrics } from '../evaluation/metrics-schema';
import type { BasketHistory } from '../products/baskets/basket-history';
import { popularityOn } from '../products/baskets/popularity';
import type { RecommenderScores } from '../products/judging/evaluate-recommenders';
import { LEAST_PURCHASES } from '../products/judging/last-purchase-out';
import { headlineFigures, methodFigures } from '../products/judging/recommender-figures';
import type { AnsweredCases } from '../products/methods/answered-cases';
import { SAFEST } from '../products/recommenders';
import { comparisons, differenceFromBest } from './product-comparisons';
import type { LastPurchaseOptions, ProductOptions } from './product-splits';

/** Scores of all methods on the split of published tables. */
export interface PublishedScores {
  /** By the purchase before the last. */
  chosen: ProductMethodName;
  test: readonly RecommenderScores[];
}

/** Scores that the figures are made of. */
export interface ScoredProducts {
  chosen: ProductMethodName;
  validation: readonly RecommenderScores[];
  test: readonly RecommenderScores[];
  published: PublishedScores | null;
}

/** The figures, and what they are of. */
export interface JudgedProductFigures {
  metrics: TopProductsMetrics;
  hitChances: HitChances | null;
  /** Cases of the test. */
  cases: AnsweredCases;
}

interface Judged extends ScoredProducts {
  baskets: BasketHistory;
  options: ProductOptions;
  hitChances: HitChances | null;
}

/** All figures of the products, and the chance of a hit of what is recommended, as validation had it. */
export function productMetrics(
  baskets: BasketHistory,
  scored: ScoredProducts,
  options: ProductOptions,
): Omit<JudgedProductFigures, 'cases'> {
  const hitChances = fitHitChances(scoresOf(scored.validation, scored.chosen).places);
  return { metrics: topProductsMetrics({ ...scored, baskets, options, hitChances }), hitChances };
}

/** Figures of the split of published tables. */
export function publishedMetrics(
  baskets: BasketHistory,
  { chosen, test }: PublishedScores,
  options: LastPurchaseOptions,
): NonNullable<TopProductsMetrics['lastPurchaseOut']> {
  const catalogue = soldBy(baskets, options.asOf);
  return {
    leastPurchases: LEAST_PURCHASES,
    customers: new Set(test[0]!.customers).size,
    methods: test.map((score) => methodFigures(score, { ...options, chosen: score.name === chosen, catalogue })),
    comparisons: comparisons(test, chosen, options),
  };
}

function topProductsMetrics(judged: Judged): TopProductsMetrics {
  const { options, chosen, baskets, test, published } = judged;
  const { plan, top, seed } = options;
  const winner = scoresOf(test, chosen);
  const cases = winner.outcomes.length;
  const catalogue = soldBy(baskets, plan.test.at(-1)!);
  const figures = validationFigures(judged);
  return {
    top,
    origins: plan.test.map(isoDay),
    chosen,
    chosenBy: 'shrunken-merit',
    missing: cases === 0 ? { reason: 'nobody-bought-again', historyDays: null } : null,
    customers: new Set(winner.customers).size,
    methods: test.map((score) =>
      methodFigures(score, {
        top,
        seed,
        chosen: score.name === chosen,
        catalogue,
        curveBounds: score.name === chosen || score.name === SAFEST.name,
        validation: figures.get(score.name) ?? null,
      }),
    ),
    hitChances: judgedChances(judged),
    difference: cases === 0 ? null : differenceFromBest(winner, test, { top, seed }),
    comparisons: cases === 0 ? [] : comparisons(test, winner.name, { top, seed }),
    lastPurchaseOut: published && publishedMetrics(baskets, published, options),
  };
}

/** Those of a method, or of the safest where it was not scored. */
function scoresOf(scores: readonly RecommenderScores[], name: ProductMethodName): RecommenderScores {
  return scores.find((score) => score.name === name) ?? scores.find((score) => score.name === SAFEST.name)!;
}

/** Chances learned on validation against what the test bought. */
function judgedChances({ hitChances, validation, test, chosen, options }: Judged): HitChanceMetrics | null {
  if (hitChances === null) return null;
  const learnedFrom = scoresOf(validation, chosen).places.length;
  return judgeHitChances(hitChances, scoresOf(test, chosen).places, { top: options.top, learnedFrom });
}

function validationFigures({ validation, options }: Judged): Map<ProductMethodName, ProductFigures | null> {
  return new Map(validation.map(({ name, outcomes }) => [name, headlineFigures(outcomes, options.top)]));
}

/** Products sold up to a day. */
function soldBy(baskets: BasketHistory, day: number): number {
  return popularityOn(baskets, day).ranking.length;
}
