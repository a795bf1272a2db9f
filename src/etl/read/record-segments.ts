import { LineStretches } from '../../csv/line-stretches';
import type { RecordFault } from '../../csv/record-fault';
import { joinFields, splitFields } from '../../csv/record-fields';
import type { RawRecord, RecordRun } from '../../csv/record-run';
import { withLineFeeds } from '../../csv/record-run';
import type { RecordSink } from '../../csv/record-scanner';
import type { Found } from './rejected-records';

/** Bytes that are held of an input until they are staged, while the next ones are scanned. */
const SEGMENT_BYTES = 32 << 20;
/** What an item that was found takes beside its text. */
const FOUND_BYTES = 200;

/** A stretch of an input: its clean records as every CSV reader splits them, and what was found there, as it stands. */
export interface Segment {
  /** Empty where nobody asks for it. */
  found: Found[];
  /** Well-formed records. */
  records: number;
  /** Of all that it holds: records that cannot be read fill it as others do. */
  bytes: number;
}

/** Parts what a scanner finds into segments, and gathers the clean records of the one at hand until they are written. */
export class SegmentSink implements RecordSink {
  readonly malformedBy = new Map<RecordFault, number>();
  /** Of all records so far. */
  readonly lines = new LineStretches();
  private segment: Segment = { found: [], records: 0, bytes: 0 };
  private pending: Buffer[] = [];

  constructor(
    private readonly separator: string,
    private readonly options: { segmentBytes?: number | undefined; keepsFound: boolean },
  ) {}

  get isFull(): boolean {
    return this.segment.bytes >= (this.options.segmentBytes ?? SEGMENT_BYTES);
  }

  run(run: RecordRun): void {
    this.lines.add(run.records, run.line);
    this.add({ run }, run.records, withLineFeeds(run));
  }

  irregular(irregular: RawRecord): void {
    const fields = splitFields(irregular.bytes.toString('utf8'), this.separator);
    this.lines.add(1, irregular.line);
    this.add({ irregular }, 1, Buffer.from(`${joinFields(fields, this.separator)}\n`, 'utf8'));
  }

  malformed(malformed: RawRecord, reason: RecordFault): void {
    this.malformedBy.set(reason, (this.malformedBy.get(reason) ?? 0) + 1);
    this.keep({ malformed, reason }, malformed.bytes.length);
  }

  blank(): void {
    // An empty line is no record.
  }

  /** The clean records since the last call. */
  taken(): Buffer[] {
    const { pending } = this;
    this.pending = [];
    return pending;
  }

  /** The segment at hand; the next one begins. */
  cut(): Segment {
    const { segment } = this;
    this.segment = { found: [], records: 0, bytes: 0 };
    return segment;
  }

  private add(found: Found, records: number, clean: Buffer): void {
    this.keep(found, clean.length);
    this.segment.records += records;
    this.pending.push(clean);
  }

  private keep(found: Found, bytes: number): void {
    this.segment.bytes += bytes + FOUND_BYTES;
    if (this.options.keepsFound) this.segment.found.push(found);
  }
}
