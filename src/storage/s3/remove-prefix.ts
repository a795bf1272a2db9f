import type { S3Settings } from '../../config/settings';
import { inParallel } from './in-parallel';
import type { S3Address } from './s3-address';
import { s3Client } from './s3-client';
import { s3Error } from './s3-errors';
import { deleteObjects } from './s3-objects';

/** What file systems on S3 put beside a folder to say that there is one. */
const MARKER = '_$folder$';

/** Removes the object of this key, all below it, and the marks of its being a folder. */
export async function removePrefix(address: S3Address, settings: S3Settings): Promise<void> {
  const { key } = address;
  const found = (await everyKey(address, settings)).filter(
    (other) => other === key || other.startsWith(`${key}/`) || other === key + MARKER,
  );
  await inParallel(found, (one) => deleteObjects([{ ...address, key: one }], settings));
}

/** All keys that begin like this one, those that stand for folders too. */
async function everyKey(address: S3Address, settings: S3Settings): Promise<string[]> {
  const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const keys: string[] = [];
  try {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: address.bucket, Prefix: address.key })) {
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
    }
  } catch (cause) {
    throw s3Error('s3:ListBucket', address, cause);
  }
  return keys;
}
