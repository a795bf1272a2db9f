import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** A run's staging folder and the folder its outputs go to, on one file system. */
export interface Placement {
  staging: string;
  target: string;
}

/** Folder of the staged outputs. */
export const NEW = 'new';
/** Folder of the outputs they replace, until all are in place. */
export const OLD = 'old';
/** Folder of new outputs that were taken back. */
export const TAKEN_BACK = 'taken-back';

/** The first folder between a target and what lies at `name` in it that is a link; null where there is none. */
export function linkOnTheWay(target: string, name: string): string | null {
  const parts = name.split('/');
  const folders = parts.slice(1).map((_, index) => join(target, ...parts.slice(0, index + 1)));
  return folders.find((path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) ?? null;
}
