import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { isGzip } from './input-text';
import { joinFields, splitFields } from './record-fields';
import type { LineEnd, RawRecord, RecordRun } from './record-run';
import type { RecordSink } from './record-scanner';
import type { StructuralReason } from './reject-reasons';
import type { CsvInput } from './scan-csv';
import { scanCsv } from './scan-csv';

/** A file whose every record is well formed, has all fields of the header, and ends in one kind of line end, LF or CRLF. */
export interface CleanCsv {
  path: string;
  /** Lines before the first data record. */
  headerLines: number;
  lineEnd: '\n' | '\r\n';
  /** Well-formed records in it, in the order of the input. */
  records: number;
  /** What was left out. */
  malformed: Map<StructuralReason, number>;
}

/**
 * Finds the records of an input. A local file that consists of clean records only is read where it lies; of any
 * other the clean records are copied to `copyPath`.
 */
export async function cleanCsv(source: CsvInput, copyPath: string): Promise<CleanCsv> {
  const inPlace = (await canStay(source)) ? await checkClean(source) : null;
  return inPlace ?? (await copyClean(source, copyPath));
}

/** DuckDB would take wildcards in a path for a pattern. */
async function canStay({ input, header, csv }: CsvInput): Promise<boolean> {
  const { localPath } = input;
  if (localPath === null || csv.encoding !== 'utf-8' || header.lines !== 1) return false;
  return !/[*?[\]{}]/.test(localPath) && !(await isGzip(input));
}

/** Null at the first record that is not clean. */
async function checkClean(source: CsvInput): Promise<CleanCsv | null> {
  const { lineEnd } = source.header;
  if (lineEnd === '\r') return null;
  const sink = new CleanCheck(lineEnd);
  await scanCsv(source, sink, async () => (sink.clean ? 'go on' : 'stop'));
  if (!sink.clean) return null;
  return { path: source.input.localPath!, headerLines: 1, lineEnd, records: sink.records, malformed: new Map() };
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

async function copyClean(source: CsvInput, path: string): Promise<CleanCsv> {
  const sink = new CleanCopy(source.header.separator);
  const file = await open(path, 'w');
  try {
    await scanCsv(source, sink, async () => {
      await sink.drainTo(file);
      return 'go on';
    });
  } finally {
    await file.close();
  }
  return { path, headerLines: 0, lineEnd: '\n', records: sink.records, malformed: sink.reasons };
}

/** Gathers clean records, each ended by LF, until they are written. */
class CleanCopy implements RecordSink {
  records = 0;
  readonly reasons = new Map<StructuralReason, number>();
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

  malformed(_record: RawRecord, reason: StructuralReason): void {
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
