import { createHash } from 'node:crypto';
import { RecompraError } from '../../config/errors';
import type { LineStretch } from '../../csv/line-stretches';
import { hashStream } from '../../storage/disk/file-hash';
import type { InputObject } from '../../storage/inputs/input-object';
import type { RejectTable } from '../rejects/reject-table';
import type { StagedInput } from '../rejects/staged-input';
import { readHeader } from './csv-header';
import type { EtlJob } from './etl-job';
import type { CachedCounts, CachedInput } from './line-cache';
import { LineCache } from './line-cache';
import { locateColumns } from './line-columns';
import { refuseOtherKinds } from './other-kinds';
import { rejectedRecords } from './rejected-records';
import { scanCsv } from './scan-csv';
import type { CsvSource } from './segment-stager';
import { SegmentStager } from './segment-stager';
import type { Staging } from './staged-lines';
import { StagedRejects } from './staged-rejects';

/**
 * Adds a CSV's well-formed records to those that are staged, in one pass over its bytes: they are hashed, scanned and
 * parsed as they come. Rejected lines go to `rejects`, where there is one.
 */
export async function stageCsv(
  job: EtlJob,
  input: InputObject,
  into: Staging,
  rejects: RejectTable | null,
): Promise<StagedInput> {
  const { engine, settings } = job;
  const { csv } = settings;
  await refuseOtherKinds(input);
  const header = await readHeader(input, csv);
  const names = [...header.names, ...header.constants.map(([name]) => name)];
  const source: CsvSource = { input, header, csv, positions: locateColumns(input.name, names, csv), into };
  const { records, malformed, sha256, stopped, keep, lines } =
    job.cache === undefined || rejects === null
      ? await stageSegments(job, source, rejects)
      : await stageThroughCache(job, source, { folder: job.cache, rejects });
  return {
    name: input.name,
    hash: { bytes: input.bytes, sha256 },
    records,
    malformed: new Map(malformed),
    stopped,
    ...(keep === undefined ? {} : { keep }),
    ...(lines === undefined ? {} : { lines }),
    rejectsKept: rejects !== null,
    eachReject: (judged, receive) =>
      rejectedRecords(source, new StagedRejects(engine, judged, { first: into.first, records }), receive),
  };
}

/** Takes the lines from the cache, or reads them and keeps them there. */
async function stageThroughCache(
  job: EtlJob,
  source: CsvSource,
  { folder, rejects }: { folder: string; rejects: RejectTable },
): Promise<StagedCsv> {
  const { engine, settings, today } = job;
  const { input, header, into } = source;
  await rejects.finish();
  const cache = new LineCache({ folder, engine, csv: settings.csv, today });
  const { sha256 } = input.hash ?? (await hashStream(await input.open()));
  const cached = { name: input.name, sha256, constants: header.constants, into, rejects };
  const found = await cache.take(cached);
  if (found !== null) return { ...found, sha256, stopped: false };
  const read = await stageSegments(job, source, rejects);
  // Of a file that was replaced between the two readings nothing may be kept under the hash of the first.
  if (read.sha256 !== sha256) return read;
  return { ...read, keep: () => keepLines(job, cache, { ...cached, counts: read }) };
}

/** The lines are there already: a cache that cannot take them costs the next run its time, and this one nothing. */
async function keepLines(
  { progress }: EtlJob,
  cache: LineCache,
  { counts, ...input }: CachedInput & { counts: CachedCounts },
): Promise<void> {
  try {
    await cache.keep(input, counts);
  } catch (cause) {
    if (!(cause instanceof RecompraError)) throw cause;
    progress.warn(
      `the lines of ${input.name} are not kept for later runs: ${cause.message}`,
      'lines are not kept for later runs',
    );
  }
}

interface StagedCsv extends CachedCounts {
  sha256: string;
  stopped: boolean;
  /** Where its records begin; of lines from the cache nobody asks. */
  lines?: readonly LineStretch[];
  /** Keeps what was read for later runs. */
  keep?: () => Promise<void>;
}

async function stageSegments(job: EtlJob, source: CsvSource, rejects: RejectTable | null): Promise<StagedCsv> {
  const stager = new SegmentStager(job, source, rejects);
  const hash = createHash('sha256');
  try {
    await scanCsv(
      source,
      stager.sink,
      () => stager.write(),
      (stored) => hash.update(stored),
    );
    await stager.finish();
  } finally {
    await stager.close();
  }
  const { records, sink, hopeless: stopped } = stager;
  return { records, malformed: [...sink.malformedBy], lines: sink.lines.all, stopped, sha256: hash.digest('hex') };
}
