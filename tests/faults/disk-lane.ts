import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { settingsSchema } from '../../src/config/settings';
import { openPublication } from '../../src/publication/publication';
import { temporaryFolder } from '../storage/temporary-folder';
import { leftovers, readingOf } from './disk-state';
import type { CommandEnd } from './etl-worker';
import type { Objects, Reading } from './published-state';

const PRELOAD = resolve(__dirname, 'fs-faults.cjs');
const CHILD = resolve(__dirname, 'publishing-child.cjs');
const NOTES = 'mine';
const { s3 } = settingsSchema.parse({});

/** Of the earlier run; one of them is not written any more. */
const OLD = [
  'contactar.csv',
  'metrics.json',
  'model_fecha/manifest.json',
  'model_fecha/old.bin',
  'top_productos.parquet',
];
const NEW = ['contactar.csv', 'metrics.json', 'model_fecha/manifest.json', 'rechazos.parquet', 'reports/index.html'];

export interface DiskFault {
  FAULT?: 'kill' | 'vanish' | 'vanish-one';
  FAULT_AT?: string;
  FAULT_SLOW?: string;
  FAULT_NO_LINKS?: string;
  FAULT_LOG?: string;
  /** File to wait for before anything is written, and milliseconds to wait after. */
  FAULT_GO?: string;
  FAULT_LATE?: string;
}

/** What a publication under a fault came to, and what was there then; the next ones made it whole. */
export interface DiskRun extends CommandEnd {
  after: Reading;
}

/** Starts a process whose calls of the file system are counted or disturbed. */
export async function disturbed(command: string[], fault: DiskFault & { FAULT_DIR: string }): Promise<CommandEnd> {
  const child = spawn(process.execPath, ['-r', PRELOAD, ...command], {
    env: { ...process.env, ...fault },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [code, stderr] = await Promise.all([ended, text(child.stderr)]);
  return { code, stderr };
}

/** Publications of files of our own over those of an earlier one: all that placing does, in little time. */
export class DiskLane {
  private constructor(
    private readonly before: string,
    readonly versions: ReadonlyMap<string, Objects>,
    /** Calls of an undisturbed publication that change the file system. */
    readonly calls: number,
  ) {}

  static async open(readAll: (folder: string) => Objects): Promise<DiskLane> {
    const before = temporaryFolder({ 'notes.txt': NOTES });
    const lane = new DiskLane(before, new Map(), 0);
    await lane.publish(before, 'old', OLD);
    const versions = new Map([['old', readAll(before)]]);
    let calls = 0;
    for (const version of ['new', 'other']) {
      const target = lane.target();
      const log = join(temporaryFolder(), 'calls');
      const { code, stderr } = await lane.publish(target, version, NEW, { FAULT_LOG: log });
      if (code !== 0) throw new Error(`the undisturbed publication failed: ${stderr}`);
      versions.set(version, readAll(target));
      calls = Number(readFileSync(log, 'utf8'));
    }
    return new DiskLane(before, versions, calls);
  }

  /** A new folder that holds the old outputs and a file of its owner's. */
  target(): string {
    const target = temporaryFolder();
    cpSync(this.before, target, { recursive: true });
    return target;
  }

  publish(target: string, version: string, names = NEW, fault: DiskFault = {}): Promise<CommandEnd> {
    return disturbed([CHILD, target, version, names.join()], { ...fault, FAULT_DIR: target });
  }

  /** Publications under faults, one after the other into one folder; throws unless all is well in the end. */
  async run(faults: readonly DiskFault[]): Promise<DiskRun> {
    const target = this.target();
    let end: CommandEnd = { code: 0, stderr: '' };
    for (const fault of faults) end = await this.publish(target, 'new', NEW, fault);
    const after = this.reading(target);
    if (end.code === 0 && !isWhole(after, 'new')) throw new Error(`exit 0, but ${JSON.stringify(after)}`);
    await this.requireMended(
      target,
      faults.every(({ FAULT }) => FAULT === 'kill'),
    );
    return { ...end, after };
  }

  /** The next run, whatever it comes to, leaves a version whole if a kill was all; a publication then is whole. */
  async requireMended(target: string, onlyKilled: boolean): Promise<void> {
    await (await openPublication({ target, workDir: target, s3 })).discard();
    const settled = this.reading(target);
    if (onlyKilled && !isWhole(settled, 'old') && !isWhole(settled, 'new')) {
      throw new Error(`the next run left ${JSON.stringify(settled)}`);
    }
    if (leftovers(target).length > 0) throw new Error(`left over: ${leftovers(target)}`);
    const publication = await openPublication({ target, workDir: target, s3 });
    for (const name of NEW) writeFileSync(publication.pathFor(name), 'new');
    await publication.publish({ command: 'run', id: 'new' });
    if (!isWhole(this.reading(target), 'new')) throw new Error('the next publication is not whole');
  }

  reading(target: string): Reading {
    if (readFileSync(join(target, 'notes.txt'), 'utf8') !== NOTES) throw new Error('a file of others was touched');
    return readingOf(target, this.versions);
  }
}

export function isWhole(reading: Reading, version: string): boolean {
  return typeof reading === 'object' && reading.whole === version;
}
