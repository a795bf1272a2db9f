import type { RecordFault } from './record-fault';

export const LF = 10;
export const CR = 13;
export const QUOTE = 34;
export const NUL = 0;

/** Longest record, in bytes. */
export const RECORD_LIMIT = 1 << 20;

export interface RecordShape {
  /** Byte between fields. */
  separator: number;
  /** Fields every record has; 0 where any number will do (the header). */
  fields: number;
}

/** Where the record that begins at some byte ends, and what it is. */
export interface RecordEnd {
  /** End of its text: the line end follows. */
  end: number;
  /** Where the next record begins. */
  next: number;
  /** Physical lines it takes up. */
  lines: number;
  /** Why it is no record, or null. A line whose quotes do not close is given up alone. */
  reason: RecordFault | null;
  /** One physical line, with quotes only around whole fields: every CSV reader splits it alike. */
  regular: boolean;
  /** Where a line was given up: bytes looked at from its start, which its own followers have looked at again. */
  looked?: number;
}

/** The end lies beyond the bytes at hand (`more`), or beyond the limit (`too-long`). */
export type NoEnd = 'more' | 'too-long';

/**
 * Finds the end of the record at `start` by RFC 4180, with LF, CRLF or CR as line ends: a field that begins with a
 * quote runs to the quote that closes it, over line ends; a doubled quote in it stands for one; quotes inside other
 * fields are text.
 */
export function findRecordEnd(bytes: Buffer, start: number, shape: RecordShape): RecordEnd | NoEnd {
  return new RecordWalk(bytes, start, shape).walk();
}

/** Gives up the physical line at `start`: an unclosed quote must not swallow the lines that follow. */
export function giveUpLine(bytes: Buffer, start: number): RecordEnd | NoEnd {
  let end = start;
  while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
  if (end - start > RECORD_LIMIT) return 'too-long';
  const next = afterLineEnd(bytes, end);
  return next === 'more' ? next : { end, next, lines: 1, reason: 'comillas_sin_cerrar', regular: false };
}

/** Where the line after the line end at `at` begins; a CR that ends the bytes may be half a CRLF. */
export function afterLineEnd(bytes: Buffer, at: number): number | 'more' {
  if (at >= bytes.length) return 'more';
  if (bytes[at] === LF) return at + 1;
  if (at + 1 >= bytes.length) return 'more';
  return bytes[at + 1] === LF ? at + 2 : at + 1;
}

type FieldEnd = 'next field' | 'record' | 'no field' | 'end of bytes';

class RecordWalk {
  private at: number;
  private fields = 0;
  private lines = 1;
  private regular = true;
  private nul = false;
  /** Bytes from here on are out of reach: not there, or past the limit. */
  private readonly reach: number;

  constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
    private readonly shape: RecordShape,
  ) {
    this.at = start;
    this.reach = Math.min(bytes.length, start + RECORD_LIMIT + 1);
  }

  walk(): RecordEnd | NoEnd {
    for (;;) {
      switch (this.field()) {
        case 'record':
          return this.record();
        case 'no field':
          return this.giveUp();
        case 'end of bytes':
          return this.endOfReach();
      }
      // Each further line would be read again from its own start: past the last field there is no point in going on.
      if (this.lines > 1 && this.fields === this.shape.fields) return this.giveUp();
    }
  }

  /** Moves to the end of the field at hand, and over the separator after it. */
  private field(): FieldEnd {
    this.fields++;
    if (this.bytes[this.at] === QUOTE) {
      if (!this.skipQuoted()) return 'end of bytes';
    } else {
      this.skipBare();
    }
    if (this.at >= this.reach) return 'end of bytes';
    const byte = this.bytes[this.at];
    if (byte === LF || byte === CR) return 'record';
    if (byte !== this.shape.separator) return 'no field';
    this.at++;
    return 'next field';
  }

  private skipBare(): void {
    const { bytes, reach } = this;
    const { separator } = this.shape;
    let at = this.at;
    for (; at < reach; at++) {
      const byte = bytes[at]!;
      if (byte === separator || byte === LF || byte === CR) break;
      if (byte === QUOTE) this.regular = false;
      else if (byte === NUL) this.nul = true;
    }
    this.at = at;
  }

  /** Moves past the closing quote; false where it is out of reach. */
  private skipQuoted(): boolean {
    const { bytes, reach } = this;
    for (this.at++; this.at < reach; this.at++) {
      const byte = bytes[this.at]!;
      if (byte === QUOTE) {
        // What follows tells a closing quote from the first of a doubled one.
        this.at++;
        if (this.at >= reach || bytes[this.at] !== QUOTE) return true;
      } else if (byte === LF || byte === CR) {
        this.lineEndInField();
      } else if (byte === NUL) {
        this.nul = true;
      }
    }
    return false;
  }

  private lineEndInField(): void {
    this.lines++;
    this.regular = false;
    if (this.bytes[this.at] === CR && this.bytes[this.at + 1] === LF) this.at++;
  }

  private endOfReach(): RecordEnd | NoEnd {
    if (this.reach - this.start <= RECORD_LIMIT) return 'more';
    return this.lines > 1 ? this.giveUp() : 'too-long';
  }

  private giveUp(): RecordEnd | NoEnd {
    const line = giveUpLine(this.bytes, this.start);
    return typeof line === 'string' ? line : { ...line, looked: this.at - this.start };
  }

  private record(): RecordEnd | NoEnd {
    const next = afterLineEnd(this.bytes, this.at);
    if (next === 'more') return next;
    const missing = this.shape.fields === 0 ? 0 : this.shape.fields - this.fields;
    if (missing !== 0 && this.lines > 1) return this.giveUp();
    return { end: this.at, next, lines: this.lines, reason: this.reason(missing), regular: this.regular };
  }

  private reason(missing: number): RecordFault | null {
    if (this.nul) return 'byte_nulo';
    if (missing === 0) return null;
    return missing > 0 ? 'campos_de_menos' : 'campos_de_mas';
  }
}
