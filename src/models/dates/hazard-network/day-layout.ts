/** Weeks that are looked back at: one by one, then together, and for large purchases. */
export const WEEKS_BACK = { recent: 4, earlier: 4, large: 2 };
/** First days of the parts of a month, for pay-days at its beginning, middle and end. */
export const MONTH_PARTS = [1, 4, 8, 15, 18, 25];

/** Inputs of one day and how many places each takes, in their order. */
const WIDTHS = {
  /** Logits of the chance to buy so long after the last purchase: by the customer's own gaps, by those of customers
   * with the same rate, and by everybody's. */
  ownHazard: 1,
  alikeHazard: 1,
  globalHazard: 1,
  /** Logarithms of the customer's share of purchases on that weekday over one seventh, and of that times the own rate. */
  weekdayFactor: 1,
  dailyRate: 1,
  /** Bought on that weekday in the latest known week, in the one before, …; then the share of the four before these. */
  sameWeekday: WEEKS_BACK.recent,
  earlierWeekdays: 1,
  /** A large purchase on that weekday in the two latest known weeks. */
  largeWeekday: WEEKS_BACK.large,
  /** Logarithms of the days since the last purchase, and of these over the median gap. */
  elapsed: 1,
  elapsedRatio: 1,
  /** Days after the origin, in four weeks; whether there are seven at most, and whether there is one. */
  ahead: 1,
  firstWeek: 1,
  tomorrow: 1,
  /** 1 at the day's weekday, Monday first, and at its part of the month. */
  weekday: 7,
  monthPart: MONTH_PARTS.length,
};
export type DayInput = keyof typeof WIDTHS;

/** Where each of a day's inputs begins, with so many floats from one input to the next. */
export function laidOut(step: number): Readonly<Record<DayInput, number>> {
  let at = 0;
  const places = Object.entries(WIDTHS).map(([name, width]) => {
    at += width * step;
    return [name, at - width * step];
  });
  return Object.fromEntries(places) as Record<DayInput, number>;
}

/** The same side by side. */
export const DAY_LAYOUT = laidOut(1);
export const DAY_INPUTS = Object.values(WIDTHS).reduce((sum, width) => sum + width, 0);

/** The network's first answer: most of what customers alike do, and something of the customer's own. */
export const FIRST_SKIP: readonly number[] = Array.from({ length: DAY_INPUTS }, (_, input) =>
  input === DAY_LAYOUT.ownHazard ? 0.3 : input === DAY_LAYOUT.alikeHazard ? 0.7 : 0,
);
/** Logits are near −2, one purchase in eight days: inputs are what they differ by. */
export const USUAL_LOGIT = -2;
