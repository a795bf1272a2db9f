import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What produced a result: recorded in run.json. */
export interface ProgramFacts {
  version: string;
  /** Git commit of the sources, where they are a checkout or RECOMPRA_COMMIT names it (the image does); else null. */
  commit: string | null;
  node: string;
  platform: string;
}

const ROOT = join(__dirname, '..', '..');

/** Version of the program, from package.json. */
export function programVersion(): string {
  // Required, so that a bundle holds it.
  const { version } = require('../../package.json') as { version: string };
  return version;
}

/** Version, commit and platform of the running program. */
export function programFacts(environment: Record<string, string | undefined> = process.env): ProgramFacts {
  return {
    version: programVersion(),
    commit: environment['RECOMPRA_COMMIT'] || commitOf(join(ROOT, '.git')),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
}

/** Whether unexpected errors show their stack: RECOMPRA_DEBUG=1. */
export function isDebugging(environment: Record<string, string | undefined> = process.env): boolean {
  return environment['RECOMPRA_DEBUG'] === '1';
}

/** Reads the files of git itself: an installation need not have the command. */
function commitOf(git: string): string | null {
  try {
    const head = readFileSync(join(git, 'HEAD'), 'utf8').trim();
    const reference = /^ref: (.+)$/.exec(head)?.[1];
    if (reference === undefined) return head;
    const loose = join(git, reference);
    if (existsSync(loose)) return readFileSync(loose, 'utf8').trim();
    const packed = readFileSync(join(git, 'packed-refs'), 'utf8').split('\n');
    return packed.find((line) => line.endsWith(` ${reference}`))?.split(' ')[0] ?? null;
  } catch {
    return null;
  }
}
