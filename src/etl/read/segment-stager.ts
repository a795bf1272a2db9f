import type { FileHandle } from 'node:fs/promises';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RecompraError } from '../../config/errors';
import { writeError } from '../../storage/disk/disk-errors';
import type { RejectTable } from '../rejects/reject-table';
import { isSurelyRefused } from '../rejects/rejection-limit';
import { csvLines } from './csv-lines';
import type { EtlJob } from './etl-job';
import type { ColumnPositions } from './line-columns';
import { mostUsableLines } from './most-lines';
import type { Segment } from './record-segments';
import { SegmentSink } from './record-segments';
import { RejectReader } from './rejected-records';
import type { CsvInput } from './scan-csv';
import type { Staging } from './staged-lines';
import { stageLines } from './staged-lines';
import { StagedRejects } from './staged-rejects';

export type CsvSource = CsvInput & { positions: ColumnPositions; into: Staging };

interface SegmentFile {
  handle: FileHandle;
  path: string;
}

/**
 * Stages an input segment by segment, each from a file of its clean records, while the next one is scanned and written.
 * Two segments are held at most. What is refused is handed to `rejects`, where there is one, with its text.
 */
export class SegmentStager {
  readonly sink: SegmentSink;
  /** Records that are staged. */
  records = 0;
  /** Whether nothing that comes can save the load. */
  hopeless = false;
  private staging: Promise<void> = Promise.resolve();
  private file: SegmentFile | null = null;
  private files = 0;
  private mostUsable: number | null = null;

  constructor(
    private readonly job: EtlJob,
    private readonly source: CsvSource,
    private readonly rejects: RejectTable | null,
  ) {
    this.sink = new SegmentSink(source.header.separator, {
      segmentBytes: job.segmentBytes,
      keepsFound: rejects !== null,
    });
  }

  /**
   * Writes the clean records that were found since the last call, and begins to stage a segment that is full; `'stop'`
   * where those before it held so much to reject that the load is refused whatever comes.
   */
  async write(): Promise<'stop' | 'go on'> {
    const pieces = this.sink.taken();
    if (pieces.length > 0) {
      this.file ??= await this.newFile();
      await append(this.file, pieces);
    }
    if (!this.sink.isFull) return 'go on';
    await this.hand();
    this.hopeless = await this.isHopeless();
    return this.hopeless ? 'stop' : 'go on';
  }

  private async isHopeless(): Promise<boolean> {
    const { rejects, job } = this;
    if (rejects === null || rejects.added.size === 0) return false;
    const { csv } = job.settings;
    this.mostUsable ??= await mostUsableLines(job.inputs, csv.columns);
    return isSurelyRefused(rejects.added, csv, this.mostUsable);
  }

  /** Stages what is left. */
  async finish(): Promise<void> {
    await this.hand();
    await this.staging;
  }

  /** Waits for what is under way, however it ends, and removes its files: nothing is staged any more afterwards. */
  async close(): Promise<void> {
    await this.staging.catch(() => undefined);
    await this.file?.handle.close();
    if (this.file !== null) await rm(this.file.path, { force: true });
  }

  private async newFile(): Promise<SegmentFile> {
    const path = join(this.job.workDir, `clean-${this.source.into.first}-${this.files++}.csv`);
    const handle = await open(path, 'w').catch((cause) => {
      throw writeError(path, cause);
    });
    return { handle, path };
  }

  /** Begins to stage the segment at hand, once the one before it is staged. */
  private async hand(): Promise<void> {
    const { file } = this;
    const segment = this.sink.cut();
    await this.staging;
    this.file = null;
    await file?.handle.close();
    this.staging = this.stage(segment, file?.path);
    // Whoever waits for it next is told; nobody may be waiting yet.
    this.staging.catch(() => undefined);
  }

  private async stage(segment: Segment, path: string | undefined): Promise<void> {
    const { job, source, records: before } = this;
    try {
      if (path !== undefined) this.records += await this.insert(segment, path);
    } finally {
      if (path !== undefined) await rm(path, { force: true });
    }
    if (this.rejects === null) return;
    const own = { first: source.into.first + before, records: segment.records };
    const staged = new StagedRejects(job.engine, source.into.staged, own);
    for await (const line of new RejectReader(source, staged).rejectsOf(segment.found)) {
      await this.rejects.add(line);
    }
  }

  private async insert({ records }: Segment, path: string): Promise<number> {
    const { header, positions, into, input } = this.source;
    const lines = csvLines(this.job.engine.dialect, path, header, positions);
    const staged = await stageLines(this.job, lines, { ...into, first: into.first + this.records });
    if (staged === records) return staged;
    // Where engine and scanner disagree, lines would be lost or split without a word.
    throw new RecompraError('unexpected', `${input.name}: ${records} records were found, but ${staged} were read`, {
      remedy: 'please report this with the file, if you can share it',
    });
  }
}

/** Writes all of it: a disk that fills up takes a part without an error. */
async function append({ handle, path }: SegmentFile, pieces: Buffer[]): Promise<void> {
  const wanted = pieces.reduce((sum, { length }) => sum + length, 0);
  const { bytesWritten } = await handle.writev(pieces).catch((cause) => {
    throw writeError(path, cause);
  });
  if (bytesWritten === wanted) return;
  throw writeError(path, Object.assign(new Error('no space left on the disk'), { code: 'ENOSPC' }));
}
