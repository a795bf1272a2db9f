import type { BasketHistory } from '../baskets/basket-history';
import { basketsUntil } from '../baskets/basket-history';
import type { RecommendationCases } from './recommender';

/** Cases whose next basket is known, ordered by shop day, origin and customer. */
export interface AnsweredCases {
  customer: Int32Array;
  origin: Int32Array;
  /** Basket that is predicted. */
  next: Int32Array;
  /** Day up to which shop-wide figures are known: the origin, or the last refresh before it. */
  shopDay: Int32Array;
}

export interface AnswerOptions {
  /** Last day whose purchases may be answers, epoch day; the last of the data unless given. */
  lastDay?: number;
  /** Days between refreshes of shop-wide figures; 1 means those of each origin. */
  refreshDays?: number;
}

/** The cases whose customer bought again by `lastDay`. */
export function answeredCases(
  history: BasketHistory,
  { customer, origin }: RecommendationCases,
  { lastDay = Number.POSITIVE_INFINITY, refreshDays = 1 }: AnswerOptions = {},
): AnsweredCases {
  const rows: Record<keyof AnsweredCases, number>[] = [];
  for (let i = 0; i < customer.length; i++) {
    const { to } = basketsUntil(history, customer[i]!, origin[i]!);
    if (to === history.customerStart[customer[i]! + 1]! || history.basketDay[to]! > lastDay) continue;
    const shopDay = Math.floor(origin[i]! / refreshDays) * refreshDays;
    rows.push({ customer: customer[i]!, origin: origin[i]!, next: to, shopDay });
  }
  rows.sort((a, b) => a.shopDay - b.shopDay || a.origin - b.origin || a.customer - b.customer);
  const column = (name: keyof AnsweredCases) => Int32Array.from(rows, (row) => row[name]);
  return { customer: column('customer'), origin: column('origin'), next: column('next'), shopDay: column('shopDay') };
}

/** All cases, or those of every n-th customer where there are more than `most`. */
export function ofSomeCustomers(cases: AnsweredCases, most: number): AnsweredCases {
  const step = Math.ceil(cases.customer.length / most);
  if (step <= 1) return cases;
  const kept = Int32Array.from(cases.customer.keys()).filter((row) => cases.customer[row]! % step === 0);
  return pickCases(cases, kept);
}

/** The cases of these rows, in their order. */
export function pickCases({ customer, origin, next, shopDay }: AnsweredCases, rows: Int32Array): AnsweredCases {
  const pick = (column: Int32Array) => Int32Array.from(rows, (row) => column[row]!);
  return { customer: pick(customer), origin: pick(origin), next: pick(next), shopDay: pick(shopDay) };
}

/** Runs of cases with one shop day: rows from … to − 1. */
export function shopDays({ shopDay }: AnsweredCases): { day: number; from: number; to: number }[] {
  const runs: { day: number; from: number; to: number }[] = [];
  for (let from = 0; from < shopDay.length; from = runs.at(-1)!.to) {
    let to = from + 1;
    while (to < shopDay.length && shopDay[to] === shopDay[from]) to++;
    runs.push({ day: shopDay[from]!, from, to });
  }
  return runs;
}

export function sliceCases({ customer, origin }: AnsweredCases, from: number, to: number): RecommendationCases {
  return { customer: customer.subarray(from, to), origin: origin.subarray(from, to) };
}
