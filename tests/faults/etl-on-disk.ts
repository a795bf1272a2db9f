import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BINARY, purchaseLines } from '../cli/recompra';
import { temporaryFolder } from '../storage/temporary-folder';
import { Worker } from './commands';
import type { DiskFault, DiskRun } from './disk-lane';
import { disturbed, isWhole } from './disk-lane';
import { leftovers, readFiles, readingOf } from './disk-state';
import type { Objects } from './published-state';

interface Place {
  output: string;
  work: string;
}

/** `recompra etl` of new lines over the outputs of old ones. */
export class EtlOnDisk {
  /** Each runs one command at a time. */
  private readonly workers = [new Worker(), new Worker()];
  private readonly inputs = temporaryFolder({ 'old.csv': purchaseLines(4), 'new.csv': purchaseLines(6) });
  private readonly before: Place;
  private readonly versions = new Map<string, Objects>();
  /** Calls of an undisturbed run that change the file system. */
  calls = 0;

  private constructor() {
    this.before = this.place();
  }

  static async open(): Promise<EtlOnDisk> {
    const etl = new EtlOnDisk();
    const log = join(etl.inputs, 'calls');
    await etl.start('old', etl.before, {});
    etl.versions.set('old', readFiles(etl.before.output));
    const place = etl.place(etl.before);
    const { code, stderr } = await etl.start('new', place, { FAULT_LOG: log });
    if (code !== 0) throw new Error(`the undisturbed run failed: ${stderr}`);
    etl.versions.set('new', readFiles(place.output));
    etl.calls = Number(readFileSync(log, 'utf8'));
    return etl;
  }

  close(): void {
    for (const worker of this.workers) worker.stop();
  }

  /** Kills a run at its n-th call; throws unless the next one, although it fails, clears all and the one after is whole. */
  async killedAt(at: number): Promise<DiskRun> {
    const place = this.place(this.before);
    const end = await this.start('new', place, { FAULT: 'kill', FAULT_AT: String(at) });
    const after = readingOf(place.output, this.versions);
    await this.next('missing', place);
    const settled = readingOf(place.output, this.versions);
    if (!isWhole(settled, 'old') && !isWhole(settled, 'new')) throw new Error(`call ${at}: ${JSON.stringify(settled)}`);
    const left = [...leftovers(place.output), ...readdirSync(place.work)];
    if (left.length > 0) throw new Error(`call ${at}: left over: ${left}`);
    const { code, stderr } = await this.next('new', place);
    if (code === 0 && isWhole(readingOf(place.output, this.versions), 'new')) return { ...end, after };
    throw new Error(`call ${at}: the next run ended with ${code}\n${stderr}`);
  }

  private start(input: string, place: Place, fault: DiskFault) {
    return disturbed([BINARY, ...this.arguments(input, place)], { ...fault, FAULT_DIR: place.output });
  }

  private async next(input: string, place: Place) {
    const worker = this.workers.pop()!;
    return worker.run(this.arguments(input, place), {}).finally(() => this.workers.push(worker));
  }

  private arguments(input: string, { output, work }: Place): string[] {
    const places = ['--input', join(this.inputs, `${input}.csv`), '--output', output, '--work-dir', work];
    return ['etl', ...places, '--threads', '1', '--quiet'];
  }

  /** A place of its own, holding what another holds. */
  private place(copied?: Place): Place {
    const folder = temporaryFolder();
    const place = { output: join(folder, 'out'), work: join(folder, 'work') };
    mkdirSync(place.work);
    if (copied === undefined) mkdirSync(place.output);
    else cpSync(copied.output, place.output, { recursive: true });
    return place;
  }
}
