import { permutation, seededRandom } from '../../src/evaluation/statistics/random-source';
import type { Basket } from './tiny-baskets';

export interface HabitOptions {
  customers: number;
  baskets: number;
  products: number;
  seed: number;
}

/**
 * Customers with three products each in most baskets, one product in every third basket exactly, and some of the
 * shop's favourites; three to nine days between baskets.
 */
export function shopOfHabits({ customers, baskets, products, seed }: HabitOptions): Basket[] {
  const random = seededRandom(seed);
  const any = () => Math.floor(random() * products);
  const popular = () => Math.floor(random() ** 3 * products);
  return Array.from({ length: customers }).flatMap((_, customer) => {
    const habits = [any(), any(), any()];
    const periodic = any();
    let day = Math.floor(random() * 7);
    return Array.from({ length: baskets }, (_unused, index) => {
      const items = habits.filter(() => random() < 0.6);
      if (index % 3 === customer % 3) items.push(periodic);
      items.push(popular());
      day += 3 + Math.floor(random() * 7);
      return [customer, day, ...[...new Set(items)].sort((a, b) => a - b)];
    });
  });
}

/** The same baskets on the same days, each day's contents given to random customers. */
export function shuffledOwners(baskets: readonly Basket[], seed: number): Basket[] {
  const random = seededRandom(seed);
  const byDay = new Map<number, number[]>();
  baskets.forEach(([, day], row) => {
    byDay.set(day!, [...(byDay.get(day!) ?? []), row]);
  });
  const shuffled = baskets.map((basket) => basket);
  for (const rows of byDay.values()) {
    const order = permutation(rows.length, random);
    rows.forEach((row, i) => {
      const [customer, day] = baskets[row]!;
      shuffled[row] = [customer!, day!, ...baskets[rows[order[i]!]!]!.slice(2)];
    });
  }
  return shuffled;
}
