import type { OriginPlan } from '../features/origins';
import type { BasketHistory } from '../products/baskets/basket-history';
import { MOST_CHOICE_CASES } from '../products/candidates/learned-ranker';
import { lastPurchaseOut } from '../products/judging/last-purchase-out';
import type { AnsweredCases } from '../products/methods/answered-cases';
import { answeredCases, ofSomeCustomers } from '../products/methods/answered-cases';
import type { RecommendationCases } from '../products/methods/recommender';

/** With more validation cases than this, those of every n-th customer decide: the order of methods is the same sooner. */
const MOST_VALIDATION_CASES = 6000;
/** Likewise for the figures of the test: their intervals are narrow by then, and a chain of shops is judged in minutes. */
const MOST_TEST_CASES = 30_000;

/** What the product method is chosen by: values only. */
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
}

/** What the split of published tables needs to know. */
export type LastPurchaseOptions = Pick<ProductOptions, 'top' | 'seed' | 'asOf' | 'excluded'>;

/** What product methods are judged on. */
export interface JudgedProducts {
  baskets: BasketHistory;
  options: ProductOptions | LastPurchaseOptions;
}

/** A fit of the ranker, and the cases its figures come from: to choose, to judge, to keep; `published` as in papers. */
export type ProductSplit = 'choice' | 'test' | 'use' | 'published-choice' | 'published-test';

/** Cases that the ranker of a split learns from, and of how many at the most; its default unless given. */
export function taughtCases(judged: JudgedProducts, split: ProductSplit): { cases: AnsweredCases; most?: number } {
  switch (split) {
    case 'choice':
      return { cases: weekly(judged).trainForChoice(), most: MOST_CHOICE_CASES };
    case 'test':
      return { cases: weekly(judged).trainForTest() };
    case 'use':
      return { cases: weekly(judged).trainForUse() };
    case 'published-choice':
      return { cases: lastPurchaseOut(judged.baskets).trainForChoice, most: MOST_CHOICE_CASES };
    case 'published-test':
      return { cases: lastPurchaseOut(judged.baskets).trainForTest };
  }
}

/** Cases that methods are judged on. */
export function judgedCases(judged: JudgedProducts, split: Exclude<ProductSplit, 'use'>): AnsweredCases {
  switch (split) {
    case 'choice':
      return weekly(judged).validation();
    case 'test':
      return weekly(judged).test();
    case 'published-choice':
      return lastPurchaseOut(judged.baskets).validation;
    case 'published-test':
      return lastPurchaseOut(judged.baskets).test;
  }
}

function weekly({ baskets, options }: JudgedProducts) {
  if (!('plan' in options)) throw new RangeError('there are no weekly origins: no plan was given');
  return weeklyCases(baskets, options);
}

/**
 * Cases of each block of origins; the answers of one block are seen before the next begins. Origins shortly before a
 * block teach by those who had bought again by then.
 */
export function weeklyCases(
  baskets: BasketHistory,
  { plan, cases, asOf }: Pick<ProductOptions, 'plan' | 'cases' | 'asOf'>,
) {
  const [firstValidation, firstTest] = [plan.validation[0]!, plan.test[0]!];
  const before = (day: number) => plan.all.filter((origin) => origin < day);
  return {
    trainForChoice: () => casesAt(baskets, cases, before(firstValidation), firstValidation),
    validation: () => ofSomeCustomers(casesAt(baskets, cases, plan.validation, firstTest), MOST_VALIDATION_CASES),
    trainForTest: () => casesAt(baskets, cases, before(firstTest), firstTest),
    test: () => ofSomeCustomers(casesAt(baskets, cases, plan.test, asOf), MOST_TEST_CASES),
    trainForUse: () => casesAt(baskets, cases, plan.all, asOf),
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
