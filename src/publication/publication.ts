import type { S3Settings } from '../config/settings';
import { isS3 } from '../storage/s3/s3-address';
import type { Note } from './local/clear-dead-runs';
import { openLocalPublication } from './local/local-publication';
import type { Publication } from './manifest/publication-interface';
import { openS3Publication } from './s3/s3-publication';

export type { Publication, PublishOptions } from './manifest/publication-interface';

export interface PublicationOptions {
  /** Folder or `s3://bucket/prefix`; a folder is created if need be. */
  target: string;
  /** Folder on this machine where files wait for their upload. */
  workDir: string;
  s3: S3Settings;
  /** Told of what lies in the target and was left alone. */
  note?: Note;
}

/**
 * Opens a publication. Fails at once, with kind `usage`, where the target cannot be written to, so that no run
 * works for an hour first. Leftovers of runs that were killed are cleared, and half-placed ones taken back.
 */
export function openPublication(options: PublicationOptions): Promise<Publication> {
  const { target, workDir, s3, note = () => undefined } = options;
  return isS3(target) ? openS3Publication(target, workDir, s3) : openLocalPublication(target, note);
}
