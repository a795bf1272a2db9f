/** Longest list that is judged. */
export const DEPTH = 10;

/**
 * Outcome of one list of at most DEPTH products for each of `length` cases, in bits: bit i stands for place i of the
 * list. All figures at all k follow from it.
 */
export interface ListOutcomes {
  length: number;
  /** Places whose product was bought. */
  hits: Uint16Array;
  /** Places whose product the customer had bought before (repeat); the others are new to the customer (explore). */
  known: Uint16Array;
  /** Products bought in the purchase that is predicted, and how many of them had been bought before. */
  truth: Int32Array;
  truthKnown: Int32Array;
}

export function emptyOutcomes(length: number): ListOutcomes {
  const bits = () => new Uint16Array(length);
  return { length, hits: bits(), known: bits(), truth: new Int32Array(length), truthKnown: new Int32Array(length) };
}

export interface JudgedList {
  /** Product ids, best first, without repeats; places after DEPTH are not judged. */
  list: ArrayLike<number>;
  /** Products of the purchase that is predicted; at least one. */
  truth: ReadonlySet<number>;
  /** Products of the customer's earlier purchases. */
  known: ReadonlySet<number>;
}

/** A list shorter than DEPTH has no hits after its end. */
export function judgeList(outcomes: ListOutcomes, row: number, { list, truth, known }: JudgedList): void {
  for (let place = 0; place < Math.min(list.length, DEPTH); place++) {
    const bit = 1 << place;
    if (truth.has(list[place]!)) outcomes.hits[row]! |= bit;
    if (known.has(list[place]!)) outcomes.known[row]! |= bit;
  }
  outcomes.truth[row] = truth.size;
  for (const product of truth) if (known.has(product)) outcomes.truthKnown[row]! += 1;
}

/** Which products of list and truth are judged: all, those the customer knows, or those new to the customer. */
export type Part = 'all' | 'repeat' | 'explore';

/** 1 where at least one of the first k was bought (as in RecBole, a hit counts once a case), case by case. */
export function hitAt(outcomes: ListOutcomes, k: number): Float64Array {
  return each(outcomes, (row) => (hitsWithin(outcomes, row, { k, part: 'all' }) === 0 ? 0 : 1));
}

/** Share of what was bought that is among the first k; NaN where nothing of the part was bought. */
export function recallAt(outcomes: ListOutcomes, k: number, part: Part = 'all'): Float64Array {
  return each(outcomes, (row) => bitCount(hitsWithin(outcomes, row, { k, part })) / truthOf(outcomes, row, part));
}

/** Discounted gain over that of the ideal list, which starts with min(k, |truth|) bought products. */
export function ndcgAt(outcomes: ListOutcomes, k: number): Float64Array {
  return each(outcomes, (row) => {
    let gain = 0;
    let ideal = 0;
    for (let place = 0; place < k; place++) {
      const discount = 1 / Math.log2(place + 2);
      if ((outcomes.hits[row]! >> place) & 1) gain += discount;
      if (place < outcomes.truth[row]!) ideal += discount;
    }
    return gain / ideal;
  });
}

/** 1 ÷ place of the first hit among the first k, zero without one. */
export function reciprocalRankAt(outcomes: ListOutcomes, k: number): Float64Array {
  return each(outcomes, (row) => {
    const bits = hitsWithin(outcomes, row, { k, part: 'all' });
    return bits === 0 ? 0 : 1 / (32 - Math.clz32(bits & -bits));
  });
}

/** Bits of the hits within the first k places that belong to the part. */
function hitsWithin({ hits, known }: ListOutcomes, row: number, { k, part }: { k: number; part: Part }): number {
  const bits = hits[row]! & ((1 << k) - 1);
  if (part === 'all') return bits;
  return part === 'repeat' ? bits & known[row]! : bits & ~known[row]!;
}

function truthOf({ truth, truthKnown }: ListOutcomes, row: number, part: Part): number {
  if (part === 'all') return truth[row]!;
  return part === 'repeat' ? truthKnown[row]! : truth[row]! - truthKnown[row]!;
}

function each({ length }: ListOutcomes, value: (row: number) => number): Float64Array {
  return Float64Array.from({ length }, (_, row) => value(row));
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Mean of the numbers that are not NaN; null where there are none. */
export function meanOf(values: ArrayLike<number>): number | null {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i]!;
    count++;
  }
  return count === 0 ? null : sum / count;
}
