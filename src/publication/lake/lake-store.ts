import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { S3Settings } from '../../config/settings';
import { withoutSlash } from '../../config/slashes';
import { onInterrupt } from '../../storage/disk/cleanup';
import { createFile } from '../../storage/disk/create-file';
import { createFolders } from '../../storage/disk/create-folders';
import { writeError } from '../../storage/disk/disk-errors';
import { hashFile } from '../../storage/disk/file-hash';
import { filesBelow } from '../../storage/disk/files-below';
import { createRunFolder, removeDeadFolders, removeRunFolder } from '../../storage/disk/run-folder';
import { findAt } from '../../storage/inputs/folder-files';
import type { InputObject } from '../../storage/inputs/input-object';
import { createObject } from '../../storage/s3/create-object';
import { putFile } from '../../storage/s3/put-file';
import { folderPrefix, isS3, parseS3Address } from '../../storage/s3/s3-address';
import { deleteObjects, listObjects } from '../../storage/s3/s3-objects';

/** Beginning of the names of folders in which files of a lake are being made. */
const UNFINISHED = '.recompra-clean-';

/** Writes files into a lake, each whole or not there. */
export interface LakeStore {
  /** Folder or `s3://` prefix, without its closing slash. */
  readonly root: string;
  /** Folder on this machine in which a file is made before it is placed. */
  readonly staging: string;
  /** Gives a staged file its name below the root; one that bears it goes. */
  place(path: string, name: string): Promise<void>;
  /** The same where nothing bears that name yet; whether it was so. */
  create(path: string, name: string): Promise<boolean>;
  remove(names: readonly string[]): Promise<void>;
  /** Removes what is unfinished. */
  close(): Promise<void>;
}

/** @param workDir of this run, for what is on its way to S3 */
export async function openLakeStore(root: string, settings: S3Settings, workDir: string): Promise<LakeStore> {
  return isS3(root) ? new S3LakeStore(root, settings, workDir) : LocalLakeStore.open(root);
}

class LocalLakeStore implements LakeStore {
  private constructor(
    readonly root: string,
    readonly staging: string,
    private readonly forget: () => void,
  ) {}

  static async open(location: string): Promise<LakeStore> {
    const root = withoutSlash(location) || '/';
    createFolders(root);
    const staging = await createRunFolder(root, UNFINISHED);
    const forget = onInterrupt(() => removeRunFolder(staging));
    await removeDeadFolders(root, UNFINISHED, staging);
    return new LocalLakeStore(root, staging, forget);
  }

  async place(path: string, name: string): Promise<void> {
    const target = join(this.root, name);
    createFolders(dirname(target));
    await rename(path, target).catch((cause) => {
      throw writeError(target, cause);
    });
  }

  async create(path: string, name: string): Promise<boolean> {
    const target = join(this.root, name);
    createFolders(dirname(target));
    return createFile(path, target);
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(this.root, name), { force: true });
  }

  async close(): Promise<void> {
    this.forget();
    // Whoever died at a part of this work has left his folder.
    await removeDeadFolders(this.root, UNFINISHED, this.staging);
    await removeRunFolder(this.staging);
  }
}

class S3LakeStore implements LakeStore {
  readonly root: string;

  constructor(
    location: string,
    private readonly settings: S3Settings,
    readonly staging: string,
  ) {
    this.root = withoutSlash(location);
  }

  async place(path: string, name: string): Promise<void> {
    await putFile({ path, ...this.addressOf(name), ...(await hashFile(path)) }, this.settings);
    await rm(path, { force: true });
  }

  create(path: string, name: string): Promise<boolean> {
    return createObject(path, this.addressOf(name), this.settings);
  }

  async remove(names: readonly string[]): Promise<void> {
    await deleteObjects(
      names.map((name) => this.addressOf(name)),
      this.settings,
    );
  }

  async close(): Promise<void> {
    // The folder is the run's.
  }

  private addressOf(name: string) {
    const { bucket, key } = parseS3Address(this.root);
    return { bucket, key: folderPrefix(key) + name };
  }
}

/** Names below a folder or prefix of a lake, sorted. */
export async function namesBelow(root: string, folder: string, settings: S3Settings): Promise<string[]> {
  if (!isS3(root)) {
    const start = `${join(root, folder)}/`;
    const paths = await filesBelow(start, { depth: Number.POSITIVE_INFINITY, wanted: () => false });
    return paths.map((path) => `${folder}/${path.slice(start.length)}`).sort();
  }
  const { bucket, key } = parseS3Address(root);
  const prefix = folderPrefix(key);
  const found = await listObjects({ bucket, key: `${prefix}${folder}/` }, settings);
  return found.map((object) => object.key.slice(prefix.length)).sort();
}

/** The text of a file below a lake's root, null where there is none. */
export async function textIn(root: string, name: string, settings: S3Settings): Promise<string | null> {
  const found: InputObject | null = await findAt(root, name, settings);
  return found === null ? null : text(await found.open());
}

/** Writes a text for a store to place. */
export async function staged(store: LakeStore, name: string, content: string): Promise<string> {
  const path = join(store.staging, name);
  await writeFile(path, content).catch((cause) => {
    throw writeError(path, cause);
  });
  return path;
}
