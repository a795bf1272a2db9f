import { Readable } from 'node:stream';
import { RecompraError } from '../config/errors';
import type { S3Settings } from '../config/settings';
import { changed } from './local-inputs';
import { startChecksum } from './object-checksum';
import { formatS3Address } from './s3-address';
import { s3Client } from './s3-client';
import { isNotFound, isPreconditionFailed, s3Error } from './s3-errors';
import type { StoredObject } from './s3-objects';
import { isTransient, pauseAfterFailure } from './s3-retry';

/** Ranges fetched at a time: one more is held, the one being consumed. */
const RANGES_IN_FLIGHT = 4;

/** Bytes [start, end) of an object. */
interface ByteRange {
  start: number;
  end: number;
}

/**
 * An object's bytes in their order, fetched in ranges side by side, all of one version: an object replaced meanwhile
 * is a data error. A range that breaks off is resumed at the byte reached. Ends in an error unless the bytes are as
 * many as S3 stated and, where it keeps a checksum of the whole object, sum up to it.
 */
export function readInRanges(object: StoredObject, settings: S3Settings): Readable {
  return Readable.from(rangesInOrder(object, settings), { objectMode: false });
}

async function* rangesInOrder(object: StoredObject, settings: S3Settings): AsyncGenerator<Buffer> {
  const { bytes, checksum } = object;
  const { rangeBytes } = settings;
  const reader = new RangeReader(object, settings);
  const sum = checksum ? await startChecksum(checksum.algorithm) : null;
  const waiting: Promise<Buffer>[] = [];
  let asked = 0;
  try {
    while (asked < bytes || waiting.length > 0) {
      for (; asked < bytes && waiting.length < RANGES_IN_FLIGHT; asked += rangeBytes) {
        const range = reader.fetch({ start: asked, end: Math.min(asked + rangeBytes, bytes) });
        // Its turn may never come: then nobody would hear of its failure.
        range.catch(() => undefined);
        waiting.push(range);
      }
      const piece = await waiting.shift()!;
      sum?.update(piece);
      yield piece;
    }
  } finally {
    reader.stop();
  }
  if (sum !== null) reader.requireChecksum(await sum.digest());
}

class RangeReader {
  private readonly stopping = new AbortController();

  constructor(
    private readonly object: StoredObject,
    private readonly settings: S3Settings,
  ) {}

  /** Ends all requests under way. */
  stop(): void {
    this.stopping.abort();
  }

  async fetch({ start, end }: ByteRange): Promise<Buffer> {
    const target = Buffer.allocUnsafe(end - start);
    let filled = 0;
    let failures = 0;
    for (let attempt = 1; ; attempt++) {
      const before = filled;
      try {
        for await (const piece of await this.request({ start: start + filled, end })) {
          filled += copyInto(target, piece as Buffer, filled);
        }
        if (filled < target.length) throw cutShort();
        return target;
      } catch (cause) {
        if (attempt >= this.settings.attempts || !isTransient(cause) || this.stopping.signal.aborted) {
          throw this.explain(cause);
        }
        failures = filled > before ? 1 : failures + 1;
        await pauseAfterFailure(failures, this.stopping.signal);
      }
    }
  }

  requireChecksum(found: string): void {
    const stated = this.object.checksum!;
    if (found === stated.value) return;
    const name = formatS3Address(this.object);
    throw new RecompraError('data', `${name}: S3 states ${stated.algorithm} ${stated.value}, the bytes have ${found}`, {
      remedy: 'try again; if it comes again, the object is damaged: upload it anew',
    });
  }

  private async request({ start, end }: ByteRange): Promise<Readable> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await s3Client(this.settings);
    const { bucket, key, etag, bytes } = this.object;
    const pinned = etag === '' ? {} : { IfMatch: etag };
    const answer = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${start}-${end - 1}`, ...pinned }),
      { abortSignal: this.stopping.signal },
    );
    const expected = `bytes ${start}-${end - 1}/${bytes}`;
    const whole = answer.ContentRange === undefined && start === 0 && answer.ContentLength === end && end === bytes;
    if (answer.ContentRange === expected || whole) return answer.Body as Readable;
    (answer.Body as Readable).destroy();
    throw this.otherRange(expected, answer.ContentRange);
  }

  private otherRange(expected: string, found: string | undefined): RecompraError {
    const name = formatS3Address(this.object);
    return new RecompraError('unexpected', `${name}: asked for ${expected}, S3 sent ${found ?? 'no range'}`, {
      remedy: 'this endpoint does not serve ranges of objects as S3 does: copy the file to this machine first',
    });
  }

  private explain(cause: unknown): Error {
    const gone = isPreconditionFailed(cause) || isNotFound(cause);
    return gone ? changed(formatS3Address(this.object)) : s3Error('s3:GetObject', this.object, cause);
  }
}

/** More than was asked for would end up in the place of other bytes. */
function copyInto(target: Buffer, piece: Buffer, at: number): number {
  if (at + piece.length > target.length) throw cutShort();
  return piece.copy(target, at);
}

/** A connection that was closed as if all had been sent. */
function cutShort(): Error {
  return Object.assign(new Error('the body is not as long as announced'), { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
}
