/** Half-lives, in days and in baskets, of the decayed shares. */
export const DAY_HALF_LIVES = [14, 45, 120] as const;
export const BASKET_HALF_LIVES = [3, 10, 30] as const;
/** Numbers of latest baskets whose shares are kept. */
export const RECENT_BASKETS = [3, 5, 10, 20] as const;

/** Figures kept of each of a customer's products, side by side in memory. */
export const OWN = {
  count: 0,
  lastBasket: 1,
  lastAge: 2,
  /** Age of the latest purchase but one; −1 where there was one only. */
  previousAge: 3,
  firstAge: 4,
  longestGap: 5,
  streak: 6,
  sameWeekday: 7,
  lightness: 8,
  recentLightness: 9,
  sizes: 10,
  decayDays0: 11,
  decayDays1: 12,
  decayDays2: 13,
  decayBaskets0: 14,
  decayBaskets1: 15,
  decayBaskets2: 16,
  recent0: 17,
  recent1: 18,
  recent2: 19,
  recent3: 20,
} as const;
export const OWN_WIDTH = 21;

/** Where the figures of an item stand in `OwnItems.values`; those of item −1, a product never bought, are zeros. */
export function figuresAt(item: number): number {
  return (item + 1) * OWN_WIDTH;
}
