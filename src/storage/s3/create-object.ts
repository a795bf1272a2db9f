import { readFile, rm } from 'node:fs/promises';
import type { S3Settings } from '../../config/settings';
import { readError } from '../disk/disk-errors';
import type { S3Address } from './s3-address';
import { s3Client } from './s3-client';
import { isLostRace, isNotImplemented, s3Error } from './s3-errors';

/**
 * Moves a small file to a key that no object bears yet; false where it is taken, be it by an earlier try of the same
 * request. A store without conditional writes keeps no two apart that come at once.
 */
export async function createObject(path: string, address: S3Address, settings: S3Settings): Promise<boolean> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const Body = await readFile(path).catch((cause) => {
    throw readError(path, cause);
  });
  const { bucket: Bucket, key: Key } = address;
  const put = (condition: { IfNoneMatch?: string }) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ...condition }));
  try {
    await put({ IfNoneMatch: '*' }).catch((cause) => {
      if (isNotImplemented(cause)) return put({});
      throw cause;
    });
  } catch (cause) {
    if (isLostRace(cause)) return false;
    throw s3Error('s3:PutObject', address, cause);
  }
  await rm(path, { force: true });
  return true;
}
