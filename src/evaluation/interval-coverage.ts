/** Inclusive bounds in days after the origin, one pair a row. */
export interface DayIntervals {
  low: ArrayLike<number>;
  high: ArrayLike<number>;
}

/** 1 where the actual days lie inside, both ends included. */
export function covered({ low, high }: DayIntervals, actual: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: actual.length }, (_, i) =>
    actual[i]! >= low[i]! && actual[i]! <= high[i]! ? 1 : 0,
  );
}

/** Days an interval spans, both ends counted, on average. */
export function meanWidth({ low, high }: DayIntervals): number {
  let sum = 0;
  for (let i = 0; i < low.length; i++) sum += high[i]! - low[i]! + 1;
  return sum / low.length;
}
