import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Folder of all rooms, where the program is files as in its sources. */
const ROOMS = dirname(__dirname);

let known: string | null = null;

/**
 * SHA-256 of the running program and of the versions of its packages: another one where a line of it is another,
 * committed or not.
 */
export function programDigest(): string {
  known ??= digestOf(isBundle() ? [__filename] : sourceFiles(ROOMS));
  return known;
}

/** A bundle is one file, whose folder may hold anything. */
function isBundle(): boolean {
  return basename(__dirname) !== 'config' || !/^program-digest\.[jt]s$/.test(basename(__filename));
}

/** The modules below a folder, in an order of their own. */
export function sourceFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /(?<!\.d)\.[jt]s$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Of the contents of files, and of where one ends. */
export function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  // Required, so that a bundle holds it.
  const { dependencies } = require('../../package.json') as { dependencies: Record<string, string> };
  hash.update(JSON.stringify(dependencies));
  for (const file of files) hash.update(createHash('sha256').update(readFileSync(file)).digest());
  return hash.digest('hex');
}
