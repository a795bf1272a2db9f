import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { RecordFault } from '../../csv/record-fault';
import { joinFields, splitFields } from '../../csv/record-fields';
import type { RawRecord, RecordRun } from '../../csv/record-run';
import type { RecordSink } from '../../csv/record-scanner';
import type { CleanCsv } from './csv-in-place';
import type { CsvInput } from './scan-csv';
import { scanCsv } from './scan-csv';

export interface CleanCopy {
  file: CleanCsv;
  /** Records in it. */
  records: number;
  /** What was left out. */
  malformed: ReadonlyMap<RecordFault, number>;
}

/** Copies the well-formed records of an input, in their order, into a file of clean records at `path`. */
export async function copyCleanRecords(source: CsvInput, path: string): Promise<CleanCopy> {
  const sink = new CopySink(source.header.separator);
  const file = await open(path, 'w');
  try {
    await scanCsv(source, sink, async () => {
      await sink.drainTo(file);
      return 'go on';
    });
  } finally {
    await file.close();
  }
  return { file: { path, headerLines: 0, lineEnd: '\n' }, records: sink.records, malformed: sink.reasons };
}

/** Gathers clean records, each ended by LF, until they are written. */
class CopySink implements RecordSink {
  records = 0;
  readonly reasons = new Map<RecordFault, number>();
  private pending: Buffer[] = [];

  constructor(private readonly separator: string) {}

  run({ bytes, start, end, records, lineEnd }: RecordRun): void {
    this.records += records;
    const lines = bytes.subarray(start, end);
    // Within a run a line end is nothing else, and UTF-8 holds its bytes nowhere else.
    const converted = () => Buffer.from(lines.toString('latin1').replaceAll(lineEnd, '\n'), 'latin1');
    this.pending.push(lineEnd === '\n' ? lines : converted());
  }

  irregular({ bytes }: RawRecord): void {
    this.records++;
    const fields = splitFields(bytes.toString('utf8'), this.separator);
    this.pending.push(Buffer.from(`${joinFields(fields, this.separator)}\n`, 'utf8'));
  }

  malformed(_record: RawRecord, reason: RecordFault): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  blank(): void {
    // An empty line is no record.
  }

  async drainTo(file: FileHandle): Promise<void> {
    const { pending } = this;
    this.pending = [];
    if (pending.length > 0) await file.writev(pending);
  }
}
