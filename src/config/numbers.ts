/** Sum of values, from the first to the last: the same order gives the same bits. */
export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

type Values = Float64Array | Float32Array | Int32Array;

/** The parts one behind the other in `whole`, which is made for their joint length. */
export function joinInto<Whole extends Values>(whole: Whole, parts: readonly Whole[]): Whole {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function lengthOf(parts: readonly { length: number }[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
