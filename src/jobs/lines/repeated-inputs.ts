import { createGunzip } from 'node:zlib';
import { normalizedName } from '../../config/column-name';
import type { Settings } from '../../config/settings';
import { isGzip } from '../../csv/input-text';
import { pathColumns } from '../../etl/read/path-columns';
import type { ContentHash } from '../../storage/disk/file-hash';
import { hashStream } from '../../storage/disk/file-hash';
import type { InputObject } from '../../storage/inputs/input-object';

/** An input, and the one before it that holds the same, where there is one: it is to be read once. */
export interface CheckedInput {
  input: InputObject;
  sameAs: string | null;
}

/**
 * Tells the inputs that hold the bytes of an earlier one (`data (1).csv` beside `data.csv`), or the same text packed
 * (`data.csv.gz` beside it). Files whose folders say different things of a needed column (`dia=2024-01-05/`) differ
 * whatever their bytes are. Read are only those that may hold the same: of one size, or one packed beside the other.
 */
export async function checkRepeated(
  inputs: readonly InputObject[],
  columns: Settings['csv']['columns'],
): Promise<CheckedInput[]> {
  const first = new Map<string, string>();
  const checked: CheckedInput[] = [];
  const names = new Set(inputs.map(({ name }) => name));
  const sizes = new Map<number, number>();
  for (const { bytes } of inputs) sizes.set(bytes, (sizes.get(bytes) ?? 0) + 1);
  for (const input of inputs) {
    const isPacked = input.name.endsWith('.gz') && names.has(input.name.slice(0, -'.gz'.length));
    if (!isPacked && sizes.get(input.bytes) === 1 && !names.has(`${input.name}.gz`)) {
      checked.push({ input, sameAs: null });
      continue;
    }
    const hash = await hashOf(input);
    const sha256 = isPacked ? await textHash(input, hash) : hash.sha256;
    const key = JSON.stringify([sha256, toldByFolders(input.name, columns)]);
    checked.push({ input: { ...input, hash }, sameAs: first.get(key) ?? null });
    if (!first.has(key)) first.set(key, input.name);
  }
  return checked;
}

async function hashOf(input: InputObject): Promise<ContentHash> {
  if (input.hash !== undefined) return input.hash;
  const hash = await hashStream(await input.open());
  await input.requireUnchanged();
  return hash;
}

/**
 * Hash of what is packed; that of the bytes where nothing is, or where they cannot be unpacked, which is for their reader
 * to tell.
 */
export async function textHash(input: InputObject, { sha256 }: ContentHash): Promise<string> {
  if (!(await isGzip(input))) return sha256;
  const stored = await input.open();
  const text = stored.on('error', (cause) => text.destroy(cause)).pipe(createGunzip());
  return (await hashStream(text).catch(() => ({ sha256 }))).sha256;
}

/** What the folders of a path say of needed columns. */
export function toldByFolders(name: string, columns: Settings['csv']['columns']): [string, string][] {
  const needed = new Set(Object.values(columns).map((column) => normalizedName(column ?? '')));
  return [...pathColumns(name)].filter(([column]) => needed.has(normalizedName(column)));
}
