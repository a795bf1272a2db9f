import type { BigIntStats } from 'node:fs';
import { lstatSync, mkdirSync } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RecompraError } from '../../config/errors';
import { errorCode, writeError } from '../../storage/disk/disk-errors';
import { hashFile } from '../../storage/disk/file-hash';
import { fileNames } from '../../storage/inputs/folder-files';
import { isOutputName } from './output-names';
import { vanished } from './placing-turn';
import type { RunOutput } from './run-manifest';

interface Sealed {
  output: RunOutput;
  /** The file as it was when its bytes were hashed. */
  entry: BigIntStats;
}

/**
 * The outputs of a run that wait to be published. What was asked for has to be there in the end, and what was hashed
 * when it was written has to be the same file still: a folder that others have tidied up is never published.
 */
export class StagedFiles {
  private readonly asked = new Set<string>();
  private readonly sealed = new Map<string, Sealed>();

  constructor(readonly folder: string) {}

  /** Where the output of this name waits; its folder is created. Fails on names this program does not write. */
  pathFor(name: string): string {
    if (!isOutputName(name)) throw new RecompraError('unexpected', `${name} cannot be the name of an output`);
    // Made anew it would be a folder without a lock.
    if (lstatSync(this.folder, { throwIfNoEntry: false }) === undefined) throw vanished(this.folder);
    this.asked.add(name);
    const path = join(this.folder, ...name.split('/'));
    try {
      mkdirSync(dirname(path), { recursive: true });
    } catch (cause) {
      throw writeError(path, cause);
    }
    return path;
  }

  /** Notes size and hash of an output that has just been written, once the disk holds its bytes. */
  async seal(name: string): Promise<void> {
    const path = join(this.folder, name);
    await flush(path);
    const before = await entryOf(path);
    const output = { name, ...(await hashFile(path)) };
    const entry = await entryOf(path);
    if (!isSame(before, entry)) throw vanished(path);
    this.sealed.set(name, { output, entry });
  }

  /** Every output in order of name, with its rows; seals what was not. */
  async describe(rows: Readonly<Record<string, number>>): Promise<RunOutput[]> {
    for (const name of this.asked) if (!this.sealed.has(name)) await this.seal(name);
    const present = await fileNames(this.folder).catch(() => []);
    const stranger = present.find((name) => !this.asked.has(name));
    if (stranger !== undefined) throw vanished(join(this.folder, stranger));
    this.requireUnchanged();
    const outputs = [...this.sealed.values()].map(({ output }) => {
      const count = rows[output.name];
      return { ...output, ...(count === undefined ? {} : { rows: count }) };
    });
    return outputs.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Fails unless every sealed file is there as it was. Synchronous: nothing comes between this and what follows. */
  requireUnchanged(): void {
    for (const [name, { entry }] of this.sealed) {
      const path = join(this.folder, name);
      const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
      if (found === undefined || !isSame(entry, found)) throw vanished(path);
    }
  }
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.size === other.size && one.ctimeNs === other.ctimeNs;
}

async function entryOf(path: string): Promise<BigIntStats> {
  return lstat(path, { bigint: true }).catch((cause) => {
    throw errorCode(cause) === 'ENOENT' ? vanished(path) : writeError(path, cause);
  });
}

/** Makes the disk hold a file's bytes: a rename may otherwise reach it before they do. */
export async function flush(path: string): Promise<void> {
  try {
    const file = await open(path, 'r+');
    await file.sync().finally(() => file.close());
  } catch (cause) {
    throw errorCode(cause) === 'ENOENT' ? vanished(path) : writeError(path, cause);
  }
}
