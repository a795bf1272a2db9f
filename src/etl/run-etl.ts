import { RecompraError } from '../config/errors';
import { silentProgress } from '../config/progress';
import type { Engine } from '../engine/engine';
import { handOver } from '../engine/hand-over';
import type { Relation, Source } from '../engine/relation';
import type { ContentHash } from '../storage/disk/file-hash';
import { lines } from '../tables/lines';
import type { ShopTables } from '../tables/shop';
import { shopTables } from '../tables/shop';
import { stagedLines } from '../tables/staged-lines';
import { adviseReading } from './advice/advise-reading';
import { adviseRejects } from './advice/advise-rejects';
import type { DayRange } from './as-of-date';
import { checkedAsOf, dayRange, quietDaysNote } from './as-of-date';
import { countLines, withRejected } from './count-lines';
import { warnOfEverybody } from './everybody-customer';
import { excludeCustomers } from './excluded-customers';
import { refuseLonelyLastDay, rejectLonelyFirstDays } from './lonely-days';
import { netReturns } from './net-returns';
import { priceEvidence, priceWarning, toldMeaning } from './price-meaning';
import type { DayLines } from './read/day-lines';
import type { EtlJob } from './read/etl-job';
import { cleanedInPlace } from './read/stage-cleaned';
import { countJudged } from './read/staged-lines';
import { rejectionWarnings } from './rejection-warnings';
import type { LineCounts } from './rejects/line-counts';
import { MisreadError } from './rejects/misread-error';
import { RejectTable } from './rejects/reject-table';
import { checkLimitedReasons, refuseIfMostlyRejected, requireRead } from './rejects/rejection-limit';
import { addRejects } from './rejects/staged-input';
import { stageInputs } from './stage-inputs';

/** What `runEtl` counted; days are ISO. */
export interface EtlResult extends LineCounts, DayRange {
  /** The day predictions are made on: the one of the settings, or the last. */
  asOf: string;
  /** What the lines are and become; `lines` and `purchases` are built. */
  shop: ShopTables;
  rejects: Relation;
  /** Days with kept lines, in their order. */
  days: DayLines[];
  /** Hashes of the inputs, in their order: of the very bytes that were parsed. */
  hashes: ContentHash[];
}

/**
 * Reads purchase lines into the engine and says what they become there. Every line is in exactly one of `lines` and
 * `rejects`, which is counted on every run. Data errors: a file that is no
 * table of purchase lines, too large a share of rejected lines, a last day that stands alone. Usage error: an as-of date
 * outside the data.
 */
export async function runEtl(job: EtlJob): Promise<EtlResult> {
  const { engine, settings, progress } = job;
  checkLimitedReasons(settings.csv);
  const read = await readOrAdvise(job);
  const { at, judged, lonely, counts } = read;
  await warnOfRejects(job, read);
  progress.stage('rejected lines');
  const rejects = await collectRejects(job, read);
  const kept = lines(judged);
  await at.tables.keep(kept);
  refuseLonelyLastDay(lonely, settings.asOf);
  if (settings.csv.columns.precio !== '') {
    const warning = priceWarning(settings.csv.priceIs, await priceEvidence(at, kept, lonely.bulk));
    if (warning !== null)
      progress.warn(warning, `the prices do not look like those of priceIs ${settings.csv.priceIs}`);
  }
  const days = dayRange(read.days);
  const asOf = checkedAsOf(settings.asOf, days);
  const quiet = quietDaysNote(days, asOf);
  if (quiet !== null) progress.note(quiet);
  progress.stage('purchases');
  const { tables = engine } = job;
  const shop = shopTables(tables === at ? kept : await handOver(kept, at, tables, job.workDir), settings, asOf);
  await tables.tables.keep(shop.purchases);
  await warnOfEverybody(tables, { ...shop, byTicket: settings.csv.columns.ticket !== undefined }, progress);
  progress.done();
  return { ...counts, ...days, asOf, shop, rejects, days: read.days, hashes: read.staged.map(({ hash }) => hash) };
}

