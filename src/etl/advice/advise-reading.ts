import { silentProgress } from '../../config/progress';
import type { CsvSettings } from '../../config/settings';
import { columnNames } from '../../config/some-names';
import type { Engine } from '../../engine/engine';
import type { Relation, Source } from '../../engine/relation';
import { query } from '../../engine/relation';
import { stagedLines } from '../../tables/staged-lines';
import type { EtlJob } from '../read/etl-job';
import type { LineCounts } from '../rejects/line-counts';
import { MisreadError } from '../rejects/misread-error';
import type { LineColumn, RejectReason } from '../rejects/reject-reasons';
import { REJECT_REASONS } from '../rejects/reject-reasons';
import { excessOf } from '../rejects/rejection-limit';
import type { NoProposal, Proposal, Refused } from './propose';
import { propose } from './propose';
import { optionsText, readingOptions } from './reading-options';
import type { SampledInput } from './sample-input';
import { sampleInput } from './sample-input';

/**
 * Reads all inputs under a job's settings into a table of records and counts, whatever the share of rejected lines;
 * throws where it cannot.
 */
export type Reader = (job: EtlJob, staged: Source) => Promise<Reading>;

interface Reading {
  counts: LineCounts;
  /** The records of all inputs. */
  judged: Relation;
  /** What the kept lines tell of their prices. */
  priceMeaning(): Promise<CsvSettings['priceIs'] | null>;
}

/** Times that what was refused is looked at for better settings. */
const ROUNDS = 4;
/** Distinct refused values looked at. */
const REFUSED_VALUES = 2000;
/** Largest share of lines that advice will ever leave out. */
const MOST_LEFT_OUT = 0.5;

/** Reasons that say that the settings are wrong, not the lines. */
const MISREAD: ReadonlySet<RejectReason> = new Set([
  'fecha_invalida',
  'fecha_ambigua',
  'fecha_absurda',
  'cantidad_no_entera',
  'precio_invalido',
  'codificacion',
  'campos_de_mas',
  'campos_de_menos',
  'comillas_sin_cerrar',
]);

/**
 * The same error with the options that would mend it: found in the input's first rows and in what was refused, and
 * proved by reading all inputs under them. Without such options, the error as it is.
 */
export async function adviseReading(job: EtlJob, error: MisreadError, read: Reader): Promise<MisreadError> {
  const input = job.inputs.find(({ name }) => name === error.file) ?? job.inputs[0]!;
  const sampled = await sampleInput(job, input).catch(() => null);
  if (sampled === null) return error;
  const first = propose(sampled.sample, sampled.csv);
  if ('missing' in first) return withMissing(error, first, sampled);
  const proved = await proof(job, sampled, first, read);
  return proved === null ? error : withOptions(job.settings.csv, error, proved);
}

interface Proved extends Proposal {
  counts: LineCounts;
}

/** Tries a proposal, and betters it by what it refuses, until it accepts the lines. */
async function proof(job: EtlJob, sampled: SampledInput, first: Proposal, read: Reader): Promise<Proved | null> {
  let proposal = first;
  for (let round = 0; round < ROUNDS; round++) {
    const staged = stagedLines();
    const reading = await readingUnder(job, proposal.csv, (under) => read(under, staged));
    const counts = reading?.counts ?? null;
    const accepted = counts === null ? null : acceptable(proposal, counts);
    if (accepted !== null) return withPriceMeaning(accepted, await reading!.priceMeaning());
    const better = betterProposal(
      sampled,
      proposal,
      counts,
      await refusedValues(job.engine, reading?.judged ?? staged),
    );
    if (better === null) return null;
    proposal = better;
  }
  return null;
}

/** Where no name said what prices are, the lines may. */
function withPriceMeaning(proved: Proved, told: CsvSettings['priceIs'] | null): Proved {
  if (told === null || proved.csv.priceIs !== 'ticket') return proved;
  return { ...proved, csv: { ...proved.csv, priceIs: told } };
}

async function readingUnder(
  job: EtlJob,
  csv: CsvSettings,
  read: (job: EtlJob) => Promise<Reading>,
): Promise<Reading | null> {
  const settings = { ...job.settings, csv: { ...csv, maxRejectedShare: 1, maxRejectedShareOf: undefined } };
  return read({ ...job, settings, progress: silentProgress }).catch(() => null);
}

