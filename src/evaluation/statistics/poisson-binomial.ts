/** Beyond this many chances the exact distribution takes long, and the normal one differs by less than can be seen. */
const EXACT_LIMIT = 4000;

/**
 * Distribution of the number of events that come true where event i does so with `chances[i]`, independently of the
 * others (Poisson binomial): entry k is the chance of exactly k, by convolution one event at a time.
 */
export function poissonBinomial(chances: ArrayLike<number>): Float64Array {
  const mass = new Float64Array(chances.length + 1);
  mass[0] = 1;
  for (let i = 0; i < chances.length; i++) {
    const p = chances[i]!;
    for (let k = i + 1; k > 0; k--) mass[k] = mass[k]! * (1 - p) + mass[k - 1]! * p;
    mass[0] = mass[0]! * (1 - p);
  }
  return mass;
}

/** Expected number, and the bounds between which the actual one lies with the stated chance (both included). */
export interface CountRange {
  expected: number;
  low: number;
  high: number;
}

/** @param share of the distribution between the bounds, .8 for an 80 % range; half of the rest lies on either side */
export function countRange(chances: ArrayLike<number>, share: number): CountRange {
  const sum = new ChanceSum();
  sum.add(chances);
  return sum.range(share);
}

/** The same of chances that come in parts: of many, only their moments are kept. */
export class ChanceSum {
  private count = 0;
  private expected = 0;
  private variance = 0;
  /** The first ones, for the exact distribution of few. */
  private readonly first = new Float64Array(EXACT_LIMIT);

  add(chances: ArrayLike<number>): void {
    for (let i = 0; i < chances.length; i++) {
      const chance = chances[i]!;
      if (this.count < EXACT_LIMIT) this.first[this.count] = chance;
      this.count++;
      this.expected += chance;
      this.variance += chance * (1 - chance);
    }
  }

  range(share: number): CountRange {
    const { count, expected } = this;
    const tail = (1 - share) / 2;
    if (count > EXACT_LIMIT) {
      const reach = normalQuantile(1 - tail) * Math.sqrt(Math.max(0, this.variance));
      const bound = (value: number) => Math.min(count, Math.max(0, value));
      return { expected, low: bound(Math.round(expected - reach)), high: bound(Math.round(expected + reach)) };
    }
    const mass = poissonBinomial(this.first.subarray(0, count));
    return { expected, low: countQuantile(mass, tail), high: countQuantile(mass, 1 - tail) };
  }
}

/** Smallest count whose cumulative chance reaches `probability`. */
function countQuantile(mass: Float64Array, probability: number): number {
  // a rounding error must not move a quantile that is met exactly
  const wanted = probability - 1e-12;
  let sum = 0;
  for (let k = 0; k < mass.length; k++) {
    sum += mass[k]!;
    if (sum >= wanted) return k;
  }
  return mass.length - 1;
}

/** Sum of the chances, and the standard deviation of the number that comes true. */
export function moments(chances: ArrayLike<number>): { expected: number; deviation: number } {
  let expected = 0;
  let variance = 0;
  for (let i = 0; i < chances.length; i++) {
    expected += chances[i]!;
    variance += chances[i]! * (1 - chances[i]!);
  }
  return { expected, deviation: Math.sqrt(Math.max(0, variance)) };
}

/** Chance that a standard normal deviate lies at least so far from zero, on either side. */
export function twoSidedNormal(z: number): number {
  return 2 * upperTail(Math.abs(z));
}

/**
 * Upper tail of the standard normal distribution, z ≥ 0, to 7 digits: complementary error function by Chebyshev
 * fitting (Press et al., Numerical Recipes, erfcc).
 */
function upperTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const series = terms.reduceRight((sum, term) => term + t * sum, 0);
  return 0.5 * t * Math.exp(-x * x + series);
}

/** The normal deviate below which lies `probability`, .5 … 1, by halving. */
function normalQuantile(probability: number): number {
  let low = 0;
  let high = 10;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (1 - upperTail(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
