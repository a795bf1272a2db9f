/** What some cases say of a gain over a simple rule: its mean, and its standard error by customer. */
export interface ObservedGain {
  /** Relative to the simple rule: .02 is a fiftieth better. */
  gain: number;
  /** Infinite where a single customer was seen. */
  standardError: number;
}

/** What is believed of a method's gain before anything is seen: a normal distribution. */
export interface PriorGain {
  mean: number;
  deviation: number;
}

/**
 * Posterior mean of a gain (Efron & Morris 1975): what was observed, shrunk towards what is usual, the more the less
 * sure the observation is. A gain that few customers show counts little, and is not thrown away.
 */
export function expectedMerit({ gain, standardError }: ObservedGain, { mean, deviation }: PriorGain): number {
  if (!Number.isFinite(standardError)) return mean;
  const belief = deviation ** 2 / (deviation ** 2 + standardError ** 2);
  return mean + belief * (gain - mean);
}

/** Weeks that some origins (epoch days) span, the first and the last counting half a week each; 0 without any. */
export function weeksOf(origins: ArrayLike<number>): number {
  if (origins.length === 0) return 0;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < origins.length; row++) {
    first = Math.min(first, origins[row]!);
    last = Math.max(last, origins[row]!);
  }
  return (last - first) / 7 + 1;
}

/**
 * The standard error of a gain over weeks to come: that by customer says how sure the gain of the weeks seen is, and
 * other weeks bring others, which differ by `weekly` (standard deviation of one week's gain).
 */
export function errorOverWeeks(standardError: number, { weekly, weeks }: { weekly: number; weeks: number }): number {
  return Math.sqrt(standardError ** 2 + weekly ** 2 / Math.max(1, weeks));
}
