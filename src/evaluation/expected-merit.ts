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
