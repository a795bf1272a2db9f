import { isGzip } from '../../csv/input-text';
import type { LineEnd, RecordRun } from '../../csv/record-run';
import type { RecordSink } from '../../csv/record-scanner';
import type { ReadingDialect } from '../../engine/dialect';
import type { CsvInput } from './scan-csv';
import { scanCsv } from './scan-csv';

/**
 * A file of clean records: all well formed, with all fields of the header, and ended by one kind of line end. Every CSV
 * reader splits it alike.
 */
export interface CleanCsv {
  path: string;
  /** Lines before the first data record. */
  headerLines: number;
  lineEnd: '\n' | '\r\n';
}

/** The input as a file that can be read where it lies, should all its records be clean; null where it cannot. */
export async function csvInPlace({ input, header, csv }: CsvInput, dialect: ReadingDialect): Promise<CleanCsv | null> {
  const { localPath } = input;
  const { lineEnd } = header;
  if (localPath === null || csv.encoding !== 'utf-8' || header.lines > 1 || lineEnd === '\r') return null;
  // A line of names covers a byte-order mark; one before the data has to go.
  if ((header.lines === 0 && header.bytes > 0) || csv.separator === ' ') return null;
  if (!dialect.canName(localPath) || (await isGzip(input))) return null;
  return { path: localPath, headerLines: header.lines, lineEnd };
}

/** Counts the records of an input; null at the first that is not clean. */
export async function countCleanRecords(source: CsvInput): Promise<number | null> {
  const sink = new CleanCheck(source.header.lineEnd);
  await scanCsv(source, sink, async () => (sink.clean ? 'go on' : 'stop'));
  return sink.clean ? sink.records : null;
}

class CleanCheck implements RecordSink {
  clean = true;
  records = 0;

  constructor(private readonly lineEnd: LineEnd) {}

  run({ records, lineEnd }: RecordRun): void {
    this.records += records;
    if (lineEnd !== this.lineEnd) this.clean = false;
  }

  irregular(): void {
    this.clean = false;
  }

  malformed(): void {
    this.clean = false;
  }

  blank(): void {
    this.clean = false;
  }
}
