import { isUtf8 } from 'node:buffer';
import type { RecordEnd, RecordShape } from './record-end';
import { afterLineEnd, CR, findRecordEnd, giveUpLine, LF, NUL, QUOTE, RECORD_LIMIT } from './record-end';
import type { RecordFault } from './record-fault';
import type { LineEnd, RawRecord, RecordRun } from './record-run';
import { isRunUtf8, lineEndAt, MARKED_EVERY, splitByEncoding } from './record-run';

/** Receives what a scanner finds, in the order of the file. Buffers may be kept. */
export interface RecordSink {
  run(run: RecordRun): void;
  /** A well-formed record that readers may split differently: line ends in a field, quotes inside an unquoted one. */
  irregular(record: RawRecord): void;
  malformed(record: RawRecord, reason: RecordFault): void;
  /** An empty line, which is no record. */
  blank(): void;
}

/** Bytes that may be looked at in vain, and how many more for each byte read. */
const VAIN_BYTES = 1 << 26;
const VAIN_PER_BYTE = 8;

/** Quotes that open again and again and do not close: each is looked for to its end, so that the work has none. */
export class TangledQuotes extends Error {
  constructor(readonly line: number) {
    super(`quotes that do not close, as in line ${line}`);
  }
}

/** Bytes kept of a line that is too long. */
const TOO_LONG_KEPT = 1 << 16;

/** Splits UTF-8 text, given in chunks of any size, into records; holds at most a record and a chunk. */
export class RecordScanner {
  private held: Buffer = Buffer.alloc(0);
  /** Within a line that was too long. */
  private skipping = false;
  private run: RecordRun | null = null;
  private line: number;
  /** Bytes looked at in vain, less those that reading has earned. */
  private vain = -VAIN_BYTES;
  /** The line end of the latest run. */
  private lineEnd: LineEnd;
  /** No byte above this one needs a closer look. */
  private readonly highestSpecial: number;

  constructor(
    private readonly shape: RecordShape,
    private readonly sink: RecordSink,
    /** Where the text begins: its physical line, and the line end of what stands before it. */
    { line, lineEnd }: { line: number; lineEnd: LineEnd } = { line: 1, lineEnd: '\n' },
  ) {
    this.line = line;
    this.lineEnd = lineEnd;
    this.highestSpecial = Math.max(shape.separator, QUOTE);
  }

  push(chunk: Buffer): void {
    this.vain -= VAIN_PER_BYTE * chunk.length;
    const bytes = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    this.held = bytes.subarray(this.scan(bytes, false));
  }

  /** The text has ended: its last line needs no line end. */
  finish(): void {
    if (this.held.length === 0) return;
    // A line end like the others, so that a file without the last one still has one kind.
    const halfCrlf = this.held[this.held.length - 1] === CR;
    const lineEnd = this.lineEnd === '\r\n' && !halfCrlf ? '\r\n' : '\n';
    this.scan(Buffer.concat([this.held, Buffer.from(lineEnd)]), true);
    this.held = Buffer.alloc(0);
  }

  /** Returns where the first record begins whose end is not there yet. */
  private scan(bytes: Buffer, final: boolean): number {
    let start = this.skipping ? this.skipLine(bytes, 0) : 0;
    while (start < bytes.length) {
      start = this.plainLines(bytes, start);
      if (start === bytes.length) break;
      const next = this.closerLook(bytes, start, final);
      if (next === start) break;
      start = next;
    }
    this.endRun();
    return start;
  }

