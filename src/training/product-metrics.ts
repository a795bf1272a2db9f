import { isoDay } from '../config/calendar';
import type { ProductMethodName } from '../config/model-names';
import type { HitChances } from '../evaluation/hit-chances';
import { fitHitChances, judgeHitChances } from '../evaluation/hit-chances';
import type { HitChanceMetrics, ProductFigures, TopProductsMetrics } from '../evaluation/metrics-schema';
import type { OriginPlan } from '../features/origins';
import type { RankingNetwork } from '../models/ranking/ranking-network';
import type { BasketHistory } from '../products/baskets/basket-history';
import { popularityOn } from '../products/baskets/popularity';
import { MOST_CHOICE_CASES, RANKER_NAME, trainRanker } from '../products/candidates/learned-ranker';
import { chooseByValidation } from '../products/judging/choose-recommender';
import type { RecommenderScores } from '../products/judging/evaluate-recommenders';
import { scoreRecommenders } from '../products/judging/evaluate-recommenders';
import { LEAST_PURCHASES, lastPurchaseOut } from '../products/judging/last-purchase-out';
import { headlineFigures, methodFigures } from '../products/judging/recommender-figures';
import type { AnsweredCases } from '../products/methods/answered-cases';
import { answeredCases, ofSomeCustomers } from '../products/methods/answered-cases';
import type { RecommendationCases } from '../products/methods/recommender';
import { recommendersWith, SAFEST } from '../products/recommenders';
import { comparisons, differenceFromBest } from './product-comparisons';

/** With more validation cases than this, those of every n-th customer decide: the order of methods is the same sooner. */
const MOST_VALIDATION_CASES = 6000;
/** Likewise for the figures of the test: their intervals are narrow by then, and a chain of shops is judged in minutes. */
const MOST_TEST_CASES = 30_000;

export interface ProductOptions {
  plan: OriginPlan;
  /** Recurrent customers on every origin of the plan. */
  cases: RecommendationCases;
  top: number;
  seed: number;
  /** As-of date, epoch day: what the model that is kept may see. */
  asOf: number;
  /** Whether the split of published tables is judged beside the weekly origins. */
  lastPurchaseOut?: boolean | undefined;
  excluded?: Uint8Array | undefined;
  /** Called after each epoch of each network. */
  onEpoch?: (() => void) | undefined;
}

export interface ProductChoice {
  metrics: TopProductsMetrics;
  /** The ranker fitted on everything up to the as-of date; null where another method was chosen. */
  ranker: RankingNetwork | null;
  /** Chance of a hit of what it recommends, as validation had it; null where there was none. */
  hitChances: HitChances | null;
  test: ProductTest;
}

/** What the test figures were measured with, for a closer look at them. */
export interface ProductTest {
  cases: AnsweredCases;
  /** Ranker that has seen no answer of the test; null where there were too few cases to train one. */
  ranker: RankingNetwork | null;
}

/**
 * Chooses the product method on the validation origins, judges all methods once on the test origins, and fits the
 * ranker that is kept where it won. Needs readyBackend.
 */
export async function chooseRecommender(baskets: BasketHistory, options: ProductOptions): Promise<ProductChoice> {
  const { plan, asOf } = options;
  const blocks = casesByBlock(baskets, options);
  const validation = await judge(baskets, blocks.trainForChoice, blocks.validation, {
    ...options,
    mostCases: MOST_CHOICE_CASES,
  });
  const chosen = chooseByValidation(validation, options.top, blocks.validation.origin);
  const testRanker = await trainRanker(baskets, blocks.trainForTest, options);
  const test = await scoreRecommenders(baskets, recommendersWith(testRanker), blocks.test, options);
  const published = options.lastPurchaseOut ? await judgeLastPurchaseOut(baskets, options) : null;
  const hitChances = fitHitChances(scoresOf(validation, chosen).places);
  const metrics = topProductsMetrics({ ...options, baskets, chosen, validation, test, published, hitChances });
  const kept = chosen === RANKER_NAME;
  const ranker = kept ? await trainRanker(baskets, casesAt(baskets, options.cases, plan.all, asOf), options) : null;
  return { metrics, ranker, hitChances, test: { cases: blocks.test, ranker: testRanker } };
}

/**
 * Cases of each block of origins; the answers of one block are seen before the next begins. Origins shortly before a
 * block teach by those who had bought again by then.
 */
