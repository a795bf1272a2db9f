/** Numbers whose logarithms are looked up: days and baskets are whole and mostly few. */
const SPAN = 4096;
const LOG = Float64Array.from({ length: SPAN }, (_, n) => Math.log(n));
const LOG1P = Float64Array.from({ length: SPAN }, (_, n) => Math.log1p(n));

/** `Math.log(n)` of a whole number ≥ 0. */
export function logOf(n: number): number {
  return n < SPAN ? LOG[n]! : Math.log(n);
}

/** `Math.log1p(n)` of a whole number ≥ 0. */
export function log1pOf(n: number): number {
  return n < SPAN ? LOG1P[n]! : Math.log1p(n);
}
