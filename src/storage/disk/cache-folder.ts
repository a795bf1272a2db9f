import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onInterrupt } from './cleanup';
import { createFolders } from './create-folders';
import { errorCode, writeError } from './disk-errors';
import { hashFile } from './file-hash';
import { createRunFolder, removeDeadFolders, removeRunFolder } from './run-folder';

/** Beginning of the names of entries that are being made. */
const UNFINISHED = 'recompra-cache-new-';
/** Within an entry: its files with their hashes. It is written last. */
const SEAL = 'entry.json';

interface Seal {
  files: Record<string, string>;
  facts: unknown;
}

/** An entry that is whole: where its files lie, and what was noted with them. */
export interface CacheEntry {
  path: string;
  facts: unknown;
}

/** A folder of entries by key, each whole or not there, whoever else reads and writes it at the same time. */
export class CacheFolder {
  constructor(private readonly folder: string) {}

  /** The entry of a key whose files are as they were written; a damaged one is removed, and null like none. */
  async find(key: string): Promise<CacheEntry | null> {
    const path = join(this.folder, key);
    try {
      if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
      const { files, facts } = JSON.parse(readFileSync(join(path, SEAL), 'utf8')) as Seal;
      for (const [name, sha256] of Object.entries(files)) {
        if ((await hashFile(join(path, name))).sha256 !== sha256) throw new Error('damaged');
      }
      return { path, facts };
    } catch (cause) {
      // A disk that fails for now, or a file that this user may not read, is no damage.
      if ([undefined, 'ENOENT'].includes(errorCode(cause))) await this.remove(key).catch(() => undefined);
      return null;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(join(this.folder, key), { recursive: true, force: true });
  }

  /** Removes the entries whose keys begin so, but for one. */
  async removeOthers(beginning: string, kept: string): Promise<void> {
    const names = await readdir(this.folder);
    for (const name of names) if (name.startsWith(beginning) && name !== kept) await this.remove(name);
  }

  /** Makes the entry of a key: `write` puts files into the folder it is given and returns what to note with them. */
  async make(key: string, write: (path: string) => Promise<unknown>): Promise<void> {
    createFolders(this.folder);
    const path = await createRunFolder(this.folder, UNFINISHED);
    const forget = onInterrupt(() => removeRunFolder(path));
    try {
      await removeDeadFolders(this.folder, UNFINISHED, path);
      const facts = await write(path);
      const files: Record<string, string> = {};
      for (const name of (await readdir(path)).filter((own) => !own.startsWith('.'))) {
        files[name] = (await hashFile(join(path, name))).sha256;
      }
      writeFileSync(join(path, SEAL), JSON.stringify({ files, facts } satisfies Seal));
      this.place(path, key);
    } catch (cause) {
      throw writeError(path, cause);
    } finally {
      forget();
      await removeRunFolder(path);
    }
  }

  /** Another run may have made the same entry meanwhile: then that one stays. */
  private place(path: string, key: string): void {
    try {
      renameSync(path, join(this.folder, key));
    } catch (cause) {
      if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(cause) ?? '')) throw cause;
    }
  }
}
