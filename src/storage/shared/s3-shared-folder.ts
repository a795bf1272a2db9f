import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { S3Settings } from '../../config/settings';
import { writeError } from '../disk/disk-errors';
import { hashFile } from '../disk/file-hash';
import { s3Input } from '../inputs/s3-inputs';
import { inParallel } from '../s3/in-parallel';
import { putFile } from '../s3/put-file';
import { removePrefix } from '../s3/remove-prefix';
import type { S3Address } from '../s3/s3-address';
import { folderPrefix, formatS3Address, parseS3Address, plainNames } from '../s3/s3-address';
import type { StoredObject } from '../s3/s3-objects';
import { listObjects } from '../s3/s3-objects';
import type { SharedFolder } from './shared-folder-interface';

/**
 * A prefix of S3. There is no renaming on it and none is needed: an object appears under its key with all its bytes, or
 * does not appear. Of two who share one name the later is found.
 */
export class S3SharedFolder implements SharedFolder {
  readonly address: string;
  private readonly prefix: S3Address;
  private readonly drafts: string;
  private readonly copies: string;

  /** @param workDir of this process on this machine */
  constructor(
    address: string,
    workDir: string,
    private readonly settings: S3Settings,
  ) {
    const { bucket, key } = parseS3Address(address);
    this.prefix = { bucket, key: folderPrefix(key) };
    this.address = formatS3Address(this.prefix).replace(/\/$/, '');
    this.drafts = join(workDir, 'drafts');
    this.copies = join(workDir, 'fetched');
  }

  async draft(name: string): Promise<string> {
    const path = join(this.drafts, ...name.split('/'));
    await mkdir(dirname(path), { recursive: true });
    return path;
  }

  async share(name: string): Promise<void> {
    const path = await this.draft(name);
    await this.lend(path, name);
    await rm(path);
  }

  async lend(path: string, name: string): Promise<string> {
    await putFile({ path, ...this.keyOf(name), ...(await hashFile(path)) }, this.settings);
    return formatS3Address(this.keyOf(name));
  }

  async fetch(name: string): Promise<string> {
    await this.release(name);
    const { key } = this.keyOf(name);
    const listed = await listObjects(this.keyOf(name), this.settings);
    const wanted = listed.filter((object) => object.key === key || object.key.startsWith(`${key}/`));
    await inParallel(wanted, (object) => this.copy(object));
    return this.copyOf(name);
  }

  async release(name: string): Promise<void> {
    await rm(this.copyOf(name), { recursive: true, force: true });
  }

  async remove(name: string): Promise<void> {
    await this.release(name);
    await removePrefix(this.keyOf(name), this.settings);
  }

  private async copy(object: StoredObject): Promise<void> {
    const names = plainNames(object.key.slice(this.prefix.key.length));
    // Whoever may write to the prefix is not to write anywhere on this machine.
    if (names === null) return;
    const path = join(this.copies, ...names);
    try {
      await mkdir(dirname(path), { recursive: true });
      await pipeline(await s3Input(object, this.settings).open(), createWriteStream(path));
    } catch (cause) {
      throw writeError(path, cause);
    }
  }

  private copyOf(name: string): string {
    return join(this.copies, ...name.split('/'));
  }

  private keyOf(name: string): S3Address {
    return { bucket: this.prefix.bucket, key: this.prefix.key + name };
  }
}
