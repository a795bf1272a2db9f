import { join } from 'node:path';
import type { PackedError } from '../../config/packed-error';
import type { Settings } from '../../config/settings';
import type { FileFacts } from '../../publication/lake/lake-facts';

/** What all processes that clean files of one run are told: a file of JSON in a folder that they see. */
export interface CleanTask {
  /** Root of the lake. */
  root: string;
  csv: Settings['csv'];
  s3: Settings['s3'];
  /** The day of the run, ISO; no line is of a later one. */
  today: string | null;
  /** Whether a file whose bytes are others than when it was cleaned takes the place of what was. */
  replace: boolean;
  /** What the lake has. */
  known: KnownFile[];
  files: FileToClean[];
}

export type KnownFile = Pick<FileFacts, 'id' | 'cleanedOn' | 'linesClean'> &
  Pick<FileFacts['input'], 'name' | 'source' | 'text' | 'folders'> & {
    /** Whether another file of the input has its content, its own being another by now. */
    moved: boolean;
  };

export interface FileToClean {
  /** As its user named it, and where it is from anywhere: an absolute path, or `s3://bucket/key`. */
  name: string;
  source: string;
  bytes: number;
}

/** What became of a file; `known`: its lines were in the lake already. */
export type CleanResult = { state: 'cleaned'; counts: CleanedCounts; replaces: string[] } | { state: 'known' };

/** The same, by the file's place among those of the task; or why nothing came of it. */
export type CleanOutcome = { file: number } & (CleanResult | { state: 'failed'; error: PackedError });

export type CleanedCounts = Pick<FileFacts, 'id' | 'linesIn' | 'linesClean' | 'linesRejected' | 'reasons'> & {
  days: number;
};

/** Its name in the folder. */
export const TASK_FILE = 'task.json';

export function taskFile(folder: string): string {
  return join(folder, TASK_FILE);
}

/** Empty file that says that nothing more comes of a file of the task. */
export function doneFile(folder: string, file: number): string {
  return join(folder, `${file}.done`);
}