/** The proposal where the run would accept it, if need be with limits of their own for lines that lack something. */
function acceptable({ csv, doubts }: Proposal, counts: LineCounts): Proved | null {
  const { linesIn, linesRejected, reasons } = counts;
  if (excessOf(counts, csv) === null) return { csv, doubts, counts };
  const lacking = reasons.filter(({ reason }) => !MISREAD.has(reason));
  for (let limited = 1; limited <= lacking.length; limited++) {
    const limits = lacking.slice(0, limited).map(({ reason, lines }) => [reason, limitFor(lines / linesIn)] as const);
    const tried = { ...csv, maxRejectedShareOf: { ...csv.maxRejectedShareOf, ...Object.fromEntries(limits) } };
    if (excessOf(counts, tried) !== null || linesRejected > MOST_LEFT_OUT * linesIn) continue;
    const left = reasons.map(({ reason, lines }) => `${lines} × ${reason}`).join(', ');
    const doubt = `${linesRejected} of ${linesIn} lines are left out (${left}): look whether they may be`;
    return { csv: tried, doubts: [...doubts, doubt], counts };
  }
  return null;
}

/** A share rounded up to hundredths. */
function limitFor(share: number): number {
  return Math.ceil(share * 100) / 100;
}

function betterProposal(
  { sample, csv }: SampledInput,
  tried: Proposal,
  counts: LineCounts | null,
  refused: Refused,
): Proposal | null {
  const lines = (reason: RejectReason): number => counts?.reasons.find((found) => found.reason === reason)?.lines ?? 0;
  const foreign = lines('codificacion') * 2 > (counts?.linesRejected ?? 0) && tried.csv.encoding === 'utf-8';
  const { ticket: _, ...columns } = tried.csv.columns;
  const changes: Partial<CsvSettings> = {
    ...(foreign ? { encoding: 'latin1' as const } : {}),
    ...(lines('ticket_vacio') > 0 && csv.columns.ticket === undefined ? { columns } : {}),
  };
  const again = propose(sample, { ...csv, ...changes }, refused);
  if ('missing' in again) return null;
  const next = { ...again, csv: { ...again.csv, ...changes } };
  return JSON.stringify(next.csv) === JSON.stringify(tried.csv) ? null : next;
}

/** Distinct texts that were refused, by the column at fault. */
export async function refusedValues(engine: Engine, judged: Relation): Promise<Refused> {
  const rows = await engine.columns(
    query(
      { judged },
      (_, t) => `
    SELECT DISTINCT motivo, valor FROM ${t.judged} AS r
    WHERE motivo IS NOT NULL AND coalesce(valor, '') <> '' ORDER BY motivo, valor LIMIT ${REFUSED_VALUES}`,
    ),
  );
  const refused = new Map<LineColumn, string[]>();
  const values = rows.strings('valor');
  rows.strings('motivo').forEach((reason, i) => {
    const { column } = REJECT_REASONS[reason as RejectReason];
    if (column !== null) refused.set(column, [...(refused.get(column) ?? []), values[i]!]);
  });
  return refused;
}

function withOptions(given: CsvSettings, error: MisreadError, { csv, doubts, counts }: Proved): MisreadError {
  const options = readingOptions(given, csv);
  if (options.length === 0) return error;
  return new MisreadError(error.file, error.message, {
    remedy: `add ${optionsText(options)}`,
    lines: [
      ...error.lines,
      `with the options below ${counts.linesKept} of ${counts.linesIn} lines are kept`,
      ...doubts,
    ],
    options,
    logged: error.logged,
    cause: error,
  });
}

function withMissing(error: MisreadError, { missing }: NoProposal, { sample, csv }: SampledInput): MisreadError {
  const columns = csv.header
    ? `columns found: ${columnNames(sample.names)}`
    : `${sample.names.length} columns, no header`;
  const which = missing.join(', ');
  return new MisreadError(error.file, error.message, {
    remedy: `none of its columns can be ${which}, by name and by values: export the lines with it, or name it with --columns`,
    lines: [...error.lines.filter((line) => !/^columns found/.test(line)), columns],
    logged: error.logged,
    cause: error,
  });
}
