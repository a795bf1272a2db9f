import type { Engine } from '../../src/engine/engine';
import { hitAt } from '../../src/evaluation/ranking';
import { answeredCases } from '../../src/products/answered-cases';
import type { BasketHistory } from '../../src/products/basket-history';
import { basketItems, basketsUntil } from '../../src/products/basket-history';
import { scoreRecommenders } from '../../src/products/evaluate-recommenders';
import type { RecommendationCases } from '../../src/products/recommender';
import { RULES } from '../../src/products/recommenders';

/**
 * Builds `case_hits(caso, metodo, cliente, compras, comprados, conocidos, acierto)`, one row per case whose customer
 * bought again and product method: purchases so far, products of the next purchase, how many of those the customer
 * had bought before, and whether one of the first `top` was among them (1 or 0).
 */
export async function buildCaseHits(
  engine: Engine,
  history: BasketHistory,
  cases: RecommendationCases,
  top: number,
): Promise<void> {
  const answered = answeredCases(history, cases);
  const facts = answeredFacts(history, answered);
  const scores = scoreRecommenders(history, RULES, answered, { top });
  const repeated = <T>(values: readonly T[]): T[] => scores.flatMap(() => values);
  await engine.createTable('case_hits', {
    caso: { type: 'INTEGER', values: repeated(facts.map((_, index) => index)) },
    metodo: { type: 'VARCHAR', values: scores.flatMap(({ name }) => facts.map(() => name)) },
    cliente: { type: 'INTEGER', values: repeated(facts.map(({ customer }) => customer)) },
    compras: { type: 'INTEGER', values: repeated(facts.map(({ purchases }) => purchases)) },
    comprados: { type: 'INTEGER', values: repeated(facts.map(({ bought }) => bought)) },
    conocidos: { type: 'INTEGER', values: repeated(facts.map(({ known }) => known)) },
    acierto: { type: 'INTEGER', values: scores.flatMap(({ outcomes }) => Array.from(hitAt(outcomes, top))) },
  });
}

interface CaseFacts {
  customer: number;
  purchases: number;
  bought: number;
  known: number;
}

/** The cases with a next purchase, in the order in which they are scored. */
function answeredFacts(history: BasketHistory, { customer, origin }: RecommendationCases): CaseFacts[] {
  return Array.from(customer, (id, i) => factsOf(history, id, origin[i] as number)).filter(
    (facts): facts is CaseFacts => facts !== null,
  );
}

function factsOf(history: BasketHistory, customer: number, origin: number): CaseFacts | null {
  const { from, to } = basketsUntil(history, customer, origin);
  if (to === history.customerStart[customer + 1]) {
    return null;
  }
  const before = new Set(history.items.subarray(history.basketStart[from], history.basketStart[to]));
  const truth = basketItems(history, to);
  return {
    customer,
    purchases: to - from,
    bought: truth.length,
    known: truth.reduce((count, product) => count + (before.has(product) ? 1 : 0), 0),
  };
}
