import { createReadStream, createWriteStream, existsSync, renameSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** The same lines in other forms, each of which must cost little more than the plain file. */
export const FORMS = ['gz', 'crlf', 'blank-line', 'no-last-line-end'] as const;
export type Form = (typeof FORMS)[number];

const LF = 10;
/** Where the blank line goes, in bytes from the beginning: after the line that ends there. */
const BLANK_AT = 100 << 20;

/** Writes a plain CSV in another form beside it, unless it is there; returns its path. */
export async function inForm(csv: string, form: Form): Promise<string> {
  const path = csv.replace(/\.csv$/, form === 'gz' ? `.${form}.csv.gz` : `.${form}.csv`);
  const stages = { gz: createGzip({ level: 6 }), crlf: crlf(), 'blank-line': blankLine(), 'no-last-line-end': cut() };
  return whole(path, (unfinished) =>
    pipeline(createReadStream(csv, { highWaterMark: 1 << 20 }), stages[form], createWriteStream(unfinished)),
  );
}

/** Makes a file unless it is there; one that a bench left half made is not there. */
export async function whole(path: string, make: (unfinished: string) => Promise<void>): Promise<string> {
  if (existsSync(path)) return path;
  await make(`${path}.new`);
  renameSync(`${path}.new`, path);
  return path;
}

function crlf(): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) =>
      done(null, Buffer.from(chunk.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')),
  });
}

function blankLine(): Transform {
  let seen = 0;
  let written = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      const end = written || seen < BLANK_AT ? -1 : chunk.indexOf(LF);
      if (end >= 0) this.push(chunk.subarray(0, end + 1));
      if (end >= 0) this.push(Buffer.of(LF));
      written ||= end >= 0;
      done(null, chunk.subarray(end + 1));
    },
  });
}

/** All but the last byte, which is the last line end. */
function cut(): Transform {
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const ready = held;
      held = chunk;
      done(null, ready);
    },
    flush: (done) => done(null, held.subarray(0, held.length - 1)),
  });
}
