import { WINDOW } from './cuts';

/** Restricted answers: day 28 stands for itself and all that is later. */
export function restricted(next: ArrayLike<number>): Float64Array {
  return Float64Array.from(next, (days) => (Number.isNaN(days) ? WINDOW : Math.min(days, WINDOW)));
}

/** Days after the origin, both ends included; a high end of 28 means that it is open. */
export interface Intervals {
  low: Float64Array;
  high: Float64Array;
}

/** Of each customer the shortest run of days with at least this mass, the likeliest of equally short ones. */
export function shortestIntervals(chances: Float64Array, mass: number): Intervals {
  const length = chances.length / WINDOW;
  const result = { low: new Float64Array(length), high: new Float64Array(length) };
  for (let row = 0; row < length; row++) {
    const [low, high] = shortestRun(chances.subarray(row * WINDOW, (row + 1) * WINDOW), mass);
    result.low[row] = low;
    result.high[row] = high;
  }
  return result;
}

function shortestRun(chances: Float64Array, mass: number): [number, number] {
  const until = new Float64Array(WINDOW + 1);
  for (let d = 1; d <= WINDOW; d++) until[d] = until[d - 1]! + chances[d - 1]!;
  until[WINDOW] = 1;
  for (let width = 1; width < WINDOW; width++) {
    let [best, first] = [mass - 1e-12, 0];
    for (let low = 1; low + width - 1 <= WINDOW; low++) {
      const held = until[low + width - 1]! - until[low - 1]!;
      if (held >= best && (first === 0 || held > best)) [best, first] = [held, low];
    }
    if (first > 0) return [first, first + width - 1];
  }
  return [1, WINDOW];
}

export function coverageOf({ low, high }: Intervals, answers: Float64Array): number {
  return answers.reduce((sum, day, row) => sum + (day >= low[row]! && day <= high[row]! ? 1 : 0), 0) / answers.length;
}

export function widthOf({ low, high }: Intervals): number {
  return low.reduce((sum, from, row) => sum + high[row]! - from + 1, 0) / low.length;
}

/** The smallest mass whose intervals cover so much of the answers. */
export function massThatCovers(chances: Float64Array, answers: Float64Array, coverage: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (coverageOf(shortestIntervals(chances, middle), answers) >= coverage) high = middle;
    else low = middle;
  }
  return high;
}
