import { readFile } from 'node:fs/promises';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { readError } from '../disk/disk-errors';
import { formatS3Address } from './s3-address';
import { s3Client } from './s3-client';
import { s3Error } from './s3-errors';
import { SHA256_METADATA } from './s3-objects';
import type { FileToUpload } from './waiting-upload';
import { completeUpload, uploadWaiting } from './waiting-upload';

/** Files up to here go in one request. */
const ONE_REQUEST_BYTES = 8 * 2 ** 20;

/** Uploads a file of this machine: the object is there as a whole or not at all. */
export async function putFile(file: FileToUpload & { bucket: string }, settings: S3Settings): Promise<void> {
  const { bucket, path, key, bytes } = file;
  if (bytes <= ONE_REQUEST_BYTES) {
    const body = await readFile(path).catch((cause) => {
      throw readError(path, cause);
    });
    await put({ ...file, body }, settings);
    return;
  }
  const upload = await uploadWaiting(file, { bucket, settings, signal: new AbortController().signal });
  if ((await completeUpload(bucket, upload, settings)) === 'in place') return;
  throw new RecompraError('unexpected', `S3 dropped the upload to ${formatS3Address({ bucket, key })}`, {
    remedy: 'try again',
    transient: true,
  });
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
