import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Objects, Reading } from './published-state';
import { readByTheRule } from './published-state';

/** All files of a folder by name, but for hidden folders in it, read without the code under test. */
export function readFiles(folder: string): Objects {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const names = paths.map((path) => relative(folder, path)).filter((name) => !name.startsWith('.'));
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(join(folder, name));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return [name, { bytes, sha256, noted: undefined }] as const;
    }),
  );
}

/** What a reader finds in a folder who follows the contract; `versions` by name. Throws where a file is of none. */
export function readingOf(folder: string, versions: ReadonlyMap<string, Objects>): Reading {
  return readByTheRule(readFiles(folder), versions);
}

/** Names of what runs left in a folder: of a publication, or of a work folder. */
export function leftovers(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('.recompra-') || name.startsWith('recompra-work-'));
}
