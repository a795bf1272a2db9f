import type { RejectReason } from './reject-reasons';

/** Every line that came in was kept, rejected or set apart. */
export interface LineCounts {
  linesIn: number;
  linesKept: number;
  linesRejected: number;
  /** Of customers that were left out; absent where none were. */
  linesExcluded?: number;
  /** Returns that were taken off earlier lines, and lines of which nothing was left; absent where none were. */
  linesReturned?: number;
  /** Rejected lines by reason, most frequent first. */
  reasons: { reason: RejectReason; lines: number }[];
}
