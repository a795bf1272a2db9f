/** A recommended product of each row with its reason; '' where a row has fewer products. */
export interface RankedProduct {
  product: readonly string[];
  /** That the next purchase holds it; NaN where that is not known. */
  chance: ArrayLike<number>;
  reason: readonly string[];
}

/**
 * What is told of each customer, by column, in the order of `contactar.csv`; all columns have one length. Days count from
 * the as-of date, chances are shares.
 */
export interface CustomerColumns {
  id: readonly string[];
  /** `estado` and `accion` as contactar.csv has them. */
  state: readonly string[];
  action: readonly string[];
  /** Predicted date, and the 80 % interval; `high` is 0 where that has no end. */
  date: ArrayLike<number>;
  low: ArrayLike<number>;
  high: ArrayLike<number>;
  within7: ArrayLike<number>;
  within14: ArrayLike<number>;
  within28: ArrayLike<number>;
  /** Days since the last purchase. */
  since: ArrayLike<number>;
  purchases: ArrayLike<number>;
  /** Median days between purchases; 0 where there is a single purchase. */
  gap: ArrayLike<number>;
  /** Why this date. */
  why: readonly string[];
  /** Best first. */
  products: readonly RankedProduct[];
}

/** Chances travel as whole parts of this many. */
export const CHANCE_PARTS = 1_000_000;
/** Chances of a hit travel as whole per cents, at least one; 0 stands for what is not known. */
export const HIT_PARTS = 100;
/** Gaps travel as whole parts of a day: medians may lie between two days. */
export const GAP_PARTS = 2;

/** Little-endian unsigned integers of so many bytes each, in base64. */
export interface PackedNumbers {
  bytes: 1 | 2 | 4;
  data: string;
}

export interface PackedWords {
  words: readonly string[];
  index: PackedNumbers;
}

/** Names of the columns that hold numbers. */
export const NUMBER_COLUMNS = [
  'date',
  'low',
  'high',
  'within7',
  'within14',
  'within28',
  'since',
  'purchases',
  'gap',
] as const;
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

/** The columns as they stand in the page: numbers packed, texts by dictionary. Products share one, and so do reasons. */
export interface PackedCustomers {
  /** ISO day. */
  asOf: string;
  /** Customers predicted; more than there are rows where the page is capped. */
  total: number;
  /** Products recommended to each; more than there are ranks where the page is capped. */
  top: number;
  id: readonly string[];
  state: PackedWords;
  action: PackedWords;
  why: PackedWords;
  numbers: Record<NumberColumn, PackedNumbers>;
  products: readonly string[];
  reasons: readonly string[];
  /** Places in `products` and `reasons`, from 1; 0 where there is none. */
  ranks: readonly { product: PackedNumbers; chance: PackedNumbers; reason: PackedNumbers }[];
}
