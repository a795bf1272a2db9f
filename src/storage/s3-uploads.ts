import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { RecompraError } from '../config/errors';
import type { S3Settings } from '../config/settings';
import type { S3Address } from './s3-address';
import { s3Client } from './s3-client';
import { s3Error } from './s3-errors';

const CONTENT_TYPES: Record<string, string> = {
  '.parquet': 'application/vnd.apache.parquet',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
};

/** S3 allows 10,000 parts an object, of 5 MiB or more. */
const PART_BYTES = 8 * 1024 * 1024;
const MAX_PARTS = 9_000;

/** Uploads files one after the other, each in parts, and can be stopped in the middle of one. */
export class S3Uploads {
  private reading: Readable | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly settings: S3Settings) {}

  /** Uploads one file of `bytes` bytes; a failed upload leaves no parts behind. */
  async upload(path: string, bytes: number, address: S3Address): Promise<void> {
    const { Upload } = await import('@aws-sdk/lib-storage');
    const client = await s3Client(this.settings);
    if (this.stopped) throw interrupted(address);
    const body = createReadStream(path);
    const params = { Bucket: address.bucket, Key: address.key, Body: body, ContentType: contentType(path) };
    const upload = new Upload({ client, params, partSize: Math.max(PART_BYTES, Math.ceil(bytes / MAX_PARTS)) });
    this.reading = body;
    this.running = upload.done();
    try {
      await this.running;
    } catch (cause) {
      throw this.stopped ? interrupted(address) : s3Error('s3:PutObject', address, cause);
    }
  }

  /**
   * Stops the upload under way and waits until its parts are gone. Ending the file does it: the SDK's own `abort`
   * returns before it has asked S3 to drop the parts.
   */
  async stop(): Promise<void> {
    this.stopped = true;
    this.reading?.destroy(new Error('the upload was stopped'));
    await this.running.catch(() => undefined);
  }
}

function contentType(path: string): string {
  return CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
}

function interrupted({ bucket }: S3Address): RecompraError {
  return new RecompraError('interrupted', `the upload to ${bucket} was interrupted`);
}
