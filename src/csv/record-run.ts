import { isUtf8 } from 'node:buffer';
import { CR, LF } from './record-end';

export type LineEnd = '\n' | '\r\n' | '\r';

/** The line end that stands at `at`. */
export function lineEndAt(bytes: Buffer, at: number): LineEnd {
  if (bytes[at] === LF) return '\n';
  return bytes[at + 1] === LF ? '\r\n' : '\r';
}

/** Consecutive well-formed records of one physical line each, which every CSV reader splits alike. */
export interface RecordRun {
  /** Holds the lines in [start, end), each with its line end. */
  bytes: Buffer;
  start: number;
  end: number;
  records: number;
  lineEnd: LineEnd;
  /** Physical line of the first, from 1. */
  line: number;
  /** Where the first record begins, and each one that comes MARKED_EVERY after the one before. */
  marks: number[];
}

/** Records of a run from one mark to the next. */
export const MARKED_EVERY = 64;

/** One record's bytes without the line end, and the physical line it begins on, from 1. */
export interface RawRecord {
  bytes: Buffer;
  line: number;
}

/** The records of a run one by one. */
export function* recordsOf(run: RecordRun): Generator<RawRecord> {
  let line = run.line;
  for (let start = run.start; start < run.end; line++) {
    const end = endOfLine(run, start);
    yield { bytes: run.bytes.subarray(start, end), line };
    start = end + run.lineEnd.length;
  }
}

/** Record number `index` of a run, from 0, found from the mark before it. */
export function recordAt(run: RecordRun, index: number): RawRecord {
  const mark = Math.floor(index / MARKED_EVERY);
  let start = run.marks[mark]!;
  for (let passed = mark * MARKED_EVERY; passed < index; passed++) start = endOfLine(run, start) + run.lineEnd.length;
  return { bytes: run.bytes.subarray(start, endOfLine(run, start)), line: run.line + index };
}

/** Within a run a line end is nothing else, and UTF-8 holds its bytes nowhere else. */
function endOfLine({ bytes, lineEnd }: RecordRun, start: number): number {
  return bytes.indexOf(lineEnd.charCodeAt(0), start);
}

/** The lines of a run, each ended by LF. */
export function withLineFeeds({ bytes, start, end, lineEnd }: RecordRun): Buffer {
  const lines = bytes.subarray(start, end);
  if (lineEnd === '\n') return lines;
  const ended = Buffer.allocUnsafe(lines.length);
  let length = 0;
  for (let at = 0; at < lines.length; at++) {
    const byte = lines[at]!;
    if (byte !== CR) ended[length++] = byte;
    else if (lineEnd === '\r') ended[length++] = LF;
  }
  return ended.subarray(0, length);
}

/** Whether all of a run is valid UTF-8. */
export function isRunUtf8(run: RecordRun): boolean {
  return isUtf8(run.bytes.subarray(run.start, run.end));
}

/** The valid stretches of a run, and the records between them that are not UTF-8. */
export function* splitByEncoding(run: RecordRun): Generator<{ valid: RecordRun } | { invalid: RawRecord }> {
  let valid: RecordRun | null = null;
  let start = run.start;
  for (const record of recordsOf(run)) {
    const end = start + record.bytes.length + run.lineEnd.length;
    if (isUtf8(record.bytes)) {
      valid ??= { ...run, start, records: 0, line: record.line, marks: [] };
      if (valid.records % MARKED_EVERY === 0) valid.marks.push(start);
      valid.end = end;
      valid.records++;
    } else {
      if (valid !== null) yield { valid };
      valid = null;
      yield { invalid: record };
    }
    start = end;
  }
  if (valid !== null) yield { valid };
}
