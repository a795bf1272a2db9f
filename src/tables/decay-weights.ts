/** Weight of a purchase of the day itself; the others are fractions of it, rounded to integers. */
const SCALE = 2 ** 30;

/**
 * Exponentially decaying weights for ages 0 … `maxAge` days as scaled integers: the weight halves every
 * `halfLife` days. `before[a]` is the sum of the weights of the ages 0 … a − 1, the exposure of a customer
 * whose first purchase was `a` days ago.
 */
export function decayWeights(halfLife: number, maxAge: number): { weights: number[]; before: number[] } {
  const weights: number[] = [];
  const before: number[] = [];
  let sum = 0;
  for (let age = 0; age <= maxAge; age++) {
    before.push(sum);
    weights.push(Math.round(SCALE * 2 ** (-age / halfLife)));
    sum += weights[age]!;
  }
  return { weights, before };
}
