import { readFile } from 'node:fs/promises';
import type { S3Settings } from '../../config/settings';
import { s3Client } from '../../storage/s3/s3-client';
import { s3Error } from '../../storage/s3/s3-errors';
import { SHA256_METADATA } from '../../storage/s3/s3-objects';
import type { FileToUpload } from '../s3/waiting-upload';
import { completeUpload, uploadWaiting } from '../s3/waiting-upload';

/** Files up to here go in one request. */
const ONE_REQUEST_BYTES = 8 * 2 ** 20;

/** Uploads a file of this machine: the object is there as a whole or not at all. */
export async function putFile(file: FileToUpload & { bucket: string }, settings: S3Settings): Promise<void> {
  const { bucket, path, key, bytes, sha256 } = file;
  if (bytes <= ONE_REQUEST_BYTES) {
    await put({ bucket, key, body: await readFile(path), sha256 }, settings);
    return;
  }
  const upload = await uploadWaiting(file, { bucket, settings, signal: new AbortController().signal });
  await completeUpload(bucket, upload, settings);
}

async function put(
  { bucket, key, body, sha256 }: { bucket: string; key: string; body: Buffer; sha256: string },
  settings: S3Settings,
): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const request = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: body,
    Metadata: { [SHA256_METADATA]: sha256 },
    ...(settings.checksums === 'WHEN_SUPPORTED' ? { ChecksumAlgorithm: 'CRC32' as const } : {}),
  });
  await client.send(request).catch((cause) => {
    throw s3Error('s3:PutObject', { bucket, key }, cause);
  });
}
