import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { onInterrupt } from '../../storage/disk/cleanup';
import { writeError } from '../../storage/disk/disk-errors';
import { hashFile } from '../../storage/disk/file-hash';
import { createRunFolder, removeRunFolder } from '../../storage/disk/run-folder';
import type { S3Address } from '../../storage/s3/s3-address';
import { folderPrefix, formatS3Address, parseS3Address } from '../../storage/s3/s3-address';
import { requireBucket } from '../../storage/s3/s3-objects';
import type { WaitingUpload } from '../../storage/s3/waiting-upload';
import { abortUpload, uploadWaiting } from '../../storage/s3/waiting-upload';
import { earlierOutputs, keptFrom } from '../manifest/kept-outputs';
import { isWholeFolder, placementUnit } from '../manifest/output-names';
import type { Publication, PublishOptions } from '../manifest/publication-interface';
import type { RunFacts, RunOutput } from '../manifest/run-manifest';
import { formatManifest, RUN_MANIFEST } from '../manifest/run-manifest';
import { StagedFiles } from '../manifest/staged-files';
import { ClosingPhase } from './closing-phase';
import type { HeldJournal, JournalEntry } from './publish-journal';
import { PublishedRun } from './published-run';

/**
 * Opens a publication below an `s3://` prefix; files wait in a folder below `workDir`. What a run that died has left
 * half in place there is put in place first.
 */
export async function openS3Publication(target: string, workDir: string, settings: S3Settings): Promise<Publication> {
  const { bucket, key } = parseS3Address(target);
  const prefix = { bucket, key: folderPrefix(key) };
  await requireBucket(prefix, settings);
  await new ClosingPhase(prefix, settings).settle();
  const staging = await createRunFolder(workDir, 'upload-');
  mkdirSync(join(staging, 'new'));
  return new S3Publication({ target, prefix, staging, settings });
}

interface S3PublicationParts {
  target: string;
  prefix: S3Address;
  staging: string;
  settings: S3Settings;
}

/**
 * Uploads everything but leaves it uncompleted, `run.json` too; announces it in the journal; then completes it. Before
 * the announcement a failure leaves nothing, after it the publication ends whole, here or in the next run.
 */
class S3Publication implements Publication {
  readonly target: string;
  private readonly staged: StagedFiles;
  private readonly closing: ClosingPhase;
  private readonly stopping = new AbortController();
  private readonly uploads: WaitingUpload[] = [];
  /** Uploading, then closing: what an interruption has to wait for. */
  private running: Promise<unknown> = Promise.resolve();
  private announced = false;
  private readonly forget: () => void;

  constructor(private readonly parts: S3PublicationParts) {
    this.target = parts.target;
    this.staged = new StagedFiles(join(parts.staging, 'new'));
    this.closing = new ClosingPhase(parts.prefix, parts.settings);
    this.forget = onInterrupt(() => this.discard());
  }

  pathFor(name: string): string {
    return this.staged.pathFor(name);
  }

  seal(name: string): Promise<void> {
    return this.staged.seal(name);
  }

  async publish(facts: RunFacts, options: PublishOptions = {}): Promise<RunOutput[]> {
    try {
      const written = await this.staged.describe(facts.rows ?? {});
      const held = await this.closing.settle();
      const published = await PublishedRun.read(this.parts.prefix, this.parts.settings);
      const { outputs, keep, kept } = await withEarlier(published, facts.command, written, options.keep);
      const json = formatManifest(kept.length === 0 ? facts : { ...facts, kept }, outputs);
      if ((await published?.isSameAs(json)) && held !== null && (await this.closing.isStill(held))) return outputs;
      this.running = this.uploadAll(written, json);
      await this.running;
      this.running = this.close(written, keep);
      await this.running;
      return outputs;
    } finally {
      await this.discard();
    }
  }

  async discard(): Promise<void> {
    this.forget();
    this.stopping.abort();
    await this.running.catch(() => undefined);
    const { prefix, settings, staging } = this.parts;
    if (!this.announced) {
      for (const upload of this.uploads.splice(0)) await abortUpload(prefix.bucket, upload, settings);
    }
    await removeRunFolder(staging);
  }

