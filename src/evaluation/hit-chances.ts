import type { HitChanceMetrics } from './metrics-schema';
import { DEPTH, meanOf } from './ranking';
import { reliability } from './reliability';
import { fitLogistic, logistic, logOdds } from './statistics/logistic';

/** What was recommended in each of `length` cases, place by place, how often it had been bought, and whether it was. */
export interface PlacedProducts {
  length: number;
  /** [length × DEPTH] shares of the customer's purchases that hold the product, of all and of the latest, row-major. */
  share: Float64Array;
  recentShare: Float64Array;
  /** [length] places that hold a product. */
  filled: Uint8Array;
  /** [length] bit i is set where the product of place i was bought. */
  bought: Uint16Array;
}

export function emptyPlaces(length: number): PlacedProducts {
  const shares = () => new Float64Array(length * DEPTH);
  return {
    length,
    share: shares(),
    recentShare: shares(),
    filled: new Uint8Array(length),
    bought: new Uint16Array(length),
  };
}

/**
 * Chance that a recommended product is in the customer's next purchase: log-odds that depend on its rank and on how often
 * the customer buys it. Scores of methods say little across customers, and their scale changes with every fit; how often
 * somebody buys a product, over all and lately, tells good recommendations from bad ones under every method.
 */
export interface HitChances {
  /** Log-odds by rank, where both shares are as the centres say; none of a rank that no list of validation had. */
  ranks: number[];
  /** How much the log-odds rise with those of the shares, and where these are centred. */
  slopes: Shares;
  centres: Shares;
}

/** One number for each of the two shares. */
export interface Shares {
  share: number;
  recentShare: number;
}

/** Of fewer validation cases the shares say nothing: each rank has its hit rate. */
const LEAST_CASES = 100;
const NONE: Shares = { share: 0, recentShare: 0 };
/** Shrinks towards no difference, as much as so many rows would. */
const SLOPE_RIDGE = 1;
const RANK_RIDGE = 0.01;
/** No share is taken for certain. */
const EDGE = 1e-4;

/** Learns the chances from validation cases; null where there were none. */
export function fitHitChances(places: PlacedProducts): HitChances | null {
  const cells = cellsOf(places, DEPTH);
  if (cells.length === 0) return null;
  const depth = places.filled.reduce((most, filled) => Math.max(most, filled), 0);
  const bought = cells.map((cell) => boughtAt(places, cell));
  if (places.length < LEAST_CASES) return { ranks: hitRates(cells, bought, depth), slopes: NONE, centres: NONE };
  const shares = [places.share, places.recentShare].map((column) =>
    Float64Array.from(cells, (cell) => oddsOf(column[cell]!)),
  );
  const centres = shares.map((column) => meanOf(column)!);
  const byRank = Array.from({ length: depth }, (_, place) =>
    Float64Array.from(cells, (cell) => (cell % DEPTH === place ? 1 : 0)),
  );
  const centred = shares.map((column, i) => column.map((odds) => odds - centres[i]!));
  const weights = fitLogistic({
    columns: [...byRank, ...centred],
    outcome: bought,
    ridge: [...byRank.map(() => RANK_RIDGE), SLOPE_RIDGE, SLOPE_RIDGE],
  });
  return {
    ranks: weights.slice(0, depth),
    slopes: { share: weights[depth]!, recentShare: weights[depth + 1]! },
    centres: { share: centres[0]!, recentShare: centres[1]! },
  };
}

/** Half a hit and half a miss more than there are, so that nothing is certain (Jeffreys). */
function hitRates(cells: Int32Array, bought: Int32Array, depth: number): number[] {
  return Array.from({ length: depth }, (_, place) => {
    const own = bought.filter((_, i) => cells[i]! % DEPTH === place);
    return logOdds((own.reduce((sum, hit) => sum + hit, 0) + 0.5) / (own.length + 1));
  });
}

/** Filled places up to `most`, as row × DEPTH + place. */
function cellsOf({ length, filled }: PlacedProducts, most: number): Int32Array {
  const cells: number[] = [];
  for (let row = 0; row < length; row++) {
    for (let place = 0; place < Math.min(most, filled[row]!); place++) cells.push(row * DEPTH + place);
  }
  return Int32Array.from(cells);
}

function boughtAt({ bought }: PlacedProducts, cell: number): number {
  return (bought[Math.floor(cell / DEPTH)]! >> (cell % DEPTH)) & 1;
}

function oddsOf(share: number): number {
  return logOdds(Math.min(1 - EDGE, Math.max(EDGE, share)));
}

export interface PlacedProduct extends Shares {
  /** From 1. */
  rank: number;
}

/** The chance of one product; null where validation had no list of that length. */
export function hitChance({ ranks, slopes, centres }: HitChances, product: PlacedProduct): number | null {
  const odds = ranks[product.rank - 1];
  if (odds === undefined) return null;
  const more = (name: keyof Shares) => slopes[name] * (oddsOf(product[name]) - centres[name]);
  return logistic(odds + more('share') + more('recentShare'));
}

/** Whether stated chances came true on other cases, in the first `top` places; null where none was stated. */
export function judgeHitChances(
  chances: HitChances,
  places: PlacedProducts,
  { top, learnedFrom }: { top: number; learnedFrom: number },
): HitChanceMetrics | null {
  const stated = Array.from(cellsOf(places, Math.min(top, DEPTH))).flatMap((cell) => {
    const rank = (cell % DEPTH) + 1;
    const share = places.share[cell]!;
    const chance = hitChance(chances, { rank, share, recentShare: places.recentShare[cell]! });
    return chance === null ? [] : [{ rank, chance, bought: boughtAt(places, cell) }];
  });
  if (stated.length === 0) return null;
  const ranks = [...new Set(stated.map(({ rank }) => rank))].sort((a, b) => a - b);
  return {
    learnedFrom,
    ranks: ranks.map((rank) => {
      const rows = stated.filter((at) => at.rank === rank);
      const chance = meanOf(rows.map((at) => at.chance))!;
      return { rank, rows: rows.length, chance, share: meanOf(rows.map(({ bought }) => bought))! };
    }),
    bins: reliability(
      stated.map(({ chance }) => chance),
      stated.map(({ bought }) => bought),
    ),
  };
}