export function casesByBlock(
  baskets: BasketHistory,
  { plan, cases, asOf }: Pick<ProductOptions, 'plan' | 'cases' | 'asOf'>,
) {
  const [firstValidation, firstTest] = [plan.validation[0]!, plan.test[0]!];
  const before = (day: number) => plan.all.filter((origin) => origin < day);
  return {
    trainForChoice: casesAt(baskets, cases, before(firstValidation), firstValidation),
    validation: ofSomeCustomers(casesAt(baskets, cases, plan.validation, firstTest), MOST_VALIDATION_CASES),
    trainForTest: casesAt(baskets, cases, before(firstTest), firstTest),
    test: ofSomeCustomers(casesAt(baskets, cases, plan.test, asOf), MOST_TEST_CASES),
  };
}

/** Cases of these origins whose answers are seen by `lastDay`. */
function casesAt(
  baskets: BasketHistory,
  { customer, origin }: RecommendationCases,
  origins: readonly number[],
  lastDay: number,
): AnsweredCases {
  const wanted = new Set(origins);
  const rows = Int32Array.from({ length: origin.length }, (_, row) => row).filter((row) => wanted.has(origin[row]!));
  const pick = (column: ArrayLike<number>) => Int32Array.from(rows, (row) => column[row]!);
  return answeredCases(baskets, { customer: pick(customer), origin: pick(origin) }, { lastDay });
}

/** All methods on the cases, the ranker trained on earlier ones. */
async function judge(
  baskets: BasketHistory,
  training: AnsweredCases,
  cases: AnsweredCases,
  options: LastPurchaseOptions & { mostCases?: number },
): Promise<RecommenderScores[]> {
  const methods = recommendersWith(await trainRanker(baskets, training, options));
  return scoreRecommenders(baskets, methods, cases, options);
}

/** What the split of published tables needs to know. */
export type LastPurchaseOptions = Pick<ProductOptions, 'top' | 'seed' | 'asOf' | 'excluded'>;

/**
 * All methods on each customer's last purchase, the chosen one by the purchase before it; null where no customer has
 * purchases enough. Needs readyBackend.
 */
export async function judgeLastPurchaseOut(
  baskets: BasketHistory,
  options: LastPurchaseOptions,
): Promise<TopProductsMetrics['lastPurchaseOut']> {
  const { trainForChoice, validation, trainForTest, test } = lastPurchaseOut(baskets);
  if (test.customer.length === 0) return null;
  const chosen = chooseByValidation(
    await judge(baskets, trainForChoice, validation, { ...options, mostCases: MOST_CHOICE_CASES }),
    options.top,
    validation.origin,
  );
  const scores = await judge(baskets, trainForTest, test, options);
  const catalogue = soldBy(baskets, options.asOf);
  return {
    leastPurchases: LEAST_PURCHASES,
    customers: new Set(test.customer).size,
    methods: scores.map((score) => methodFigures(score, { ...options, chosen: score.name === chosen, catalogue })),
    comparisons: comparisons(scores, chosen, options),
  };
}

interface Judged extends ProductOptions {
  baskets: BasketHistory;
  chosen: ProductMethodName;
  validation: readonly RecommenderScores[];
  test: readonly RecommenderScores[];
  published: TopProductsMetrics['lastPurchaseOut'];
  hitChances: HitChances | null;
}

function topProductsMetrics(judged: Judged): TopProductsMetrics {
  const { plan, top, seed, chosen, baskets, test } = judged;
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
    lastPurchaseOut: judged.published,
  };
}

/** Those of a method, or of the safest where it was not scored. */
function scoresOf(scores: readonly RecommenderScores[], name: ProductMethodName): RecommenderScores {
  return scores.find((score) => score.name === name) ?? scores.find((score) => score.name === SAFEST.name)!;
}

/** Chances learned on validation against what the test bought. */
function judgedChances({ hitChances, validation, test, chosen, top }: Judged): HitChanceMetrics | null {
  if (hitChances === null) return null;
  const learnedFrom = scoresOf(validation, chosen).places.length;
  return judgeHitChances(hitChances, scoresOf(test, chosen).places, { top, learnedFrom });
}

function validationFigures({ validation, top }: Judged): Map<ProductMethodName, ProductFigures | null> {
  return new Map(validation.map(({ name, outcomes }) => [name, headlineFigures(outcomes, top)]));
}

/** Products sold up to a day. */
function soldBy(baskets: BasketHistory, day: number): number {
  return popularityOn(baskets, day).ranking.length;
}
