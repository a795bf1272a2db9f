import { resolve } from 'node:path';
import type { Progress } from '../../config/progress';
import type { CsvSettings } from '../../config/settings';
import type { FileFacts } from '../../publication/lake/lake-facts';
import { contentKey } from '../../publication/lake/lake-facts';
import { hashStream } from '../../storage/disk/file-hash';
import type { InputObject } from '../../storage/inputs/input-object';
import { isS3 } from '../../storage/s3/s3-address';
import { textHash, toldByFolders } from '../lines/repeated-inputs';

type ColumnSettings = CsvSettings['columns'];

export function isHere({ localPath }: InputObject): boolean {
  return localPath !== null;
}

/** Where a file is from anywhere: an absolute path, or its address. */
export function sourceOf({ name }: InputObject): string {
  return isS3(name) ? name : resolve(name);
}

/** Objects of S3, of those with one ETag the first: what they hold is not fetched to know. */
export function withoutSameObjects(
  objects: readonly InputObject[],
  columns: ColumnSettings,
  progress: Progress,
): InputObject[] {
  const first = new Map<string, string>();
  return objects.filter(({ name, bytes, etag }) => {
    const key = JSON.stringify([etag ?? name, bytes, toldByFolders(name, columns)]);
    const same = first.get(key);
    if (same === undefined) first.set(key, name);
    else progress.warn(`${name} holds the same as ${same}: it was read once`);
    return same === undefined;
  });
}

/** The files that are not surely in the lake as they are there: one of them may still turn out to be. */
export async function unknownInputs(
  inputs: readonly InputObject[],
  standing: readonly FileFacts[],
  columns: ColumnSettings,
): Promise<InputObject[]> {
  const unknown: InputObject[] = [];
  for (const input of inputs) {
    const alike = standing.filter(
      (facts) =>
        facts.cleanedOn === undefined && facts.input.source === sourceOf(input) && facts.input.bytes === input.bytes,
    );
    if (!(await isOneOf(input, alike, columns))) unknown.push(input);
  }
  return unknown;
}

/** By its name alone: whether it is, is told by its bytes. */
const PACKED = /\.gz$/i;

/** Ids of files whose content other inputs have, while their own are to be looked at: names that went round. */
export async function movedFiles(
  standing: readonly FileFacts[],
  { inputs, unknown }: { inputs: readonly InputObject[]; unknown: readonly InputObject[] },
  columns: ColumnSettings,
): Promise<Set<string>> {
  const asked = new Set(unknown.map(sourceOf));
  const moved = new Set<string>();
  for (const facts of standing.filter(({ input }) => asked.has(input.source))) {
    for (const input of inputs) {
      if (sourceOf(input) === facts.input.source) continue;
      // Packed as it went round, it is the same lines in other bytes.
      const packed = isHere(input) && (PACKED.test(input.name) || PACKED.test(facts.input.name));
      if (!packed && input.bytes !== facts.input.bytes) continue;
      if (await isOneOf(input, [facts], columns)) moved.add(facts.id);
    }
  }
  return moved;
}

/** An object of S3 need not be fetched to know; a file here is read, and unpacked where its bytes are not known. */
async function isOneOf(input: InputObject, alike: readonly FileFacts[], columns: ColumnSettings): Promise<boolean> {
  if (alike.length === 0) return false;
  if (!isHere(input)) return alike.some(({ input: { etag } }) => etag !== undefined && etag === input.etag);
  const hash = input.hash ?? (await hashStream(await input.open()));
  const folders = toldByFolders(input.name, columns);
  const known = alike.find((facts) => facts.input.sha256 === hash.sha256);
  const text = known?.input.text ?? (await textHash(input, hash));
  return alike.some((facts) => contentKey(facts.input) === contentKey({ text, folders }));
}
