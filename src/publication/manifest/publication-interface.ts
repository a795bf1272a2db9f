import type { RunFacts, RunOutput } from './run-manifest';

/**
 * The outputs of one run, written aside and made visible together. Until `publish` nothing is seen in the target;
 * after `discard`, or an error in `publish`, nothing is left of this run. The one exception: where S3 fails or the
 * process is killed while finished uploads are being put in place, the next publication to the same prefix begins by
 * putting the rest in place.
 *
 * What a reader may rely on, on disk and in S3: every file is whole; a target whose `run.json` lists exactly the bytes
 * that are there is one finished run; runs at the same time end as one of them, and on disk the later one fails and
 * says so. A reader who needs all files of one
 * run compares them with `run.json` (`verifyRun`) and tries again where they differ.
 */
export interface Publication {
  /** Folder or `s3://` prefix that receives the files. */
  readonly target: string;
  /** Where to write the output of this name (`model_fecha/model.json`); its folder exists. */
  pathFor(name: string): string;
  /** Notes what has just been written under this name: it is published as it is now, or nothing is. */
  seal(name: string): Promise<void>;
  /** Moves all that was written into place, `run.json` last, and gives the list of outputs as written there. */
  publish(facts: RunFacts, options?: PublishOptions): Promise<RunOutput[]>;
  /** Removes what was written; harmless after `publish`. */
  discard(): Promise<void>;
}

export interface PublishOptions {
  /**
   * Outputs of an earlier run in the same place that `run.json` goes on listing, unless this run replaced them. Where
   * nothing is given, those of other commands stay listed, with `kept` saying whose they are, and those that this
   * command writes and has not written go, or stay listed where nothing can be deleted (S3).
   */
  keep?: readonly RunOutput[];
}
