import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { normalizedName } from '../config/column-name';
import type { Settings } from '../config/settings';
import { pathColumns } from '../etl/read/path-columns';
import { hashStream } from '../storage/disk/file-hash';
import type { SpooledInput } from '../storage/inputs/spool';

/** An input, and the one before it that holds the same, where there is one: it is to be read once. */
export interface CheckedInput<Input> {
  input: Input;
  sameAs: string | null;
}

/**
 * Tells the inputs that hold the bytes of an earlier one (`data (1).csv` beside `data.csv`), or the same text packed
 * (`data.csv.gz` beside it). Files whose folders say different things of a needed column (`dia=2024-01-05/`) differ
 * whatever their bytes are.
 */
export async function checkRepeated<Input extends SpooledInput>(
  inputs: readonly Input[],
  columns: Settings['csv']['columns'],
): Promise<CheckedInput<Input>[]> {
  const first = new Map<string, string>();
  const plain = new Map(inputs.map((input) => [input.name, input]));
  const checked: CheckedInput<Input>[] = [];
  for (const input of inputs) {
    const unpacked = plain.get(input.name.replace(/\.gz$/, ''));
    const sha256 = unpacked === undefined || unpacked === input ? input.sha256 : await textHash(input);
    const key = JSON.stringify([sha256, toldByFolders(input.name, columns)]);
    checked.push({ input, sameAs: first.get(key) ?? null });
    if (!first.has(key)) first.set(key, input.name);
  }
  return checked;
}

/** Hash of what is packed; that of the bytes where they cannot be unpacked, which is for their reader to tell. */
async function textHash({ path, sha256 }: SpooledInput): Promise<string> {
  const text = createReadStream(path)
    .on('error', (cause) => text.destroy(cause))
    .pipe(createGunzip());
  return (await hashStream(text).catch(() => ({ sha256 }))).sha256;
}

function toldByFolders(name: string, columns: Settings['csv']['columns']): [string, string][] {
  const needed = new Set(Object.values(columns).map((column) => normalizedName(column ?? '')));
  return [...pathColumns(name)].filter(([column]) => needed.has(normalizedName(column)));
}
