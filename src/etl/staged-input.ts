import type { StructuralReason } from './reject-reasons';
import type { RejectedLine } from './reject-table';

/** Told of each rejected line; `'stop'` ends the reading. */
export type RejectReceiver = (line: RejectedLine) => Promise<'stop' | 'go on'>;

/** An input whose well-formed records are in `staged_lines`. */
export interface StagedInput {
  /** As the user named it. */
  name: string;
  /** Rows of `staged_lines`. */
  records: number;
  /** Lines that are no records, by reason. */
  malformed: ReadonlyMap<StructuralReason, number>;
  /** Goes through all rejected lines in the order of the file. */
  eachReject(receive: RejectReceiver): Promise<void>;
}
