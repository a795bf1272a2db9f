import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { hashStream } from '../../storage/disk/file-hash';
import { findAt } from '../../storage/inputs/folder-files';

/** Name of the manifest: written last, so that its presence says the run is finished. */
export const RUN_MANIFEST = 'run.json';

const output = z.strictObject({
  /** Path below the output folder, with `/`. */
  name: z.string(),
  bytes: z.int().min(0),
  /** Hexadecimal. */
  sha256: z.string(),
  rows: z.int().min(0).optional(),
});

const runManifestSchema = z.looseObject({
  schema: z.literal('recompra/run'),
  schemaVersion: z.literal(1),
  command: z.string(),
  outputs: z.array(output),
});

export type RunOutput = z.output<typeof output>;
/** run.json as read: what identifies it and its outputs are checked, the other facts are kept as they are. */
export type RunManifest = z.output<typeof runManifestSchema>;

/** What a run tells about itself; `outputs` is added when it is published. */
export interface RunFacts {
  command: string;
  /** Rows of the tables among the outputs, by file name. */
  rows?: Record<string, number>;
  /** Parameters, seed, input hashes, counts, versions, timings (seconds): kept as given. */
  [fact: string]: unknown;
}

/** The manifest of these facts and outputs, as the bytes of run.json. */
export function formatManifest({ rows: _rows, ...facts }: RunFacts, outputs: readonly RunOutput[]): string {
  return `${JSON.stringify({ schema: 'recompra/run', schemaVersion: 1, ...facts, outputs }, null, 2)}\n`;
}

/**
 * The manifest of a finished run in a folder or below an `s3://` prefix.
 * Fails with kind `data` where there is none or it cannot be read.
 */
export async function readRunManifest(location: string, settings: S3Settings): Promise<RunManifest> {
  const file = await findAt(location, RUN_MANIFEST, settings);
  if (file === null) {
    throw new RecompraError('data', `${location} holds no finished run: ${RUN_MANIFEST} is missing`, {
      remedy: 'name the folder or prefix a run was told to write to, or run it (again)',
    });
  }
  return parseManifest(file.name, await text(await file.open()));
}

/**
 * Reads every output that the manifest lists and compares size and SHA-256.
 * Fails with kind `data`, naming each file that is missing or different.
 */
export async function verifyRun(location: string, settings: S3Settings): Promise<RunManifest> {
  const manifest = await readRunManifest(location, settings);
  const faults: string[] = [];
  for (const expected of manifest.outputs) {
    const fault = await outputFault(location, expected, settings);
    if (fault !== null) faults.push(`${expected.name}: ${fault}`);
  }
  if (faults.length === 0) return manifest;
  throw new RecompraError('data', `${location} does not match its ${RUN_MANIFEST}`, {
    lines: faults,
    remedy: 'run again: the files come from an interrupted run, or were changed after it',
  });
}

async function outputFault(location: string, expected: RunOutput, settings: S3Settings): Promise<string | null> {
  const file = await findAt(location, expected.name, settings);
  if (file === null) return 'missing';
  if (file.bytes !== expected.bytes) return `expected ${expected.bytes} bytes, found ${file.bytes}`;
  const { sha256 } = await hashStream(await file.open());
  return sha256 === expected.sha256 ? null : `expected SHA-256 ${expected.sha256}, found ${sha256}`;
}

/** The manifest in these bytes; a data error that names the file where it is none. */
export function parseManifest(name: string, json: string): RunManifest {
  try {
    return runManifestSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new RecompraError('data', `${name} is not the manifest of a recompra run`, {
      remedy: 'name a folder or prefix that recompra wrote',
      cause,
    });
  }
}
