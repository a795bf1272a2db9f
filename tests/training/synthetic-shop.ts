import { epochDay, isoDay } from '../../src/config/calendar';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { Line } from '../features/tiny-shop';

export const FIRST_DAY = '2018-01-01';

export interface ShopOptions {
  customers: number;
  days: number;
  seed: number;
}

/**
 * Lines of customers with a habit each: a usual gap between 3 and 14 days with little noise, twelve units a purchase,
 * two favourite products of their own and some of everybody's.
 */
export function syntheticShop({ customers, days, seed }: ShopOptions): Line[] {
  const random = seededRandom(seed);
  const lines: Line[] = [];
  for (let customer = 0; customer < customers; customer++) {
    const gap = 3 + Math.floor(random() * 12);
    const favourites = [`propio-${customer % 17}`, `propio-${customer % 23}`];
    for (let day = Math.floor(random() * gap); day < days; day += Math.max(1, gap + Math.round(random() * 2 - 1))) {
      const date = isoDay(epochDay(FIRST_DAY) + day);
      for (const product of [...favourites, `común-${Math.floor(random() ** 2 * 30)}`]) {
        lines.push([date, `cliente-${customer}`, product, 4, 25]);
      }
    }
  }
  return lines;
}
