import { text } from 'node:stream/consumers';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { s3Input } from '../../storage/inputs/s3-inputs';
import type { S3Address } from '../../storage/s3/s3-address';
import { formatS3Address } from '../../storage/s3/s3-address';
import { isForbidden } from '../../storage/s3/s3-errors';
import { headObject } from '../../storage/s3/s3-objects';
import type { RunManifest, RunOutput } from '../manifest/run-manifest';
import { parseManifest, RUN_MANIFEST } from '../manifest/run-manifest';

/** What `run.json` says is below a prefix. */
export class PublishedRun {
  private constructor(
    private readonly prefix: S3Address,
    private readonly settings: S3Settings,
    readonly manifest: RunManifest,
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
    if (identity(own) !== identity(this.manifest)) return false;
    return (await this.outputsThere(this.manifest.outputs)).length === this.manifest.outputs.length;
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

  /** Those that are there, by size and by the hash noted at the upload; whatever else writes such an object notes none. */
  async outputsThere(outputs: readonly RunOutput[]): Promise<RunOutput[]> {
    const there: RunOutput[] = [];
    for (const output of outputs) {
      const { name, bytes, sha256 } = output;
      const found = await headObject({ bucket: this.prefix.bucket, key: this.prefix.key + name }, this.settings);
      if (found?.bytes === bytes && found.sha256 === sha256) there.push(output);
    }
    return there;
  }
}

function identity({ timings: _timings, ...manifest }: RunManifest): string {
  return JSON.stringify(manifest);
}
