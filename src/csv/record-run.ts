import { isUtf8 } from 'node:buffer';
import { LF } from './record-end';

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
}

/** One record's bytes without the line end, and the physical line it begins on, from 1. */
export interface RawRecord {
  bytes: Buffer;
  line: number;
}

/** The records of a run one by one. */
export function* recordsOf(run: RecordRun): Generator<RawRecord> {
  const mark = run.lineEnd.charCodeAt(0);
  let line = run.line;
  for (let start = run.start; start < run.end; line++) {
    const end = run.bytes.indexOf(mark, start);
    yield { bytes: run.bytes.subarray(start, end), line };
    start = end + run.lineEnd.length;
  }
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
      valid ??= { ...run, start, records: 0, line: record.line };
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
