import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';

/** Ways of giving a file the bytes of `other`, of the same length; each looks otherwise to who watches the file. */
export const REPLACEMENTS: Readonly<Record<string, (path: string, other: string) => void>> = {
  'written over': (path, other) => writeFileSync(path, other),
  'written over, its time set back': (path, other) => {
    const { atime, mtime } = statSync(path);
    writeFileSync(path, other);
    utimesSync(path, atime, mtime);
  },
  'renamed over, with the same time': (path, other) => {
    const { atime, mtime } = statSync(path);
    writeFileSync(`${path}.part`, other);
    utimesSync(`${path}.part`, atime, mtime);
    renameSync(`${path}.part`, path);
  },
  'removed and written again': (path, other) => {
    rmSync(path);
    writeFileSync(path, other);
  },
};
