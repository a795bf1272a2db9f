import type { S3Settings } from '../../config/settings';

/** `fail`: no run is possible; `warn`: something that not every run needs is missing. */
export type CheckState = 'ok' | 'warn' | 'fail';

/** One line of the doctor. */
export interface CheckResult {
  name: string;
  state: CheckState;
  /** What was found. */
  found: string;
  /** What to do about it; present unless all is well. */
  remedy?: string;
}

export interface CheckContext {
  /** Folder that spill and spool files would go to. */
  workDir: string;
  input: string | undefined;
  s3: S3Settings;
}

/** Looks at one thing; it answers with `fail` rather than throwing. */
export type Check = (context: CheckContext) => Promise<CheckResult>;
