// Where each of a day's inputs stands.

/** Logits of the chance to buy so long after the last purchase: by the customer's own gaps, by those of customers with
 * the same rate, and by everybody's. */
export const OWN_HAZARD = 0;
export const ALIKE_HAZARD = 1;
export const GLOBAL_HAZARD = 2;
/** Logarithms of the customer's share of purchases on that weekday over one seventh, and of that times the own rate. */
export const WEEKDAY_FACTOR = 3;
export const DAILY_RATE = 4;
/** Bought on that weekday in the latest known week, in the one before, …; then the share of the four before these. */
export const SAME_WEEKDAY = 5;
export const RECENT_WEEKS = 4;
export const EARLIER_WEEKDAYS = SAME_WEEKDAY + RECENT_WEEKS;
export const EARLIER_WEEKS = 4;
/** A large purchase on that weekday in the two latest known weeks. */
export const LARGE_WEEKDAY = EARLIER_WEEKDAYS + 1;
export const LARGE_WEEKS = 2;
/** Logarithms of the days since the last purchase, and of these over the median gap. */
export const ELAPSED = LARGE_WEEKDAY + LARGE_WEEKS;
export const ELAPSED_RATIO = ELAPSED + 1;
/** Days after the origin, in four weeks; whether there are seven at most, and whether there is one. */
export const AHEAD = ELAPSED_RATIO + 1;
export const FIRST_WEEK = AHEAD + 1;
export const TOMORROW = FIRST_WEEK + 1;
/** 1 at the day's weekday, Monday first, and at its part of the month. */
export const WEEKDAY = TOMORROW + 1;
export const MONTH_PART = WEEKDAY + 7;
/** First days of the parts of a month, for pay-days at its beginning, middle and end. */
export const MONTH_PARTS = [1, 4, 8, 15, 18, 25];

/** Inputs of one day. */
export const DAY_INPUTS = MONTH_PART + MONTH_PARTS.length;

/** The network's first answer: most of what customers alike do, and something of the customer's own. */
export const FIRST_SKIP: readonly number[] = Array.from({ length: DAY_INPUTS }, (_, input) =>
  input === OWN_HAZARD ? 0.3 : input === ALIKE_HAZARD ? 0.7 : 0,
);
/** Logits are near −2, one purchase in eight days: inputs are what they differ by. */
export const USUAL_LOGIT = -2;
