import type { LineStretch } from '../../csv/line-stretches';
import type { Relation } from '../../engine/relation';
import type { ContentHash } from '../../storage/disk/file-hash';
import type { RejectReason } from './reject-reasons';
import type { RejectedLine, RejectTable } from './reject-table';

/** Told of each rejected line; `'stop'` ends the reading. */
export type RejectReceiver = (line: RejectedLine) => Promise<'stop' | 'go on'>;

/** An input whose well-formed records are staged. */
export interface StagedInput {
  /** As the user named it. */
  name: string;
  /** Of the stored bytes, as they were read. */
  hash: ContentHash;
  /** Well-formed records. */
  records: number;
  /** On which lines the records begin, where it was read just now. */
  lines?: readonly LineStretch[];
  /** Lines that are not among the records, by reason: of a CSV those that are none, of a cleaned file all rejected ones. */
  malformed: ReadonlyMap<RejectReason, number>;
  /** Whether its reading ended early, for the load is refused whatever comes: hash and counts are of what was read. */
  stopped: boolean;
  /** Whether the rejected lines, as they were staged, are in the table of rejects already. */
  rejectsKept: boolean;
  /** Keeps its lines for later runs, where they are not kept yet and somebody asked for it. */
  keep?: () => Promise<void>;
  /** Goes through all rejected lines in the order of the file; `judged` are the records of all inputs. */
  eachReject(judged: Relation, receive: RejectReceiver): Promise<void>;
}

/** Adds all rejected lines of an input to a table that has none of them. */
export function addRejects(table: RejectTable, input: StagedInput, judged: Relation): Promise<void> {
  return input.eachReject(judged, async (line) => {
    await table.add(line);
    return 'go on';
  });
}

/** All inputs, and what became of their records. */
export interface StagedInputs {
  staged: readonly StagedInput[];
  judged: Relation;
}
