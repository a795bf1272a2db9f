import type { HitChanceMetrics } from './metrics-schema';
import { DEPTH, meanOf } from './ranking';
import { reliability } from './reliability';
import type { RisingCurve } from './statistics/isotonic';
import { risingShare, valueAt } from './statistics/isotonic';

/** What was recommended in each of `length` cases, place by place, and whether it was bought. */
export interface PlacedProducts {
  length: number;
  /** [length × DEPTH] scores by place, row-major. */
  scores: Float64Array;
  /** [length] places that the method itself filled; the rest hold the shop's favourites. */
  own: Uint8Array;
  /** [length] places that hold a product. */
  filled: Uint8Array;
  /** [length] bit i is set where the product of place i was bought. */
  bought: Uint16Array;
}

export function emptyPlaces(length: number): PlacedProducts {
  return {
    length,
    scores: new Float64Array(length * DEPTH),
    own: new Uint8Array(length),
    filled: new Uint8Array(length),
    bought: new Uint16Array(length),
  };
}

/** Chance that a recommended product is in the customer's next purchase, by its score. */
export interface HitChances {
  /** Of products that the method chose, by rank; none where no list of validation was as long. */
  own: RisingCurve[];
  /** Of the shop's favourites that fill a list up, at any rank; null where none did. */
  favourites: RisingCurve | null;
}

/** A point of a curve stands on as many cases: the standard error of their share is at most five points. */
const LEAST_CASES = 100;

/** Learns the chances from validation cases; of few cases, each rank's share. Null where there were none. */
export function fitHitChances(places: PlacedProducts): HitChances | null {
  if (places.length === 0) return null;
  const ranks = Array.from({ length: DEPTH }, (_, place) =>
    cellsOf(places, (row, at) => at === place && at < places.own[row]!),
  );
  const longest = places.own.reduce((most, own) => Math.max(most, own), 0);
  const favourites = cellsOf(places, (row, at) => at >= places.own[row]!);
  const curve = (cells: Int32Array) =>
    risingShare(
      Array.from(cells, (cell) => places.scores[cell]!),
      Array.from(cells, (cell) => boughtAt(places, cell)),
      LEAST_CASES,
    );
  return {
    own: ranks.slice(0, longest).map(curve),
    favourites: favourites.length === 0 ? null : curve(favourites),
  };
}

/** Filled places that are wanted, as row × DEPTH + place. */
function cellsOf({ length, filled }: PlacedProducts, wanted: (row: number, place: number) => boolean): Int32Array {
  const cells: number[] = [];
  for (let row = 0; row < length; row++) {
    for (let place = 0; place < filled[row]!; place++) if (wanted(row, place)) cells.push(row * DEPTH + place);
  }
  return Int32Array.from(cells);
}

function boughtAt({ bought }: PlacedProducts, cell: number): number {
  return (bought[Math.floor(cell / DEPTH)]! >> (cell % DEPTH)) & 1;
}

export interface PlacedScore {
  /** From 1. */
  rank: number;
  score: number;
  /** Whether the method itself chose the product. */
  own: boolean;
}

/** The chance of one product; null where validation had none like it. */
export function hitChance({ own: byRank, favourites }: HitChances, { rank, score, own }: PlacedScore): number | null {
  const curve = own ? byRank[rank - 1] : favourites;
  return curve === undefined || curve === null ? null : valueAt(curve, score);
}

/** Whether stated chances came true on other cases, in the first `top` places; null where none was stated. */
export function judgeHitChances(
  chances: HitChances,
  places: PlacedProducts,
  { top, learnedFrom }: { top: number; learnedFrom: number },
): HitChanceMetrics | null {
  const stated = Array.from(cellsOf(places, (_, place) => place < top)).flatMap((cell) => {
    const [row, place] = [Math.floor(cell / DEPTH), cell % DEPTH];
    const own = place < places.own[row]!;
    const chance = hitChance(chances, { rank: place + 1, score: places.scores[cell]!, own });
    return chance === null ? [] : [{ rank: place + 1, chance, bought: boughtAt(places, cell) }];
  });
  if (stated.length === 0) return null;
  const ranks = [...new Set(stated.map(({ rank }) => rank))].sort((a, b) => a - b);
  const said = stated.map(({ chance }) => chance);
  const came = stated.map(({ bought }) => bought);
  return {
    learnedFrom,
    ranks: ranks.map((rank) => {
      const rows = stated.filter((at) => at.rank === rank);
      const mean = (value: (at: (typeof rows)[number]) => number) => meanOf(rows.map(value))!;
      return { rank, rows: rows.length, chance: mean(({ chance }) => chance), share: mean(({ bought }) => bought) };
    }),
    bins: reliability(said, came),
  };
}
