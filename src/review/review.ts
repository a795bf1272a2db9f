import type { Promised, Revision, RevisionFigures } from '../evaluation/revision-schema';
import { judgeChances } from './judge-chances';
import { judgeDates, judgeIntervals, outcomeOf } from './judge-dates';
import { judgeProducts } from './judge-products';
import type { ReviewRows } from './review-rows';
import { pickRows, rowsWhere } from './review-rows';
import { judgeSegments } from './segments';
import { judgePromises } from './verdict';

/** The judgement of earlier predictions: every figure of revision.json that needs no name of a file. */
export interface Judgement extends Pick<Revision, 'pooled' | 'segments' | 'verdict'> {
  /** One a run, in the order of `promised`. */
  byRun: RevisionFigures[];
}

/** @param promised of each run, in the order of `rows.run` */
export function judge(rows: ReviewRows, promised: readonly (Promised | null)[], seed: number): Judgement {
  const pooled = figuresOf(rows, seed);
  return {
    pooled,
    byRun: promised.map((_, run) => {
      if (promised.length === 1) return pooled;
      const own = rowsWhere(rows, (row) => rows.run[row] === run);
      return figuresOf(pickRows(rows, own), seed);
    }),
    segments: judgeSegments(rows, seed),
    verdict: judgePromises(rows, promised, seed),
  };
}

function figuresOf(rows: ReviewRows, seed: number): RevisionFigures {
  return {
    outcome: outcomeOf(rows),
    dates: judgeDates(rows, seed),
    interval: judgeIntervals(rows, seed),
    chances: judgeChances(rows, seed),
    products: judgeProducts(rows, seed),
  };
}
