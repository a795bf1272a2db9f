import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RecompraError } from '../config/errors';
import { writeError } from './disk-errors';
import { hashFile } from './file-hash';
import { fileNames } from './folder-files';
import type { RunOutput } from './run-manifest';
import { RUN_MANIFEST } from './run-manifest';

/** Folders that are replaced as a whole: a file of an older model must never stay beside those of a newer one. */
const WHOLE_FOLDERS = new Set(['model_fecha']);

/** The folder that is replaced together with this output, or the output itself. */
export function placementUnit(name: string): string {
  const top = name.split('/')[0]!;
  return WHOLE_FOLDERS.has(top) ? top : name;
}

/** Where the output of this name waits; its folder is created. Fails on names that lead elsewhere. */
export function stagedPath(folder: string, name: string): string {
  const parts = name.split('/');
  if (name === RUN_MANIFEST || parts.some((part) => part === '' || part.startsWith('.') || /[\\:]/.test(part))) {
    throw new RecompraError('unexpected', `${name} cannot be the name of an output`);
  }
  const path = join(folder, ...parts);
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw writeError(path, cause);
  }
  return path;
}

/** Size, hash and rows of every staged file, in order of name, once the disk holds their bytes. */
export async function describeStaged(folder: string, rows: Record<string, number>): Promise<RunOutput[]> {
  const outputs: RunOutput[] = [];
  for (const name of await fileNames(folder)) {
    const path = join(folder, name);
    await flush(path);
    const count = rows[name];
    outputs.push({ name, ...(await hashFile(path)), ...(count === undefined ? {} : { rows: count }) });
  }
  return outputs;
}

/** These outputs and, for the names not among them, those of an earlier run. */
export function withKept(outputs: readonly RunOutput[], keep: readonly RunOutput[] = []): RunOutput[] {
  const replaced = new Set(outputs.map(({ name }) => placementUnit(name)));
  const kept = keep.filter(({ name }) => !replaced.has(placementUnit(name)));
  return [...outputs, ...kept].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Makes the disk hold a file's bytes: a rename may otherwise reach it before they do. */
export async function flush(path: string): Promise<void> {
  try {
    const file = await open(path, 'r+');
    await file.sync().finally(() => file.close());
  } catch (cause) {
    throw writeError(path, cause);
  }
}
