import { RecompraError } from '../../config/errors';

export interface S3Address {
  bucket: string;
  /** Key or prefix without a leading slash; empty for the whole bucket. */
  key: string;
}

/** Whether a location is named as an S3 address. */
export function isS3(location: string): boolean {
  return /^s3:\/\//i.test(location);
}

/** `s3://bucket/key` in its two parts. Fails on an address without a bucket (kind `usage`). */
export function parseS3Address(location: string): S3Address {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(location) ?? [];
  if (bucket === '') {
    throw new RecompraError('usage', `${location} names no bucket`, { remedy: 'write it as s3://bucket/key' });
  }
  const fault = Buffer.byteLength(key) > 1024 ? 'a key has at most 1,024 bytes' : bucketFault(bucket);
  if (fault !== null) {
    throw new RecompraError('usage', `${location.slice(0, 80)} is no address of S3: ${fault}`, {
      remedy: 'write it as s3://bucket/key',
    });
  }
  return { bucket, key };
}

function bucketFault(bucket: string): string | null {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/.test(bucket) ? null : 'no bucket can be called so';
}

/** The address as a user would write it. */
export function formatS3Address({ bucket, key }: S3Address): string {
  return `s3://${bucket}/${key}`;
}

/** The prefix of everything below an address, with its closing slash; empty for a whole bucket. */
export function folderPrefix(key: string): string {
  return key === '' || key.endsWith('/') ? key : `${key}/`;
}

/** Whether a part of a key can be the name of a file in its folder. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..';
}

/** The parts of a key as names of folders and a file below one; null where they would lead out of it. */
export function plainNames(key: string): string[] | null {
  const names = key.split('/');
  return names.every(isPlainName) ? names : null;
}
