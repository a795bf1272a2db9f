import type { S3Settings } from '../config/settings';
import { openLocalPublication } from './local-publication';
import type { RunFacts, RunOutput } from './run-manifest';
import { isS3 } from './s3-address';
import { openS3Publication } from './s3-publication';

/**
 * The outputs of one run, written aside and made visible together. Until `publish` nothing is seen in the target;
 * after an error in it, or after `discard`, nothing is left of this run.
 */
export interface Publication {
  /** Folder or `s3://` prefix that receives the files. */
  readonly target: string;
  /** Where to write the output of this name (`model_fecha/model.json`); its folder exists. */
  pathFor(name: string): string;
  /** Moves all that was written into place, `run.json` last, and gives the list of outputs as written there. */
  publish(facts: RunFacts, options?: PublishOptions): Promise<RunOutput[]>;
  /** Removes what was written; harmless after `publish`. */
  discard(): Promise<void>;
}

export interface PublishOptions {
  /** Outputs of an earlier run in the same place that `run.json` goes on listing, unless this run replaced them. */
  keep?: readonly RunOutput[];
}

export interface PublicationOptions {
  /** Folder or `s3://bucket/prefix`; a folder is created if need be. */
  target: string;
  /** Folder on this machine where files wait for their upload. */
  workDir: string;
  s3: S3Settings;
}

/**
 * Opens a publication. Fails at once, with kind `usage`, where the target cannot be written to, so that no run
 * works for an hour first. Leftovers of runs that were killed are cleared, and half-placed ones taken back.
 */
export function openPublication({ target, workDir, s3 }: PublicationOptions): Promise<Publication> {
  return isS3(target) ? openS3Publication(target, workDir, s3) : openLocalPublication(target);
}
