import type { ScoreDifference } from './shop-comparison';

/** The model in use against one rule of a shop, by one score. The name is in the reader's language. */
export interface RuleComparison extends ScoreDifference {
  rule: string;
}

/** A model that erred less on the test than the one in use. Names are in the reader's language. */
export interface ClosestModel {
  name: string;
  kind: string;
  /** What the model in use errs more; null where the run did not pair them. */
  dates: ScoreDifference | null;
  /** Whether it tells chances, or dates alone. */
  chances: boolean;
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
