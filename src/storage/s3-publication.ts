import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { S3Settings } from '../config/settings';
import { onInterrupt } from './cleanup';
import { writeError } from './disk-errors';
import type { Publication, PublishOptions } from './publication-interface';
import { createRunFolder, removeRunFolder } from './run-folder';
import type { RunFacts, RunOutput } from './run-manifest';
import { formatManifest, RUN_MANIFEST } from './run-manifest';
import type { S3Address } from './s3-address';
import { folderPrefix, parseS3Address } from './s3-address';
import { deleteObjects, listObjects, requireBucket } from './s3-objects';
import { S3Uploads } from './s3-uploads';
import { describeStaged, placementUnit, stagedPath, withKept } from './staged-files';

/** Opens a publication below an `s3://` prefix; files wait in a folder below `workDir`. */
export async function openS3Publication(target: string, workDir: string, settings: S3Settings): Promise<Publication> {
  const { bucket, key } = parseS3Address(target);
  const prefix = { bucket, key: folderPrefix(key) };
  await requireBucket(prefix, settings);
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

class S3Publication implements Publication {
  readonly target: string;
  private readonly staged: string;
  private readonly uploads: S3Uploads;
  private readonly forget: () => void;

  constructor(private readonly parts: S3PublicationParts) {
    this.target = parts.target;
    this.staged = join(parts.staging, 'new');
    this.uploads = new S3Uploads(parts.settings);
    this.forget = onInterrupt(() => this.discard());
  }

  pathFor(name: string): string {
    return stagedPath(this.staged, name);
  }

  async publish(facts: RunFacts, { keep }: PublishOptions = {}): Promise<RunOutput[]> {
    try {
      const written = await describeStaged(this.staged, facts.rows ?? {});
      for (const { name, bytes } of written) await this.upload(name, bytes);
      await this.removeStale(written);
      const outputs = withKept(written, keep);
      await this.uploadManifest(formatManifest(facts, outputs));
      return outputs;
    } finally {
      await this.discard();
    }
  }

  async discard(): Promise<void> {
    this.forget();
    await this.uploads.stop();
    await removeRunFolder(this.parts.staging);
  }

  private upload(name: string, bytes: number): Promise<void> {
    return this.uploads.upload(join(this.staged, name), bytes, this.address(name));
  }

  private async uploadManifest(json: string): Promise<void> {
    const path = join(this.staged, RUN_MANIFEST);
    await writeFile(path, json).catch((cause) => {
      throw writeError(path, cause);
    });
    await this.upload(RUN_MANIFEST, Buffer.byteLength(json));
  }

  /** Objects of an earlier run inside a folder that this run replaced as a whole. */
  private async removeStale(written: readonly RunOutput[]): Promise<void> {
    const current = new Set(written.map(({ name }) => this.address(name).key));
    const folders = new Set(
      written.map(({ name }) => placementUnit(name)).filter((unit) => !current.has(this.address(unit).key)),
    );
    for (const folder of folders) {
      const listed = await listObjects(this.address(`${folder}/`), this.parts.settings);
      const stale = listed.filter(({ key }) => !current.has(key));
      await deleteObjects(stale, this.parts.settings);
    }
  }

  private address(name: string): S3Address {
    const { bucket, key } = this.parts.prefix;
    return { bucket, key: key + name };
  }
}
