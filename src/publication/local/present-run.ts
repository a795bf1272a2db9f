import { join } from 'node:path';
import { readPlainFile } from '../../storage/disk/safe-read';
import type { RunFacts, RunManifest, RunOutput } from '../manifest/run-manifest';
import { parseManifest, RUN_MANIFEST } from '../manifest/run-manifest';
import { hasContent } from '../manifest/same-content';

const MOST_BYTES = 64 * 1024 * 1024;

/** The run that a folder on this machine holds by its `run.json`. */
export class PresentRun {
  private constructor(
    /** The bytes of `run.json`; empty for a run that is not there yet. */
    readonly json: string,
    /** Null where it cannot be read as one of this program. */
    readonly manifest: RunManifest | null,
    private readonly identity: string,
    private readonly folder: string,
  ) {}

  /** Null where there is no `run.json`. */
  static read(folder: string): PresentRun | null {
    const json = readPlainFile(join(folder, RUN_MANIFEST), MOST_BYTES)?.toString('utf8');
    if (json === undefined) return null;
    const manifest = parsed(json);
    return new PresentRun(json, manifest, manifest === null ? json : identityOf(manifest), folder);
  }

  /** A run by what it will say of itself. */
  static of(facts: RunFacts): PresentRun {
    return new PresentRun('', null, identityOf(JSON.parse(JSON.stringify(facts))), '');
  }

  /** Whether both are the same work, whatever time it took and whatever files were added since (a report drawn again). */
  isSameAs(other: PresentRun | null): boolean {
    return this.identity === other?.identity;
  }

  /** Whether an output is there as it is listed. */
  holds(output: RunOutput): boolean {
    return hasContent(this.folder, output.name, [output]);
  }
}

function parsed(json: string): RunManifest | null {
  try {
    return parseManifest(RUN_MANIFEST, json);
  } catch {
    return null;
  }
}

/** What a run is, without what differs from one time to the next. */
function identityOf({
  schema: _,
  schemaVersion: __,
  timings: ___,
  outputs: ____,
  kept: _____,
  rows: ______,
  ...facts
}: Record<string, unknown>) {
  return JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
