import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { withoutSlash } from '../../config/slashes';
import { hasWildcard, literalPrefix } from '../../storage/inputs/glob';
import { inParallel } from '../../storage/s3/in-parallel';
import { isS3, parseS3Address } from '../../storage/s3/s3-address';
import type { FileFacts, LakeMark } from './lake-facts';
import { CLEAN_FOLDER, FACTS_FOLDER, factsName, fileFacts, LAKE_MARK, LAKE_VERSION, lakeMark } from './lake-facts';
import { namesBelow, textIn } from './lake-store';

/** Facts asked for at once. */
const AT_ONCE = 16;
/** Listings, before a lake that changes all the time is given up. */
const TRIES = 5;

/** A lake that an address lies in. */
export interface Lake {
  /** Folder or `s3://` prefix, without its closing slash. */
  root: string;
  mark: LakeMark;
}

/** The lake that an input's address names, or lies in: its root, its folder of clean lines, some of them; else null. */
export async function lakeAt(address: string, settings: S3Settings): Promise<Lake | null> {
  for (const root of possibleRoots(address)) {
    // Who may not look there is told when it is read.
    const json = await textIn(root, LAKE_MARK, settings).catch(() => null);
    const mark = json === null ? null : markIn(root, json);
    if (mark !== null) return { root, mark };
  }
  return null;
}

/** Whether an address would name a lake at this root, once there is one. */
export function wouldName(address: string, root: string): boolean {
  const plain = (place: string): string => withoutSlash(isS3(place) ? place : resolve(place));
  return possibleRoots(address).some((place) => plain(place) === plain(root));
}

/** The folder that is named, or the one before its wildcards, and the one above a folder of clean lines. */
function possibleRoots(address: string): string[] {
  const folder = withoutSlash(splitPattern(address).folder);
  // A name may look like a glob: as it is written it goes first.
  const written = [...new Set([...rootsOf(withoutSlash(address)), ...rootsOf(folder)])];
  if (isS3(address)) return written.filter((place) => /^s3:\/\/[^/]+/i.test(place));
  // A path may begin within a lake: `.`, `../lake`.
  return [...new Set([...written, ...rootsOf(resolve(folder))])];
}

/** The folder that an address names, and the glob below it; what is there is no glob, whatever its name. */
export function splitPattern(address: string): { folder: string; pattern: string } {
  if (!hasWildcard(address) || (!isS3(address) && existsSync(address))) return { folder: address, pattern: '' };
  const folder = literalPrefix(address).replace(/[^/]*$/, '');
  return { folder, pattern: address.slice(folder.length) };
}

function rootsOf(whole: string): string[] {
  const above = [...`${whole}/`.matchAll(new RegExp(`(^|/)${CLEAN_FOLDER}/`, 'g'))].pop();
  const root = above === undefined ? null : whole.slice(0, above.index);
  return [...(root === null ? [] : [root === '' ? '.' : root]), whole === '' ? '.' : whole];
}

/** How the files of a lake were read; null where there is none. Fails where what bears that name cannot be read as such. */
export async function readMark(root: string, settings: S3Settings): Promise<LakeMark | null> {
  const json = await textIn(root, LAKE_MARK, settings);
  if (json === null) return null;
  const mark = markIn(root, json);
  if (mark !== null) return mark;
  throw new RecompraError('data', `${root}/${LAKE_MARK} is damaged, or not of a lake of clean files`, {
    remedy: 'put back what it was, if files were cleaned there (it says how they were read); else name another folder',
    logged: 'the mark of a lake is damaged, or not of a lake',
  });
}

/** The mark that a text is, null where it is something else. */
function markIn(root: string, json: string): LakeMark | null {
  const read = lakeMark.safeParse(asJson(json));
  if (read.success) return read.data;
  if ((asJson(json) as { schema?: unknown } | null)?.schema !== 'recompra/lake') return null;
  throw new RecompraError('data', `${root}/${LAKE_MARK} is of another version than ${LAKE_VERSION}`, {
    remedy: 'clean the files again, into a folder of their own',
    logged: `a lake is of another version than ${LAKE_VERSION}`,
  });
}

/** Names of parts below `clean` that no facts name: a cleaning was broken off, or is at work. */
export async function strayParts(
  root: string,
  standing: readonly FileFacts[],
  settings: S3Settings,
): Promise<string[]> {
  const known = new Set(standing.flatMap(({ parts }) => parts.map(({ name }) => name)));
  const names = await namesBelow(root, CLEAN_FOLDER, settings);
  return names.filter((name) => name.endsWith('.parquet') && !known.has(name));
}

/** Names of the facts in a lake. */
export async function factsNames(root: string, settings: S3Settings): Promise<string[]> {
  return (await namesBelow(root, FACTS_FOLDER, settings)).filter((name) => name.endsWith('.json'));
}

/** The facts of every file that was cleaned into a lake, as they were at one time, whoever replaces some meanwhile. */
export async function readFacts(root: string, settings: S3Settings): Promise<FileFacts[]> {
  for (let tries = 0; tries < TRIES; tries++) {
    const facts = await factsOf(root, await factsNames(root, settings), settings);
    const there = facts.filter((one) => one !== null);
    // What stands in the place of one that has gone may have come after the listing.
    if (there.length === facts.length) return there;
  }
  throw new RecompraError('data', `the files of ${root} were replaced while this run was reading it`, {
    remedy: 'run again once whatever cleans files there has finished',
    logged: 'files of a lake were replaced while this run was reading it',
    transient: true,
  });
}

async function factsOf(root: string, names: readonly string[], settings: S3Settings): Promise<(FileFacts | null)[]> {
  const facts: (FileFacts | null)[] = new Array(names.length);
  const places = names.map((name, at) => ({ name, at }));
  const read = async ({ name, at }: { name: string; at: number }): Promise<void> => {
    facts[at] = await factsAt(root, name, settings);
  };
  await inParallel(places, read, AT_ONCE);
  return facts;
}

/** Null where they are gone. */
async function factsAt(root: string, name: string, settings: S3Settings): Promise<FileFacts | null> {
  // They may go between being found and being read.
  const text = await textIn(root, name, settings).catch(() => textIn(root, name, settings));
  if (text === null) return null;
  const read = fileFacts.safeParse(asJson(text));
  if (read.success && factsName(read.data.id) === name) return read.data;
  const file = `${root}/${name}`;
  throw new RecompraError('data', `${file} does not say what was cleaned: it is damaged, or of another version`, {
    remedy: `remove ${file} and clean that file again`,
    logged: 'the facts of a cleaned file are damaged, or of another version',
    cause: read.error,
  });
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A name below a lake as its files are listed under an address: an address of S3 keeps the way its bucket is written. */
export function nameIn(root: string, name: string): string {
  if (!isS3(root)) return root === '.' ? name : `${root}/${name}`;
  const { bucket, key } = parseS3Address(root);
  return `s3://${bucket}/${key === '' ? '' : `${key}/`}${name}`;
}
