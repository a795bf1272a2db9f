import { Transform } from 'node:stream';
import { CR, LF, QUOTE } from './record-end';

const BLANK = 32;
const TAB = 9;

/** A stream that makes every run of blanks and tabs between fields one blank, and drops those around a line. */
export function joinBlanks(): Transform {
  const joiner = new BlankJoiner();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, joiner.join(chunk));
    },
  });
}

/** The same for a whole text. */
export function joinedBlanks(text: Buffer): Buffer {
  return new BlankJoiner().join(text);
}

class BlankJoiner {
  private atStart = true;
  private blanks = false;
  private quoted = false;

  join(chunk: Buffer): Buffer {
    const joined = Buffer.allocUnsafe(2 * chunk.length);
    let length = 0;
    for (const byte of chunk) {
      const isBlank = byte === BLANK || byte === TAB;
      if (isBlank && !this.quoted) {
        this.blanks = true;
        continue;
      }
      const isEnd = byte === LF || byte === CR;
      const between = this.blanks && !this.atStart && !isEnd;
      if (between) joined[length++] = BLANK;
      if (byte === QUOTE && (this.quoted || this.atStart || between)) this.quoted = !this.quoted;
      // A quote that does not close must not swallow the lines that follow.
      if (isEnd) this.quoted = false;
      this.atStart = isEnd;
      this.blanks = false;
      joined[length++] = byte;
    }
    return joined.subarray(0, length);
  }
}
