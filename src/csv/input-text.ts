import { pipeline, Readable } from 'node:stream';
import type { Gunzip } from 'node:zlib';
import { createGunzip } from 'node:zlib';
import { RecompraError } from '../config/errors';
import type { CsvSettings } from '../config/settings';
import { buffersOf } from '../storage/disk/buffers-of';
import type { InputObject } from '../storage/inputs/input-object';
import { joinBlanks } from './blank-separated';
import { transcoder } from './transcoder';

/** What turns stored bytes into the text of a CSV. */
export type TextSettings = Pick<CsvSettings, 'encoding' | 'separator'>;

/** Bytes unpacked at once. */
const UNPACKED_BYTES = 1 << 18;

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** Whether the stored bytes are gzip; judged by content, since a name promises nothing. */
export async function isGzip(input: InputObject): Promise<boolean> {
  const start = await firstBytes(await input.open(), GZIP_MAGIC.length);
  return start.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC);
}

/**
 * The text of an input as UTF-8 bytes, unpacked and transcoded, in chunks of any size. Bytes that do not fit the
 * encoding stay invalid; runs of blanks that separate fields are one blank. A damaged or cut gzip is a data error. The
 * stored bytes go to `onStored` as they are read.
 */
export async function openText(
  input: InputObject,
  { encoding, separator }: TextSettings,
  onStored?: (bytes: Buffer) => void,
): Promise<Readable> {
  const stored = (await isGzip(input)) ? await unpacked(input, onStored) : await opened(input, onStored);
  const transcode = transcoder(encoding);
  const stages = [...(transcode === null ? [] : [transcode]), ...(separator === ' ' ? [joinBlanks()] : [])];
  if (stages.length === 0) return stored;
  // A failure destroys the last stage with its cause, which whoever reads it receives.
  return pipeline([stored, ...stages], () => {}) as unknown as Readable;
}

async function opened(input: InputObject, onStored?: (bytes: Buffer) => void): Promise<Readable> {
  const stored = await input.open();
  return onStored === undefined ? stored : Readable.from(shown(stored, onStored), { objectMode: false });
}

async function* shown(stored: Readable, onStored: (bytes: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of buffersOf(stored)) {
    onStored(chunk);
    yield chunk;
  }
}

async function unpacked(input: InputObject, onStored?: (bytes: Buffer) => void): Promise<Readable> {
  const gunzip = createGunzip({ chunkSize: UNPACKED_BYTES });
  pipeline(await opened(input, onStored), gunzip, () => {});
  return Readable.from(wholeText(input, gunzip), { objectMode: false });
}

/** All that is stored, unpacked: Node takes bytes after a member for padding and drops them, whatever they are. */
async function* wholeText(input: InputObject, gunzip: Gunzip): AsyncGenerator<Buffer> {
  for await (const chunk of buffersOf(gunzip)) yield chunk;
  const left = input.bytes - gunzip.bytesWritten;
  if (left === 0) return;
  throw new RecompraError('data', `${input.name} is gzip, but followed by ${left} bytes that are none`, {
    remedy: 'unpack what can be unpacked and check it, or fetch the file again; `gzip -t` may pass over such bytes',
  });
}

/** The first `count` bytes of a stream (fewer where it ends before), which is then closed. */
export async function firstBytes(stream: Readable, count: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of buffersOf(stream)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}

/** Says which file a fault of unpacking lies in. */
export function readingError(input: InputObject, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? '';
  if (!/^(Z_|ERR_BUFFER_TOO_LARGE)/.test(code)) return cause;
  return new RecompraError('data', `${input.name} is gzip, but damaged or cut short (${(cause as Error).message})`, {
    remedy: 'fetch or compress the file again; `gzip -t` checks it',
    cause,
  });
}