/** Advice may hold words of the lines themselves, which are nothing for a log. */
async function warnOfRejects(job: EtlJob, { counts, judged }: ReadLines): Promise<void> {
  const { csv } = job.settings;
  const logged = rejectionWarnings(counts, csv);
  // What was cleaned before is advised on where it is cleaned.
  const said =
    job.cleaned === undefined ? rejectionWarnings(counts, csv, await adviseRejects(job, counts, judged)) : logged;
  for (const [i, warning] of said.entries()) job.progress.warn(warning, logged[i]);
}

/** Where the settings do not fit the files, the error says which would. */
async function readOrAdvise(job: EtlJob): Promise<ReadLines> {
  try {
    return await readLines(job, stagedLines(), await RejectTable.create(job.engine));
  } catch (cause) {
    if (!(cause instanceof MisreadError) || job.cleaned !== undefined) throw cause;
    throw await adviseReading(job, cause, async (other, table) => {
      const { judged, counts, lonely } = await readLines(other, table, null);
      return {
        counts,
        judged,
        priceMeaning: async () => toldMeaning(await priceEvidence(job.engine, lines(judged), lonely.bulk)),
      };
    });
  }
}

/**
 * Reads all inputs into `table`, an earlier one of its name going, and judges their records beside each other. Lines
 * rejected by themselves go to `rejects`, where there is one.
 */
async function readLines(job: EtlJob, table: Source, rejects: RejectTable | null) {
  const { settings } = job;
  const { at, records, staged } = await recordsOf(job, table, rejects);
  const stopped = staged.some((input) => input.stopped);
  // The customers of what was not read are not known.
  const usable = await excludeCustomers(stopped ? { ...job, progress: silentProgress } : job, at, records);
  const netted = settings.csv.returns === 'net' ? await netReturns(at, settings, usable) : usable;
  const found = await countJudged(at, netted);
  const { records: judged, lonely } = rejectLonelyFirstDays(netted, found.days);
  await at.tables.keep(judged);
  const days = [...lonely.bulk, ...lonely.last];
  const counts = countLines(staged, withRejected(found, 'fecha_aislada', lonely.first));
  await refuseIfMostlyRejected(settings, countsToJudge(job, counts), { staged, judged });
  requireRead(staged);
  // Only what somebody can use: a file that was misread is read anew each time.
  for (const { keep } of staged) await keep?.();
  return { at, staged, judged, lonely, days, counts, rejects };
}

/** The records of all inputs, and the engine that has them: clean files are read where the tables are made. */
async function recordsOf(job: EtlJob, table: Source, rejects: RejectTable | null) {
  const { engine, tables = engine, cleaned, settings } = job;
  // Returns go through this process, line by line.
  if (cleaned !== undefined && tables !== engine && settings.csv.returns !== 'net') {
    return { at: tables, ...(await cleanedInPlace(job, cleaned, { at: tables, rejects })) };
  }
  await engine.tables.open(table);
  const at: Engine = engine;
  return { at, records: table as Relation, staged: await stageInputs(job, table, rejects) };
}

/** What was rejected where files were cleaned was judged there, file by file, and is not judged again. */
function countsToJudge({ cleaned = [] }: EtlJob, counts: LineCounts): LineCounts {
  const before = new Map<string, number>();
  for (const { rejected } of cleaned) {
    for (const [reason, lines] of rejected) before.set(reason, (before.get(reason) ?? 0) + lines);
  }
  if (before.size === 0) return counts;
  const reasons = counts.reasons.map(({ reason, lines }) => ({ reason, lines: lines - (before.get(reason) ?? 0) }));
  return { ...counts, reasons: reasons.filter(({ lines }) => lines > 0) };
}

type ReadLines = Awaited<ReturnType<typeof readLines>>;

/** The rejected lines: those that were found while reading, or found again where they were judged anew since. */
async function collectRejects(
  { engine, settings }: EtlJob,
  { staged, judged, lonely, counts, rejects }: ReadLines,
): Promise<Relation> {
  const expected = counts.linesRejected;
  const isJudgedAnew = lonely.first.length > 0 || settings.csv.returns === 'net';
  const table = rejects === null || isJudgedAnew ? await RejectTable.create(engine) : rejects;
  for (const input of staged) {
    if (expected === 0 || (input.rejectsKept && !isJudgedAnew)) continue;
    await addRejects(table, input, judged);
  }
  const found = await table.finish();
  if (found === expected) return table.table;
  throw new RecompraError('unexpected', `${expected} lines were rejected, but ${found} were found again`);
}
