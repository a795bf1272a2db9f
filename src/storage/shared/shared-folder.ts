import type { S3Settings } from '../../config/settings';
import { removePrefix } from '../s3/remove-prefix';
import { isS3, parseS3Address } from '../s3/s3-address';
import { LocalSharedFolder } from './local-shared-folder';
import { S3SharedFolder } from './s3-shared-folder';
import type { SharedFolder } from './shared-folder-interface';

/**
 * The folder of this address, as it is: a path, or `s3://bucket/prefix`.
 *
 * @param workDir where copies and drafts of what lies on S3 are kept on this machine
 */
export function sharedFolder(address: string, workDir: string, settings: S3Settings): SharedFolder {
  return isS3(address) ? new S3SharedFolder(address, workDir, settings) : new LocalSharedFolder(address);
}

/** Removes a prefix of S3 (without a slash at its end) and all below it. */
export async function removeSharedPrefix(address: string, settings: S3Settings): Promise<void> {
  await removePrefix(parseS3Address(address), settings);
}
