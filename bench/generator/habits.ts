import { KeyedRandom } from './random';

/** What is true of the generated shop: nothing in it is to be guessed. Days are counted from the first one, 0. */
export const HABITS = {
  /** Typical days between purchases of a customer, and how much customers differ (lognormal). */
  gap: { medianDays: 9, sigma: 0.6, leastDays: 2, mostDays: 90 },
  /** Share of customers who buy to a rhythm; their gaps are Gamma of this shape, those of others exponential. */
  rhythm: { share: 0.45, shape: 14 },
  /** Times as often as on their other days that customers come on their own weekday, each of the seven alike. */
  ownWeekday: 4,
  /** The shop's own weekdays, Monday first. */
  weekdays: [0.9, 0.85, 0.9, 1, 1.2, 1.45, 0.7],
  /** How far a year goes up and down, and the day of the year of its height. */
  season: { amplitude: 0.15, heightDay: 350 },
  /** Chance after each purchase of a break, its mean days; and of never coming again. */
  lapse: { chance: 0.02, meanDays: 45, leaves: 0.004 },
  /** Share of customers from the first day on; the others begin evenly over so many days. */
  joining: { fromStart: 0.75, overDays: 365 },
  /** Products go by Zipf's law. */
  popularityExponent: 0.8,
  /** Favourites of a customer: the first two are due at each visit, the next two at each second, and so on. */
  favourites: { least: 6, most: 40, perCycle: 2, bought: 0.6, notDue: 0.04 },
  /** Days after which a favourite gives way to another. */
  tasteDays: 240,
  /** Mean lines of a purchase that are no favourites. */
  extraLines: 3.5,
  /** Share of lines with a bulk quantity, 12 … 240; others have 1 … 9, geometric with this mean above 1. */
  bulk: { share: 0.02, least: 12, most: 240 },
  usualExtraUnits: 0.7,
} as const;

/** What a customer is like, drawn from the seed and the customer's number alone. */
export interface Customer {
  /** Mean days between purchases, breaks apart. */
  meanGap: number;
  /** Shape of the gaps' Gamma distribution: 1 where they are random. */
  shape: number;
  /** The weekday they like best: Monday 0 … Sunday 6. */
  weekday: number;
  favourites: number;
  /** Days of operational time until the first purchase. */
  firstAfter: number;
}

/** Keys of what is drawn for a customer beside visits, which count from 0. */
const TRAITS = -1;

export function customerOf(seed: number, number: number, random = new KeyedRandom()): Customer {
  random.restart(seed, number, TRAITS);
  const { gap, rhythm, favourites, joining } = HABITS;
  const drawn = gap.medianDays * Math.exp(gap.sigma * random.normal());
  const meanGap = Math.min(gap.mostDays, Math.max(gap.leastDays, drawn));
  const shape = random.next() < rhythm.share ? rhythm.shape : 1;
  const weekday = Math.floor(7 * random.next());
  const spread = favourites.most - favourites.least + 1;
  const count = favourites.least + Math.floor(spread * random.next());
  const fromStart = random.next() < joining.fromStart;
  const begins = random.next();
  const firstAfter = fromStart ? begins * meanGap * random.gamma(shape) : begins * joining.overDays;
  return { meanGap, shape, weekday, favourites: count, firstAfter };
}