  private async uploadAll(written: readonly RunOutput[], json: string): Promise<void> {
    const path = join(this.staged.folder, RUN_MANIFEST);
    await writeFile(path, json).catch((cause) => {
      throw writeError(path, cause);
    });
    for (const file of [...written, { name: RUN_MANIFEST, ...(await hashFile(path)) }]) {
      if (this.stopping.signal.aborted) throw this.interrupted();
      const { name, bytes, sha256 } = file;
      const { bucket, key } = this.parts.prefix;
      const { settings } = this.parts;
      const upload = { path: join(this.staged.folder, name), key: key + name, bytes, sha256 };
      this.uploads.push(await uploadWaiting(upload, { bucket, settings, signal: this.stopping.signal }));
    }
    // What was sent is what was hashed.
    this.staged.requireUnchanged();
  }

  private async close(written: readonly RunOutput[], keep: readonly RunOutput[]): Promise<void> {
    const mine = await this.announce(this.journalEntry(written), keep);
    if ((await this.place(mine)) === 'dropped') throw dropped(this.target);
    // Whoever comes next would find everything in place and say so.
    await this.closing.markIdle(mine).catch(() => undefined);
  }

  private async announce(entry: JournalEntry, keep: readonly RunOutput[]): Promise<HeldJournal> {
    for (;;) {
      const held = await this.closing.settle();
      if (keep.length > 0) (await PublishedRun.read(this.parts.prefix, this.parts.settings))?.requireOutputs(keep);
      if (this.stopping.signal.aborted) throw this.interrupted();
      // Others may be completing these uploads from here on, unless the answer tells that they cannot know of them.
      this.announced = true;
      const mine = await this.closing.announce(held, entry).catch((error: RecompraError) => {
        this.announced = error.kind === 'unexpected';
        throw error;
      });
      if (mine !== 'lost') return mine;
      this.announced = false;
    }
  }

  private async place(mine: HeldJournal): Promise<'in place' | 'lost' | 'dropped'> {
    try {
      return await this.closing.place(mine);
    } catch (cause) {
      const { message } = cause as Error;
      throw new RecompraError('unexpected', `${this.target}: S3 failed while outputs were put in place (${message})`, {
        remedy: 'run again: all files are with S3, and a run begins by ending what an earlier one has begun',
        transient: true,
        cause,
      });
    }
  }

  private journalEntry(written: readonly RunOutput[]): JournalEntry {
    const wholeFolders = new Set(written.map(({ name }) => placementUnit(name)).filter(isWholeFolder));
    return {
      schema: 'recompra/publish-journal',
      version: 1,
      state: 'pending',
      id: randomUUID(),
      uploads: this.uploads,
      wholeFolders: [...wholeFolders],
    };
  }

  private interrupted(): RecompraError {
    return new RecompraError('interrupted', `nothing was published to ${formatS3Address(this.parts.prefix)}`);
  }
}

/** What `run.json` will list; the outputs of others stay, and nothing is deleted: few may do that in a bucket. */
async function withEarlier(
  published: PublishedRun | null,
  command: string,
  written: readonly RunOutput[],
  explicit?: readonly RunOutput[],
) {
  const earlier = published?.manifest ?? null;
  const { keep: others, stale } = earlierOutputs(earlier, command, written);
  const units = new Set(written.map(({ name }) => placementUnit(name)));
  const wanted = explicit?.filter(({ name }) => !units.has(placementUnit(name))) ?? [...others, ...stale];
  const keep = explicit === undefined ? await published?.outputsThere(wanted) : wanted;
  const outputs = [...written, ...(keep ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { outputs, keep: keep ?? [], kept: explicit === undefined ? keptFrom(earlier, keep ?? []) : [] };
}

function dropped(target: string): RecompraError {
  return new RecompraError('unexpected', `S3 dropped uploads to ${target} before they were completed`, {
    remedy: 'let the lifecycle rule for incomplete uploads wait longer than a run takes, and run again',
    transient: true,
  });
}
