import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isPattern } from './spark-errors';

/** A file where it lies, or a copy of it in `folder`: Spark would look elsewhere for a path that it reads as a pattern. */
export async function readableFile(path: string, folder: string, name: string): Promise<string> {
  if (!isPattern(path)) return path;
  const copy = join(folder, basename(name));
  await copyFile(path, copy);
  return copy;
}
