import type { S3Settings } from '../../config/settings';
import type { ObjectChecksum } from './object-checksum';
import { wholeObjectChecksum } from './object-checksum';
import type { S3Address } from './s3-address';
import { s3Client } from './s3-client';
import { isForbidden, isNotFound, s3Error } from './s3-errors';

/** Metadata under which this program keeps the SHA-256 of what it uploads. */
export const SHA256_METADATA = 'sha256';

/** An object as a listing or a HEAD request describes it. */
export interface StoredObject extends S3Address {
  bytes: number;
  etag: string;
  /** Of the whole object; null where S3 keeps none, or was not asked (a listing). */
  checksum: ObjectChecksum | null;
  /** SHA-256 that this program noted when it uploaded the object (hexadecimal). */
  sha256?: string | undefined;
}

/** Size, ETag and checksum of an object, or null where there is none. */
export async function headObject(address: S3Address, settings: S3Settings): Promise<StoredObject | null> {
  const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const { bucket: Bucket, key: Key } = address;
  const checksums = settings.checksums === 'WHEN_SUPPORTED' ? ({ ChecksumMode: 'ENABLED' } as const) : {};
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, ...checksums }));
    const { bucket, key } = address;
    return {
      bucket,
      key,
      bytes: head.ContentLength ?? 0,
      etag: head.ETag ?? '',
      checksum: wholeObjectChecksum(head),
      sha256: head.Metadata?.[SHA256_METADATA],
    };
  } catch (cause) {
    if (isNotFound(cause)) return null;
    throw s3Error('s3:GetObject', address, cause);
  }
}

/** Every object whose key begins with the address's key, in key order, without folder markers. */
export async function listObjects(address: S3Address, settings: S3Settings): Promise<StoredObject[]> {
  const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  const { bucket, key: prefix } = address;
  const found: StoredObject[] = [];
  try {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
      for (const { Key: key, Size: bytes, ETag: etag } of page.Contents ?? []) {
        if (key !== undefined && !key.endsWith('/'))
          found.push({ bucket, key, bytes: bytes ?? 0, etag: etag ?? '', checksum: null });
      }
    }
  } catch (cause) {
    throw s3Error('s3:ListBucket', address, cause);
  }
  return found;
}

/** Deletes objects one by one: a permission or an endpoint that allows this needs no batch request. */
export async function deleteObjects(objects: readonly S3Address[], settings: S3Settings): Promise<void> {
  const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  for (const address of objects) {
    await client.send(new DeleteObjectCommand({ Bucket: address.bucket, Key: address.key })).catch((cause) => {
      throw s3Error('s3:DeleteObject', address, cause);
    });
  }
}

/**
 * Fails with kind `usage` where the bucket to write to does not exist or cannot be reached with these credentials.
 * Being denied to ask is no failure: writing needs no permission to list.
 */
export async function requireBucket(address: S3Address, settings: S3Settings): Promise<void> {
  const { HeadBucketCommand } = await import('@aws-sdk/client-s3');
  const client = await s3Client(settings);
  try {
    await client.send(new HeadBucketCommand({ Bucket: address.bucket }));
  } catch (cause) {
    if (isForbidden(cause)) return;
    throw s3Error('s3:PutObject', address, isNotFound(cause) ? noSuchBucket(cause) : cause);
  }
}

/** The answer to HEAD has no body that would say what is missing; for a bucket it can only be the bucket. */
function noSuchBucket(cause: unknown): Error {
  return Object.assign(new Error('the bucket does not exist', { cause }), { name: 'NoSuchBucket' });
}
