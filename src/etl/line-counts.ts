import type { RejectReason } from './reject-reasons';

/** Every line that came in was kept or rejected. */
export interface LineCounts {
  linesIn: number;
  linesKept: number;
  linesRejected: number;
  /** Rejected lines by reason, most frequent first. */
  reasons: { reason: RejectReason; lines: number }[];
}
