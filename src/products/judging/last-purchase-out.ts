import type { BasketHistory } from '../baskets/basket-history';
import type { AnsweredCases } from '../methods/answered-cases';
import { answeredCases } from '../methods/answered-cases';

/** Customers need as many purchases to take part, as in the published tables. */
export const LEAST_PURCHASES = 5;
/** Shop-wide figures are refreshed weekly: every customer has an as-of date of their own. */
const REFRESH_DAYS = 7;
/** Earlier purchases of each customer that may be learned from. */
const TRAINING_PURCHASES = 7;

/** The classical split of next-basket papers. */
export interface LastPurchaseOut {
  /** Cases whose answers lie before the validation purchase of the same customer. */
  trainForChoice: AnsweredCases;
  /** The last but one purchase of each customer. */
  validation: AnsweredCases;
  /** As trainForChoice, one purchase later. */
  trainForTest: AnsweredCases;
  /** The last purchase of each customer. */
  test: AnsweredCases;
}

/** Every customer's last purchase is predicted from all before it, on the day of the one before. */
export function lastPurchaseOut(history: BasketHistory): LastPurchaseOut {
  return {
    trainForChoice: casesBack(history, 2, TRAINING_PURCHASES),
    validation: casesBack(history, 1, 1),
    trainForTest: casesBack(history, 1, TRAINING_PURCHASES),
    test: casesBack(history, 0, 1),
  };
}

/** Cases whose answers are `count` purchases of each customer, the latest of them `skipped` before the last. */
function casesBack(history: BasketHistory, skipped: number, count: number): AnsweredCases {
  const customer: number[] = [];
  const origin: number[] = [];
  for (const c of history.members) {
    const from = history.customerStart[c]!;
    const last = history.customerStart[c + 1]! - 1 - skipped;
    if (history.customerStart[c + 1]! - from < LEAST_PURCHASES) continue;
    for (let next = last; next > Math.max(from, last - count); next--) {
      customer.push(c);
      origin.push(history.basketDay[next - 1]!);
    }
  }
  return answeredCases(history, { customer, origin }, { refreshDays: REFRESH_DAYS });
}
