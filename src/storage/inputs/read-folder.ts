import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readError } from '../disk/disk-errors';
import { fileNames } from './folder-files';

/** Every file of a local folder by its name below it (with `/`). For small folders: all is held in memory. */
export async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const name of await fileNames(folder)) {
    const path = join(folder, name);
    const content = await readFile(path).catch((cause) => {
      throw readError(path, cause);
    });
    files.set(name, new Uint8Array(content));
  }
  return files;
}
