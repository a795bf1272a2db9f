import { mkdirSync, rmdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecompraError } from '../config/errors';
import { onInterrupt } from './cleanup';
import { createFolders } from './create-folders';
import { writeError } from './disk-errors';
import { NEW, placeAll, takeBack } from './placement';
import type { Publication, PublishOptions } from './publication-interface';
import { abandonedRunFolders, createRunFolder, removeRunFolder } from './run-folder';
import type { RunFacts, RunOutput } from './run-manifest';
import { formatManifest, RUN_MANIFEST } from './run-manifest';
import { describeStaged, flush, placementUnit, stagedPath, withKept } from './staged-files';

/** Hidden, and in the target itself: renaming is atomic on one file system only. */
const STAGING_PREFIX = '.recompra-';

/** Opens a publication into a folder on this machine, which is created if need be. */
export async function openLocalPublication(target: string): Promise<Publication> {
  const created = createFolders(target);
  for (const staging of await abandonedRunFolders(target, STAGING_PREFIX)) {
    takeBack({ staging, target });
    await removeRunFolder(staging);
  }
  const staging = await createRunFolder(target, STAGING_PREFIX);
  mkdirSync(join(staging, NEW));
  return new LocalPublication(target, staging, created);
}

class LocalPublication implements Publication {
  private readonly forget: () => void;
  private readonly staged: string;
  /** Set before the first staged file is removed: half of them must not be published. */
  private discarded = false;

  constructor(
    readonly target: string,
    private readonly staging: string,
    private readonly created: readonly string[],
  ) {
    this.staged = join(staging, NEW);
    this.forget = onInterrupt(() => this.discard());
  }

  pathFor(name: string): string {
    return stagedPath(this.staged, name);
  }

  async publish(facts: RunFacts, { keep }: PublishOptions = {}): Promise<RunOutput[]> {
    try {
      const outputs = withKept(await describeStaged(this.staged, facts.rows ?? {}), keep);
      const units = outputs.filter((output) => !keep?.includes(output)).map(({ name }) => placementUnit(name));
      await this.writeManifest(formatManifest(facts, outputs));
      if (this.discarded) throw new RecompraError('interrupted', `nothing was published to ${this.target}`);
      placeAll({ staging: this.staging, target: this.target }, [...new Set(units)]);
      return outputs;
    } finally {
      await this.discard();
    }
  }

  async discard(): Promise<void> {
    this.discarded = true;
    this.forget();
    await removeRunFolder(this.staging);
    removeEmpty(this.created);
  }

  private async writeManifest(json: string): Promise<void> {
    const path = join(this.staged, RUN_MANIFEST);
    await writeFile(path, json).catch((cause) => {
      throw writeError(path, cause);
    });
    await flush(path);
  }
}

function removeEmpty(folders: readonly string[]): void {
  try {
    folders.forEach((folder) => {
      rmdirSync(folder);
    });
  } catch {
    // Not empty: something was published there, by this run or another.
  }
}
