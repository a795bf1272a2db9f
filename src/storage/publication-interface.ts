import type { RunFacts, RunOutput } from './run-manifest';

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
