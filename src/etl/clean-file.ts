import { RecompraError } from '../config/errors';
import type { LineStretch } from '../csv/line-stretches';
import type { Relation, Source } from '../engine/relation';
import type { ContentHash } from '../storage/disk/file-hash';
import { cleanDays } from '../tables/clean-lines';
import { stagedLines } from '../tables/staged-lines';
import { adviseReading } from './advice/advise-reading';
import { countLines } from './count-lines';
import type { EtlJob } from './read/etl-job';
import { countJudged } from './read/staged-lines';
import type { LineCounts } from './rejects/line-counts';
import { MisreadError } from './rejects/misread-error';
import type { RejectReason } from './rejects/reject-reasons';
import { RejectTable } from './rejects/reject-table';
import { checkLimitedReasons, refuseIfMostlyRejected, requireRead } from './rejects/rejection-limit';
import { addRejects } from './rejects/staged-input';
import { stageInputs } from './stage-inputs';

/** A day of a cleaned file; ISO. */
export interface CleanDay {
  day: string;
  lines: number;
}

/** One file as it was read by itself, in the engine. */
export interface ReadFile {
  hash: ContentHash;
  /** Its records, the rejected ones among them; those that stand in files of clean lines are `clean-lines.ts`'s. */
  records: Relation;
  /** On which lines they begin. */
  lines: readonly LineStretch[];
  rejects: Source;
  days: CleanDay[];
  counts: FileCounts;
}

export interface FileCounts {
  linesIn: number;
  /** Returns among them, where these are to be taken off lines of all files. */
  linesClean: number;
  linesRejected: number;
  reasons: { reason: RejectReason; lines: number }[];
}

/**
 * Reads and judges the one input of a job, as far as that takes no other file: days that stand alone, returns and what
 * prices mean are for whoever reads all of them. A file without lines is none too few. Data error: too large a share
 * of its lines cannot be used; the error says which options would mend it.
 */
export async function cleanFile(job: EtlJob): Promise<ReadFile> {
  checkLimitedReasons(job.settings.csv);
  try {
    return await readFile(job, stagedLines(), await RejectTable.create(job.engine));
  } catch (cause) {
    if (!(cause instanceof MisreadError)) throw cause;
    throw await adviseReading(job, cause, async (other, table) => {
      const { records, counts } = await readFile(other, table, null);
      return { judged: records, counts: asLineCounts(counts), priceMeaning: async () => null };
    });
  }
}

async function readFile(job: EtlJob, table: Source, rejects: RejectTable | null): Promise<ReadFile> {
  const { engine, settings } = job;
  await engine.tables.open(table);
  const staged = await stageInputs(job, table, rejects);
  const returns = settings.csv.returns === 'net';
  const all = countLines(staged, await countJudged(engine, table));
  const returned = returns ? (all.reasons.find(({ reason }) => reason === 'devolucion')?.lines ?? 0) : 0;
  const counts: FileCounts = {
    linesIn: all.linesIn,
    linesClean: all.linesKept + returned,
    linesRejected: all.linesRejected - returned,
    reasons: returns ? all.reasons.filter(({ reason }) => reason !== 'devolucion') : all.reasons,
  };
  if (counts.linesRejected > 0) {
    await refuseIfMostlyRejected(settings, asLineCounts(counts), { staged, judged: table });
  }
  requireRead(staged);
  const kept = rejects ?? (await RejectTable.create(engine));
  for (const input of staged) {
    if (!input.rejectsKept) await addRejects(kept, input, table);
  }
  await kept.finish();
  const days = await engine.rows<{ fecha: string; n: number }>(cleanDays(table, { returns }));
  return {
    hash: staged[0]!.hash,
    records: table,
    lines: staged[0]!.lines ?? [],
    rejects: kept.table,
    days: checkedDays(days, counts),
    counts,
  };
}

function checkedDays(rows: readonly { fecha: string; n: number }[], { linesClean }: FileCounts): CleanDay[] {
  const days = rows.map(({ fecha, n }) => ({ day: fecha, lines: n }));
  const found = days.reduce((sum, { lines }) => sum + lines, 0);
  if (found === linesClean) return days;
  throw new RecompraError('unexpected', `${linesClean} lines are clean, but their days hold ${found}`);
}

function asLineCounts({ linesIn, linesClean, linesRejected, reasons }: FileCounts): LineCounts {
  return { linesIn, linesKept: linesClean, linesRejected, reasons };
}