  /**
   * Runs over lines without quotes and NUL bytes that have the right number of fields and end like the line before:
   * nearly all of nearly every file, so this loop does nothing that could be done elsewhere. Returns where the first
   * other line begins.
   */
  private plainLines(bytes: Buffer, first: number): number {
    const { highestSpecial } = this;
    const { separator } = this.shape;
    const lineEnd = this.lineEnd === '\r\n' ? '\r\n' : '\n';
    const crlf = lineEnd === '\r\n';
    // Imported constants are looked up at each use; a local is a register.
    const [lineEndByte, limit, between, every] = [crlf ? CR : LF, RECORD_LIMIT, this.shape.fields - 1, MARKED_EVERY];
    const length = bytes.length;
    const marks: number[] = [];
    // A run goes on where the one before it ended in the same way.
    const before = this.run?.lineEnd === lineEnd ? this.run.records : 0;
    let untilMark = (every - (before % every)) % every;
    let start = first;
    let records = 0;
    let separators = 0;
    for (let at = first; at < length; at++) {
      const byte = bytes[at]!;
      if (byte > highestSpecial) continue;
      if (byte === separator) {
        separators++;
      } else if (byte === lineEndByte) {
        if (separators !== between || at - start > limit) break;
        if (crlf && bytes[++at] !== LF) break;
        if (untilMark === 0) {
          marks.push(start);
          untilMark = every;
        }
        untilMark--;
        records++;
        separators = 0;
        start = at + 1;
      } else if (byte === QUOTE || byte === CR || byte === LF || byte === NUL) {
        break;
      }
    }
    if (records > 0) {
      this.extendRun({ bytes, start: first, end: start, records, lineEnd, marks });
    }
    return start;
  }

  /** Any record: returns where the next one begins, or `start` where that is not known yet. */
  private closerLook(bytes: Buffer, start: number, final: boolean): number {
    if (bytes[start] === LF || bytes[start] === CR) return this.blankLine(bytes, start);
    let found = findRecordEnd(bytes, start, this.shape);
    if (found === 'more' && final) found = giveUpLine(bytes, start);
    if (found === 'more') return start;
    if (found === 'too-long') return this.tooLong(bytes, start);
    this.vain += found.looked ?? 0;
    if (this.vain > 0) throw new TangledQuotes(this.line);
    if (found.reason === null && found.regular) {
      const lineEnd = lineEndAt(bytes, found.end);
      const before = this.run?.lineEnd === lineEnd ? this.run.records : 0;
      const marks = before % MARKED_EVERY === 0 ? [start] : [];
      this.extendRun({ bytes, start, end: found.next, records: 1, lineEnd, marks });
    } else this.single(bytes.subarray(start, found.end), found);
    return found.next;
  }

  private blankLine(bytes: Buffer, start: number): number {
    const next = afterLineEnd(bytes, start);
    if (next === 'more') return start;
    this.endRun();
    this.sink.blank();
    this.line++;
    return next;
  }

  private tooLong(bytes: Buffer, start: number): number {
    this.endRun();
    this.sink.malformed(
      { bytes: bytes.subarray(start, start + TOO_LONG_KEPT), line: this.line },
      'linea_demasiado_larga',
    );
    this.skipping = true;
    return this.skipLine(bytes, start);
  }

  /** Moves to the line after the one that is too long, or as near to it as the bytes go. */
  private skipLine(bytes: Buffer, start: number): number {
    let at = start;
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
    const next = afterLineEnd(bytes, at);
    if (next === 'more') return at;
    this.skipping = false;
    this.line++;
    return next;
  }

  private single(bytes: Buffer, { lines, reason }: RecordEnd): void {
    this.endRun();
    const record = { bytes, line: this.line };
    this.line += lines;
    if (reason === null && isUtf8(bytes)) this.sink.irregular(record);
    else this.sink.malformed(record, reason ?? 'codificacion');
  }

  private extendRun(more: Omit<RecordRun, 'line'>): void {
    if (this.run !== null && this.run.lineEnd !== more.lineEnd) this.endRun();
    if (this.run === null) {
      this.run = { ...more, line: this.line };
    } else {
      this.run.end = more.end;
      this.run.records += more.records;
      for (const mark of more.marks) this.run.marks.push(mark);
    }
    this.lineEnd = more.lineEnd;
    this.line += more.records;
  }

  private endRun(): void {
    const { run } = this;
    this.run = null;
    if (run === null) return;
    if (isRunUtf8(run)) this.sink.run(run);
    else for (const part of splitByEncoding(run)) this.emit(part);
  }

  private emit(part: { valid: RecordRun } | { invalid: RawRecord }): void {
    if ('valid' in part) this.sink.run(part.valid);
    else this.sink.malformed(part.invalid, 'codificacion');
  }
}
