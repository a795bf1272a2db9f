import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { SharedFolder } from './shared-folder-interface';

/** A folder on a disk: its files are where they are written. */
export class LocalSharedFolder implements SharedFolder {
  readonly address: string;

  constructor(path: string) {
    this.address = resolve(path);
  }

  async draft(name: string): Promise<string> {
    const path = this.draftPath(name);
    await mkdir(dirname(path), { recursive: true });
    return path;
  }

  async share(name: string): Promise<void> {
    await rename(this.draftPath(name), this.pathOf(name));
  }

  async lend(path: string): Promise<string> {
    return resolve(path);
  }

  async fetch(name: string): Promise<string> {
    return this.pathOf(name);
  }

  async release(): Promise<void> {}

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { recursive: true, force: true });
  }

  /** Another process may be writing the same. */
  private draftPath(name: string): string {
    return `${this.pathOf(name)}.${process.pid}`;
  }

  private pathOf(name: string): string {
    return join(this.address, ...name.split('/'));
  }
}
