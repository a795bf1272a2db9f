import type { Progress } from '../config/progress';
import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { InputObject } from '../storage/input-object';

/** All that a run of the ETL is given. */
export interface EtlJob {
  engine: Engine;
  inputs: readonly InputObject[];
  settings: Settings;
  /** Folder for copies of inputs; they are removed again. */
  workDir: string;
  progress: Progress;
}
