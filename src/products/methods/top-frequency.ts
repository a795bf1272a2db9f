import { equalWeight, profileAdvisor } from './basket-profile';
import { emptyLists, fillWithPopular } from './ranked-lists';
import type { Recommender } from './recommender';

/** G-TopFreq: the shop's most popular products, the same for everybody. Scores are shares of all baskets. */
export const globalTopFrequency: Recommender = {
  name: 'G-TopFreq',
  personal: false,
  on:
    ({ popularity }) =>
    ({ customer }, k) => {
      const lists = emptyLists(customer.length, k);
      for (let row = 0; row < lists.length; row++) fillWithPopular(lists, row, popularity);
      return lists;
    },
};

/** P-TopFreq: the products in most of the customer's own baskets; ties by global popularity, then by id. */
export const personalTopFrequency: Recommender = {
  name: 'P-TopFreq',
  personal: true,
  on: (context) => profileAdvisor(context, equalWeight, { fill: false }),
};

/** GP-TopFreq: P-TopFreq, filled up from G-TopFreq where the customer knows fewer than `k` products. */
export const filledTopFrequency: Recommender = {
  name: 'GP-TopFreq',
  personal: true,
  on: (context) => profileAdvisor(context, equalWeight, { fill: true }),
};
