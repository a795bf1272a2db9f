import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Parquet files of a folder in the order of their names; none where it is not there. */
export async function parquetParts(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(folder, name));
}
