import { Readable } from 'node:stream';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { buffersOf } from '../disk/buffers-of';
import { startChecksum } from '../s3/object-checksum';
import { formatS3Address } from '../s3/s3-address';
import { s3Client } from '../s3/s3-client';
import { isNotFound, isPreconditionFailed, s3Error } from '../s3/s3-errors';
import type { StoredObject } from '../s3/s3-objects';
import { isTransient, pauseAfterFailure } from '../s3/s3-retry';
import { changed } from './local-inputs';

/** Ranges fetched at a time. */
const RANGES_IN_FLIGHT = 4;

/** Bytes of a range that wait for their turn; the connection is left to wait with the rest. */
const WAITING_BYTES = 8 * 2 ** 20;

/** Bytes after which a range that broke off is given as many tries as at first. */
const FRESH_START_BYTES = 8 * 2 ** 20;

/** Bytes [start, end) of an object. */
interface ByteRange {
  start: number;
  end: number;
}

/**
 * An object's bytes in their order, fetched in ranges side by side, all of one version: an object replaced meanwhile
 * is a data error. A range that breaks off is resumed at the byte reached. Ends in an error unless the bytes are as
 * many as S3 stated and, where it keeps a checksum of the whole object, sum up to it. Holds 32 MiB at most, however
 * large the ranges are.
 */
export function readInRanges(object: StoredObject, settings: S3Settings): Readable {
  return Readable.from(rangesInOrder(object, settings), { objectMode: false });
}

async function* rangesInOrder(object: StoredObject, settings: S3Settings): AsyncGenerator<Buffer> {
  const { bytes, checksum } = object;
  const { rangeBytes } = settings;
  const sum = checksum ? await startChecksum(checksum.algorithm) : null;
  const reader = new RangeReader(object, settings);
  let asked = 0;
  try {
    while (asked < bytes || reader.underWay.length > 0) {
      for (; asked < bytes && reader.underWay.length < RANGES_IN_FLIGHT; asked += rangeBytes) {
        reader.begin({ start: asked, end: Math.min(asked + rangeBytes, bytes) });
      }
      for await (const piece of buffersOf(reader.underWay[0]!)) {
        sum?.update(piece);
        yield piece;
      }
      reader.underWay.shift();
    }
  } finally {
    reader.stop();
  }
  if (sum !== null) reader.requireChecksum(await sum.digest());
}

class RangeReader {
  /** In the order of their bytes. */
  readonly underWay: Readable[] = [];
  private readonly stopping = new AbortController();

  constructor(
    private readonly object: StoredObject,
    private readonly settings: S3Settings,
  ) {}

  /** Begins to fetch a range before anybody reads it. */
  begin(range: ByteRange): void {
    const stream = Readable.from(this.fetch(range), { objectMode: false, highWaterMark: WAITING_BYTES });
    // Its turn may never come: then nobody would hear of its failure. Whoever reads it does.
    stream.on('error', () => undefined).read(0);
    this.underWay.push(stream);
  }

  /** Ends all requests under way. */
  stop(): void {
    this.stopping.abort();
    for (const stream of this.underWay) stream.destroy();
  }

  private async *fetch({ start, end }: ByteRange): AsyncGenerator<Buffer> {
    let at = start;
    let fresh = start;
    for (let failures = 0; at < end; ) {
      const before = at;
      try {
        for await (const piece of buffersOf(await this.request({ start: at, end }))) {
          if (at + piece.length > end) throw this.tooMuch(end - start);
          at += piece.length;
          yield piece;
        }
        if (at < end) throw cutShort();
      } catch (cause) {
        if (at - fresh >= FRESH_START_BYTES) [failures, fresh] = [0, at];
        if (++failures >= this.settings.attempts || !isTransient(cause) || this.stopping.signal.aborted) {
          throw this.explain(cause);
        }
        await pauseAfterFailure(at > before ? 1 : failures, this.stopping.signal);
      }
    }
  }

  requireChecksum(found: string): void {
    const stated = this.object.checksum!;
    if (found === stated.value) return;
    const name = formatS3Address(this.object);
    throw new RecompraError('data', `${name}: S3 states ${stated.algorithm} ${stated.value}, the bytes have ${found}`, {
      remedy: 'try again; if it comes again, the object is damaged: upload it anew',
      transient: true,
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

  private tooMuch(bytes: number): RecompraError {
    const name = formatS3Address(this.object);
    return new RecompraError('unexpected', `${name}: S3 sent more than the ${bytes} bytes that it announced`, {
      remedy: 'try again; if it comes again, copy the file to this machine by other means',
      transient: true,
    });
  }

  private explain(cause: unknown): Error {
    const gone = isPreconditionFailed(cause) || isNotFound(cause);
    return gone ? changed(formatS3Address(this.object)) : s3Error('s3:GetObject', this.object, cause);
  }
}

/** A connection that was closed as if all had been sent. */
function cutShort(): Error {
  return Object.assign(new Error('the body is not as long as announced'), { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
}
