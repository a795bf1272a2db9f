import { mkdirSync, rmdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecompraError } from '../../config/errors';
import { onInterrupt } from '../../storage/disk/cleanup';
import { createFolders } from '../../storage/disk/create-folders';
import { errorCode, writeError } from '../../storage/disk/disk-errors';
import { createRunFolder, removeRunFolder } from '../../storage/disk/run-folder';
import { earlierOutputs, keptFrom, ownOutputs } from '../manifest/kept-outputs';
import { placementUnit } from '../manifest/output-names';
import { inTurn, STAGING_PREFIX, vanished } from '../manifest/placing-turn';
import type { Publication, PublishOptions } from '../manifest/publication-interface';
import type { RunFacts, RunOutput } from '../manifest/run-manifest';
import { formatManifest, RUN_MANIFEST } from '../manifest/run-manifest';
import { flush, StagedFiles } from '../manifest/staged-files';
import type { Note } from './clear-dead-runs';
import { clearDeadRuns, takeBackDead } from './clear-dead-runs';
import { placeAll } from './placement';
import { NEW } from './placement-folders';
import type { NewUnit } from './placement-journal';
import { PresentRun } from './present-run';

/** Opens a publication into a folder on this machine, which is created if need be. */
export async function openLocalPublication(target: string, note: Note): Promise<Publication> {
  const created = createFolders(target);
  const staging = await createRunFolder(target, STAGING_PREFIX);
  try {
    await clearDeadRuns(target, staging, note);
    mkdirSync(join(staging, NEW));
    return new LocalPublication({ target, staging, created, note, before: PresentRun.read(target) });
  } catch (cause) {
    await removeRunFolder(staging);
    removeEmpty(created);
    throw writeError(target, cause);
  }
}

interface LocalPublicationParts {
  target: string;
  staging: string;
  /** Folders that were not there before. */
  created: readonly string[];
  note: Note;
  /** The run that was there when this one began. */
  before: PresentRun | null;
}

class LocalPublication implements Publication {
  readonly target: string;
  private readonly forget: () => void;
  private readonly staged: StagedFiles;
  /** Set before the first staged file is removed: half of them must not be published. */
  private discarded = false;

  constructor(private readonly parts: LocalPublicationParts) {
    this.target = parts.target;
    this.staged = new StagedFiles(join(parts.staging, NEW));
    this.forget = onInterrupt(() => this.discard());
  }

  pathFor(name: string): string {
    return this.staged.pathFor(name);
  }

  seal(name: string): Promise<void> {
    return this.staged.seal(name);
  }

  async publish(facts: RunFacts, { keep }: PublishOptions = {}): Promise<RunOutput[]> {
    try {
      return await this.placeInTurn(facts, await this.staged.describe(facts.rows ?? {}), keep);
    } finally {
      await this.discard();
    }
  }

  /** Prepares beside others, and begins again where another run was first. */
  private async placeInTurn(facts: RunFacts, written: RunOutput[], keep?: readonly RunOutput[]): Promise<RunOutput[]> {
    const { target, staging, note } = this.parts;
    const present = PresentRun.read(target);
    if (this.isLateAfter(present, facts, written)) throw late(target);
    const { outputs, stale, kept } = this.withEarlier(present, facts.command, written, keep);
    await this.writeManifest(formatManifest(kept.length === 0 ? facts : { ...facts, kept }, outputs));
    const units = [...unitsOf(written), ...stale.map((name): NewUnit => ({ name, files: [] }))];
    const placed = await inTurn(target, staging, (others) => {
      if (this.discarded) throw new RecompraError('interrupted', `nothing was published to ${target}`);
      takeBackDead(target, others, note);
      if (PresentRun.read(target)?.json !== present?.json) return false;
      this.staged.requireUnchanged();
      placeAll({ staging, target }, units);
      return true;
    });
    return placed ? outputs : this.placeInTurn(facts, written, keep);
  }

  /** Whether another run, not the same as this one, has published files of these names since this one began. */
  private isLateAfter(present: PresentRun | null, facts: RunFacts, written: readonly RunOutput[]): boolean {
    if (present === null || present.isSameAs(this.parts.before) || present.isSameAs(PresentRun.of(facts))) return false;
    const units = new Set(written.map(({ name }) => placementUnit(name)));
    return present.manifest === null || ownOutputs(present.manifest).some((name) => units.has(placementUnit(name)));
  }

  /** What the target will list, what has to go, and whose the rest is. */
  private withEarlier(
    present: PresentRun | null,
    command: string,
    written: readonly RunOutput[],
    explicit?: readonly RunOutput[],
  ) {
    const { keep, stale } = earlierOutputs(present?.manifest ?? null, command, written);
    const units = new Set(written.map(({ name }) => placementUnit(name)));
    const wanted = explicit?.filter(({ name }) => !units.has(placementUnit(name))) ?? keep;
    const unchanged = wanted.filter((output) => present?.holds(output));
    const outputs = [...written, ...unchanged].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (explicit !== undefined) return { outputs, stale: [], kept: [] };
    const going = new Set(stale.filter((output) => present?.holds(output)).map(({ name }) => placementUnit(name)));
    return { outputs, stale: [...going], kept: keptFrom(present?.manifest ?? null, unchanged) };
  }

  async discard(): Promise<void> {
    this.discarded = true;
    this.forget();
    await removeRunFolder(this.parts.staging);
    removeEmpty(this.parts.created);
  }

  private async writeManifest(json: string): Promise<void> {
    const path = join(this.parts.staging, NEW, RUN_MANIFEST);
    await writeFile(path, json).catch((cause) => {
      throw errorCode(cause) === 'ENOENT' ? vanished(path) : writeError(path, cause);
    });
    await flush(path);
  }
}

/** What is placed together, with the files it consists of. */
function unitsOf(written: readonly RunOutput[]): NewUnit[] {
  const units = new Map<string, NewUnit>();
  for (const { name, bytes, sha256 } of written) {
    const unit = units.get(placementUnit(name)) ?? { name: placementUnit(name), files: [] };
    unit.files.push({ name, bytes, sha256 });
    units.set(unit.name, unit);
  }
  return [...units.values()];
}

function late(target: string): RecompraError {
  return new RecompraError('unexpected', `another run has published to ${target} while this one was working`, {
    remedy: 'nothing of this run was published: run it again, or give each run an --output of its own',
    transient: true,
  });
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
