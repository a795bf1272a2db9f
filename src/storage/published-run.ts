import { text } from 'node:stream/consumers';
import { RecompraError } from '../config/errors';
import type { S3Settings } from '../config/settings';
import type { RunManifest, RunOutput } from './run-manifest';
import { parseManifest, RUN_MANIFEST } from './run-manifest';
import type { S3Address } from './s3-address';
import { formatS3Address } from './s3-address';
import { isForbidden } from './s3-errors';
import { s3Input } from './s3-inputs';
import { headObject } from './s3-objects';

/** What `run.json` says is below a prefix. */
export class PublishedRun {
  private constructor(
    private readonly prefix: S3Address,
    private readonly settings: S3Settings,
    private readonly manifest: RunManifest,
  ) {}

  /** Null where there is no readable `run.json`. */
  static async read(prefix: S3Address, settings: S3Settings): Promise<PublishedRun | null> {
    try {
      const object = await headObject({ bucket: prefix.bucket, key: prefix.key + RUN_MANIFEST }, settings);
      if (object === null) return null;
      const input = s3Input(object, settings);
      return new PublishedRun(prefix, settings, parseManifest(input.name, await text(await input.open())));
    } catch (error) {
      const { kind, cause } = error as RecompraError;
      if (kind === 'data' || isForbidden(cause)) return null;
      throw error;
    }
  }

  /** Whether it is the run of this manifest but for its timings, and every output is as it was uploaded. */
  async isSameAs(manifestJson: string): Promise<boolean> {
    const own = parseManifest(RUN_MANIFEST, manifestJson);
    return identity(own) === identity(this.manifest) && (await this.outputsAreThere());
  }

  /** A data error unless the run still lists these outputs: another has replaced it otherwise. */
  requireOutputs(expected: readonly RunOutput[]): void {
    const listed = new Map(this.manifest.outputs.map(({ name, sha256 }) => [name, sha256]));
    const missing = expected.find(({ name, sha256 }) => listed.get(name) !== sha256);
    if (missing === undefined) return;
    throw new RecompraError('data', `another run has replaced ${missing.name} in ${formatS3Address(this.prefix)}`, {
      remedy: 'run this command again, on the new outputs',
    });
  }

  /** By size and by the hash noted at the upload; whatever else has written such an object has noted none. */
  private async outputsAreThere(): Promise<boolean> {
    for (const { name, bytes, sha256 } of this.manifest.outputs) {
      const found = await headObject({ bucket: this.prefix.bucket, key: this.prefix.key + name }, this.settings);
      if (found?.bytes !== bytes || found.sha256 !== sha256) return false;
    }
    return true;
  }
}

function identity({ timings: _timings, ...manifest }: RunManifest): string {
  return JSON.stringify(manifest);
}
