import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { readError } from '../disk/disk-errors';
import type { S3Address } from './s3-address';
import { s3Client } from './s3-client';
import { isGoneUpload, s3Error } from './s3-errors';
import { headObject, SHA256_METADATA } from './s3-objects';

/** Bytes of one part (S3 allows 10,000 of them, of 5 MiB or more) and parts under way at a time. */
const PART_BYTES = 8 * 1024 * 1024;
const MAX_PARTS = 9_000;
const PARTS_IN_FLIGHT = 4;

const CONTENT_TYPES: Record<string, string> = {
  '.parquet': 'application/vnd.apache.parquet',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
};

/**
 * A file that S3 has in full as the parts of an upload nobody has completed: nothing of it can be seen yet. Completing
 * it is one request, and S3 lets an upload be completed once only, by whomever.
 */
export const waitingUploadSchema = z.strictObject({
  key: z.string(),
  uploadId: z.string(),
  bytes: z.int().min(0),
  /** Hexadecimal; kept with the object too. */
  sha256: z.string(),
  parts: z.array(z.strictObject({ PartNumber: z.int(), ETag: z.string(), ChecksumCRC32: z.string().optional() })),
});

export type WaitingUpload = z.output<typeof waitingUploadSchema>;

/** A file on this machine and the key it will have. */
export interface FileToUpload {
  path: string;
  key: string;
  bytes: number;
  sha256: string;
}

/** Uploads all of a file but the last step; a failure or `signal` leaves no parts behind. */
export async function uploadWaiting(
  { path, key, bytes, sha256 }: FileToUpload,
  target: { bucket: string; settings: S3Settings; signal: AbortSignal },
): Promise<WaitingUpload> {
  const { bucket, settings, signal } = target;
  const uploadId = await beginUpload({ bucket, key }, sha256, settings);
  const upload: WaitingUpload = { key, uploadId, bytes, sha256, parts: [] };
  try {
    upload.parts = await sendParts(path, upload, target);
    return upload;
  } catch (cause) {
    await abortUpload(bucket, upload, settings);
    if (signal.aborted) throw new RecompraError('interrupted', `the upload to ${bucket} was interrupted`, { cause });
    throw s3Error('s3:PutObject', { bucket, key }, cause);
  }
}

async function beginUpload(address: S3Address, sha256: string, settings: S3Settings): Promise<string> {
  const { CreateMultipartUploadCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const request = new CreateMultipartUploadCommand({
    Bucket: address.bucket,
    Key: address.key,
    ContentType: CONTENT_TYPES[extname(address.key)] ?? 'application/octet-stream',
    Metadata: { [SHA256_METADATA]: sha256 },
    ...(settings.checksums === 'WHEN_SUPPORTED' ? { ChecksumAlgorithm: 'CRC32' } : {}),
  });
  const { UploadId } = await client.send(request).catch((cause) => {
    throw s3Error('s3:PutObject', address, cause);
  });
  return UploadId!;
}

async function sendParts(
  path: string,
  upload: WaitingUpload,
  target: { bucket: string; settings: S3Settings; signal: AbortSignal },
): Promise<WaitingUpload['parts']> {
  const client = await s3Client(target.settings);
  const file = await open(path).catch((cause) => {
    throw readError(path, cause);
  });
  const size = Math.max(PART_BYTES, Math.ceil(upload.bytes / MAX_PARTS));
  const parts: WaitingUpload['parts'] = new Array(Math.max(1, Math.ceil(upload.bytes / size)));
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < parts.length) {
      const index = next++;
      const body = await readPart(file, index * size, Math.min(size, upload.bytes - index * size));
      parts[index] = await sendPart(client, upload, { number: index + 1, body, ...target });
    }
  };
  try {
    // All have ended before the file is closed and the upload dropped: a late part would outlive it.
    const workers = await Promise.allSettled(Array.from({ length: PARTS_IN_FLIGHT }, worker));
    const failed = workers.find((result): result is PromiseRejectedResult => result.status === 'rejected');
    if (failed) throw failed.reason;
    return parts;
  } finally {
    await file.close();
  }
}

async function readPart(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
  if (bytesRead < length) throw new RecompraError('unexpected', 'a staged file became shorter while it was uploaded');
  return buffer;
}

interface Part {
  bucket: string;
  number: number;
  body: Buffer;
  signal: AbortSignal;
}

async function sendPart(client: S3Client, { key, uploadId }: WaitingUpload, part: Part) {
  const { UploadPartCommand } = await import('@aws-sdk/client-s3');
  const { bucket: Bucket, number: PartNumber, body: Body, signal: abortSignal } = part;
  const request = new UploadPartCommand({ Bucket, Key: key, UploadId: uploadId, PartNumber, Body });
  const { ETag, ChecksumCRC32 } = await client.send(request, { abortSignal });
  return { PartNumber, ETag: ETag!, ...(ChecksumCRC32 === undefined ? {} : { ChecksumCRC32 }) };
}

/**
 * Makes the object appear under its key. `'gone'` where S3 no longer knows the upload and the key does not hold its
 * bytes: it was completed and replaced since, or dropped by a lifecycle rule.
 */
export async function completeUpload(
  bucket: string,
  { key, uploadId, parts, bytes, sha256 }: WaitingUpload,
  settings: S3Settings,
): Promise<'in place' | 'gone'> {
  const { CompleteMultipartUploadCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const completed: CompletedPart[] = parts;
  try {
    await client.send(
      new CompleteMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        UploadId: uploadId,
        MultipartUpload: { Parts: completed },
      }),
    );
    return 'in place';
  } catch (cause) {
    if (!isGoneUpload(cause)) throw s3Error('s3:PutObject', { bucket, key }, cause);
    // The answer to an earlier try may have been lost, or another process was first.
    const found = await headObject({ bucket, key }, settings);
    return found?.sha256 === sha256 && found.bytes === bytes ? 'in place' : 'gone';
  }
}

/** Drops an upload and its parts. Who may not, leaves them to the bucket's lifecycle rule for incomplete uploads. */
export async function abortUpload(bucket: string, upload: WaitingUpload, settings: S3Settings): Promise<void> {
  const { AbortMultipartUploadCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const { key: Key, uploadId: UploadId } = upload;
  await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })).catch(() => undefined);
}
