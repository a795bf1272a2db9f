import { Transform } from 'node:stream';
import type { CsvSettings } from '../config/settings';

/** A byte no UTF-8 text holds: stands for what could not be decoded, so that the line is rejected and not altered. */
const UNDECODABLE = Buffer.from([0xff]);
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A stream from bytes in this encoding to UTF-8, or null where they are UTF-8 already. */
export function transcoder(encoding: CsvSettings['encoding']): Transform | null {
  if (encoding === 'utf-8') return null;
  return encoding === 'latin1' ? latin1ToUtf8() : utf16ToUtf8(encoding);
}

/** What Windows-1252 has in the places of 0x80 … 0x9F, where ISO 8859-1 has control characters. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** As browsers do, `latin1` is read as Windows-1252. (Node 20's TextDecoder takes it for ISO 8859-1.) */
function latin1ToUtf8(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = chunk.toString('latin1');
      done(
        null,
        Buffer.from(
          text.replace(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80]!),
          'utf8',
        ),
      );
    },
  });
}

function utf16ToUtf8(order: 'utf-16le' | 'utf-16be'): Transform {
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const whole = wholeCharacters(bytes, order);
      held = bytes.subarray(whole);
      const units = order === 'utf-16le' ? bytes.subarray(0, whole) : Buffer.from(bytes.subarray(0, whole)).swap16();
      done(null, encodeUtf8(units.toString('utf16le')));
    },
    flush(done) {
      done(null, held.length === 0 ? null : UNDECODABLE);
    },
  });
}

/** Bytes that end between two characters: neither half a unit nor the first unit of a pair is left at the end. */
function wholeCharacters(bytes: Buffer, order: 'utf-16le' | 'utf-16be'): number {
  const units = bytes.length - (bytes.length % 2);
  const startsPair = units > 0 && (bytes[order === 'utf-16le' ? units - 1 : units - 2]! & 0xfc) === 0xd8;
  return startsPair ? units - 2 : units;
}

function encodeUtf8(text: string): Buffer {
  if (!LONE_SURROGATE.test(text)) return Buffer.from(text, 'utf8');
  const pieces = text.split(LONE_SURROGATE).map((piece) => Buffer.from(piece, 'utf8'));
  return Buffer.concat(pieces.flatMap((piece, i) => (i === 0 ? [piece] : [UNDECODABLE, piece])));
}
