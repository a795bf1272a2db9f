import type { S3Settings } from '../../config/settings';
import type { S3Address } from './s3-address';
import { s3Client } from './s3-client';
import { isNotFound, s3Error } from './s3-errors';

/** Puts a small text: it is there as a whole or not at all. */
export async function putText(text: string, address: S3Address, settings: S3Settings): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const { bucket: Bucket, key: Key } = address;
  await client.send(new PutObjectCommand({ Bucket, Key, Body: text })).catch((cause) => {
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
