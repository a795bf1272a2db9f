import type { ProductMethodName } from '../../config/model-names';
import type { BasketHistory } from '../baskets/basket-history';
import { basketsUntil } from '../baskets/basket-history';
import { emptyLists, fillWithPopular, rankBoard } from './ranked-lists';
import type { Advisor, RecommendationContext, Recommender } from './recommender';
import { ScoreBoard } from './score-board';

/**
 * Weight of one basket in a customer's profile.
 *
 * @param index baskets since, 0 for the latest
 * @param age days before the as-of date
 * @param baskets the customer's baskets up to that date
 */
export type BasketWeight = (index: number, age: number, baskets: number) => number;

/** Every basket alike: scores are shares of the customer's baskets. */
export const equalWeight: BasketWeight = (_index, _age, baskets) => 1 / baskets;

/** Adds the weights of the customer's baskets up to `day` to the products in them. */
export function addProfile(
  board: ScoreBoard,
  history: BasketHistory,
  { customer, day, weight }: { customer: number; day: number; weight: BasketWeight },
): void {
  const { from, to } = basketsUntil(history, customer, day);
  for (let basket = from; basket < to; basket++) {
    const amount = weight(to - 1 - basket, day - history.basketDay[basket]!, to - from);
    if (amount === 0) continue;
    for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
      board.add(history.items[i]!, amount);
    }
  }
}

/**
 * Ranks each customer's own products by the weights of the baskets they were in.
 *
 * @param fill whether lists are filled up with the shop's most popular products
 */
export function profileAdvisor(
  { history, popularity }: RecommendationContext,
  weight: BasketWeight,
  { fill }: { fill: boolean },
): Advisor {
  const board = new ScoreBoard(history.products.length);
  return ({ customer, origin }, k, baskets = history) => {
    const lists = emptyLists(customer.length, k);
    for (let row = 0; row < lists.length; row++) {
      addProfile(board, baskets, { customer: customer[row]!, day: origin[row]!, weight });
      rankBoard(lists, row, board, popularity);
      if (fill) fillWithPopular(lists, row, popularity);
      board.clear();
    }
    return lists;
  };
}

/** A method that ranks by a profile and fills its list. */
export function profileMethod(name: ProductMethodName, weight: BasketWeight): Recommender {
  return { name, personal: true, on: (context) => profileAdvisor(context, weight, { fill: true }) };
}
