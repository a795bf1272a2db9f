import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Of the files in a lake and what they hold. Raised whenever the same file under the same settings is cleaned otherwise. */
export const LAKE_VERSION = 2;

/** At the root of a lake, written before all else: how its files were read. */
export const LAKE_MARK = 'lake.json';
/** Folder of clean lines, which is a partitioned data set and holds nothing else. */
export const CLEAN_FOLDER = 'clean';
/** Folders of rejected lines and of the facts of each file. */
const REJECTS_FOLDER = 'rechazos';
export const FACTS_FOLDER = 'files';

export const lakeMark = z.strictObject({
  schema: z.literal('recompra/lake'),
  version: z.literal(LAKE_VERSION),
  /** The settings below `csv`, but for the limits of rejected lines. */
  csv: z.record(z.string(), z.unknown()),
});
export type LakeMark = z.output<typeof lakeMark>;

/** Of a cleaned file: the name of its facts, and in those of its parts; nothing that would lead out of the lake. */
const fileId = z.string().regex(/^[0-9a-f]{20}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/** A Parquet file, by its name below the root. */
const storedFile = z.strictObject({ name: z.string(), rows: count, bytes: count, sha256 });
export type StoredFile = z.output<typeof storedFile>;

const statedFacts = z.strictObject({
  schema: z.literal('recompra/lake-file'),
  version: z.literal(LAKE_VERSION),
  id: fileId,
  /** Of the settings that it was read under: those of the lake's mark. */
  reading: sha256,
  input: z.strictObject({
    /** As it was named, and where that is from anywhere. */
    name: z.string(),
    source: z.string(),
    bytes: count,
    sha256,
    /** Of what is packed, where it is gzip; else that of the bytes. */
    text: sha256,
    /** What the folders of its path say of its lines. */
    folders: z.array(z.tuple([z.string(), z.string()])),
    /** Of an object on S3: tells, without reading it, that it is still the same. */
    etag: z.string().optional(),
  }),
  /** The version of the program that cleaned it. */
  program: z.string(),
  /** Last day that a line could be of, where lines were rejected because theirs was still to come. */
  cleanedOn: z.iso.date().optional(),
  linesIn: count,
  linesClean: count,
  linesRejected: count,
  reasons: z.array(z.strictObject({ reason: z.string(), lines: count })),
  /** A part a day, in their order. */
  parts: z.array(storedFile.extend({ day: z.iso.date() })),
  rejects: storedFile.nullable(),
  /** Ids of files in whose place it stands. */
  replaces: z.array(fileId),
});

/**
 * What is known of a cleaned file. It is written last: parts that no facts name are no lines. The names that it states
 * are those of its own parts, for what is replaced is removed by them.
 */
export const fileFacts = statedFacts.refine(
  ({ id, parts, rejects }) =>
    parts.every(({ name, day }) => name === partName(id, day)) &&
    (rejects === null || rejects.name === rejectsName(id)),
  'names files that are not its own',
);
export type FileFacts = z.output<typeof fileFacts>;

/** Names of a file's parts below the root. `dia=` makes the folder a column for whoever reads the data set. */
export function partName(id: string, day: string): string {
  return `${CLEAN_FOLDER}/dia=${day}/${id}.parquet`;
}

export function rejectsName(id: string): string {
  return `${REJECTS_FOLDER}/${id}.parquet`;
}

export function factsName(id: string): string {
  return `${FACTS_FOLDER}/${id}.json`;
}

/** The files that count: not those in whose place another stands. In the order of their inputs' names. */
export function standingFiles(all: readonly FileFacts[]): FileFacts[] {
  const replaced = new Set(all.flatMap(({ replaces }) => replaces));
  return all
    .filter(({ id }) => !replaced.has(id))
    .sort((a, b) => (a.input.name < b.input.name ? -1 : a.input.name > b.input.name ? 1 : a.id < b.id ? -1 : 1));
}

/** Tells settings apart that read files otherwise. */
export function readingHash(csv: LakeMark['csv']): string {
  return createHash('sha256').update(JSON.stringify(csv)).digest('hex');
}

/** What makes two files the same lines: their text, however it is packed, and what their folders say. */
export function contentKey({ text, folders }: Pick<FileFacts['input'], 'text' | 'folders'>): string {
  return JSON.stringify([text, folders]);
}

/** Of files with the same lines, judged on the same day, all but the first. */
export function copiesAmong(standing: readonly FileFacts[]): FileFacts[] {
  const found = new Set<string>();
  return standing.filter(({ input, cleanedOn }) => {
    const key = JSON.stringify([contentKey(input), cleanedOn]);
    const isCopy = found.has(key);
    found.add(key);
    return isCopy;
  });
}
