import type { Progress } from '../../config/progress';
import type { Settings } from '../../config/settings';
import type { Engine, ReadingEngine } from '../../engine/engine';
import type { InputObject } from '../../storage/inputs/input-object';
import type { CleanedFile } from './cleaned-file';

/** All that a run of the ETL is given. */
export interface EtlJob {
  /** Reads the files. */
  engine: ReadingEngine;
  /** Makes the tables of what was kept; the reading one unless given. */
  tables?: Engine | undefined;
  inputs: readonly InputObject[];
  /** Files that were cleaned before, which are read instead of inputs. */
  cleaned?: readonly CleanedFile[] | undefined;
  settings: Settings;
  /** The day of the run, ISO: what is dated later cannot have been bought yet. No day is too late unless given. */
  today?: string | undefined;
  /** Folder for copies of inputs; they are removed again. */
  workDir: string;
  progress: Progress;
  /** Folder that keeps the lines of inputs from one run to the next; none unless given. */
  cache?: string | undefined;
  /** Bytes of clean records that are staged at once; SEGMENT_BYTES unless given. */
  segmentBytes?: number | undefined;
  /** Customers whose lines are left out, and where their names come from. */
  excluded?: { file: string; names: readonly string[] } | undefined;
}
