import { readFile, stat } from 'node:fs/promises';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { readError } from '../disk/disk-errors';
import { hashFile } from '../disk/file-hash';
import type { S3Address } from './s3-address';
import { formatS3Address } from './s3-address';
import { s3Client } from './s3-client';
import { isNotFound, s3Error } from './s3-errors';
import { completeUpload, uploadWaiting } from './waiting-upload';

/** Up to here one request is enough. */
const ONE_REQUEST_BYTES = 8 * 1024 * 1024;

/** A file as the object of this key, which has all of its bytes as soon as it is there. */
export async function putFile(path: string, address: S3Address, settings: S3Settings): Promise<void> {
  const entry = await stat(path).catch((cause) => {
    throw readError(path, cause);
  });
  if (entry.size <= ONE_REQUEST_BYTES) return putBytes(await readFile(path), address, settings);
  const { bucket, key } = address;
  const file = { path, key, ...(await hashFile(path)) };
  const upload = await uploadWaiting(file, { bucket, settings, signal: new AbortController().signal });
  if ((await completeUpload(bucket, upload, settings)) === 'in place') return;
  throw new RecompraError(
    'unexpected',
    `S3 dropped the upload to ${formatS3Address(address)} before it was completed`,
    {
      remedy: 'try again',
      transient: true,
    },
  );
}

export async function putBytes(bytes: Uint8Array | string, address: S3Address, settings: S3Settings): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const { bucket: Bucket, key: Key } = address;
  await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes })).catch((cause) => {
    throw s3Error('s3:PutObject', address, cause);
  });
}

/** The text of a small object, null where there is none. */
export async function getText(address: S3Address, settings: S3Settings): Promise<string | null> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const { bucket: Bucket, key: Key } = address;
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  } catch (cause) {
    if (isNotFound(cause)) return null;
    throw s3Error('s3:GetObject', address, cause);
  }
}
