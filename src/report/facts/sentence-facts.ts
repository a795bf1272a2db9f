import type { Estimate } from '../../evaluation/metrics-schema';

/** What the verdict on dates is made of. Names are in the reader's language. */
export interface DateComparison {
  network: string;
  against: string;
  /** Network − rule, days of mean absolute error. */
  difference: Estimate;
  /** Size of the difference as a share of the rule's error; null where the rule never errs. */
  relative: number | null;
}

/** What the verdict on products is made of; rates are written out with hits and cases. */
export interface ProductComparison {
  top: number;
  method: string;
  rate: string;
  against: string;
  againstRate: string;
}

/** Shares of the test rows by signed error. */
export interface ErrorShares {
  close: number;
  exact: number;
  early: number;
  late: number;
}

/** Hit rate of the method in use at the length delivered and at the longest judged. */
export interface ListFinding {
  at: number;
  hit: number;
  depth: number;
  deepest: number;
}

/** Paired comparisons of one model by outcome; what is neither won nor lost is undecided. */
export interface PairTally {
  pairs: number;
  wins: number;
  losses: number;
}
