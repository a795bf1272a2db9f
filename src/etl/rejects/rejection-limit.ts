import { RecompraError } from '../../config/errors';
import { nearestName } from '../../config/nearest-name';
import type { CsvSettings, Settings } from '../../config/settings';
import { someNames } from '../../config/some-names';
import type { LineCounts } from './line-counts';
import { MisreadError } from './misread-error';
import type { RejectReason } from './reject-reasons';
import { REJECT_REASONS } from './reject-reasons';
import type { RejectedLine } from './reject-table';
import { rejectionRemedies } from './rejection-remedies';
import type { StagedInput, StagedInputs } from './staged-input';

/** Rejected lines shown in the error. */
const EXAMPLES = 5;
/** Characters shown of a value or record. */
const SHOWN_CHARS = 80;

/**
 * A data error where nothing is left, or more than `maxRejectedShare` of the lines would be set aside: with counts by
 * reason, the first examples, and what would mend them.
 */
export async function refuseIfMostlyRejected(
  { csv }: Settings,
  counts: LineCounts,
  { staged, judged }: StagedInputs,
): Promise<void> {
  const { linesIn, linesKept, linesRejected, reasons } = counts;
  const files = someNames(staged.map(({ name }) => name));
  const all = staged.some(({ stopped }) => stopped) ? `the first ${linesIn}` : String(linesIn);
  if (linesIn === 0) {
    throw new MisreadError(staged[0]!.name, `${files}: there is a header, but no purchase lines below it`, {
      remedy: 'check how the file was exported',
      logged: 'there is a header, but no purchase lines below it',
    });
  }
  if (linesKept === 0 && linesRejected === 0) {
    throw new RecompraError('data', `${files}: all ${linesIn} lines are of excluded customers`, {
      remedy: 'check the list of --exclude-customers',
      logged: `all ${linesIn} lines are of excluded customers`,
    });
  }
  const ambiguous = reasons.find(({ reason }) => reason === 'fecha_ambigua')?.lines ?? 0;
  if (ambiguous > 0) {
    const examples = await firstExamples({ staged, judged }, 'fecha_ambigua');
    throw new MisreadError(
      examples[0]!.file,
      `${files}: ${ambiguous} of ${all} lines fit two date formats that mean different days`,
      {
        remedy:
          'several --date-format go together only where no line fits two of them: leave out the one that is not meant',
        lines: examples.map(describe),
        logged: `${ambiguous} of ${all} lines fit two date formats that mean different days`,
      },
    );
  }
  const excess = excessOf(counts, csv);
  if (linesKept > 0 && excess === null) return;
  const { lines: refused, what, limit } = excess ?? { lines: linesRejected, ...UNUSABLE, limit: csv.maxRejectedShare };
  const examples = await firstExamples({ staged, judged });
  const message = `${refused} of ${all} lines (${percent(refused / linesIn)}) ${what}; at most ${percent(limit)} may be`;
  throw new MisreadError(examples[0]!.file, `${files}: ${message}`, {
    logged: `${message} (${reasons.map(({ reason, lines }) => `${lines} × ${reason}`).join(', ')})`,
    remedy: rejectionRemedies(counts).join('; or '),
    lines: [
      ...reasons.map(({ reason, lines }) => `${lines} × ${reason}: ${REJECT_REASONS[reason].explanation}`),
      'for example',
      ...examples.map(describe),
    ],
  });
}

const UNUSABLE = { what: 'cannot be used' } as const;

/** What is over its limit: a reason with one of its own, or all others together; null where nothing is. */
export function excessOf(
  { linesIn, reasons }: Pick<LineCounts, 'linesIn' | 'reasons'>,
  { maxRejectedShare, maxRejectedShareOf = {} }: CsvSettings,
): { lines: number; what: string; limit: number } | null {
  for (const { reason, lines } of reasons) {
    const limit = maxRejectedShareOf[reason];
    if (limit !== undefined && lines > limit * linesIn) return { lines, what: `are rejected as ${reason}`, limit };
  }
  const others = reasons.filter(({ reason }) => maxRejectedShareOf[reason] === undefined);
  const lines = others.reduce((sum, { lines: of }) => sum + of, 0);
  return lines > maxRejectedShare * linesIn ? { lines, ...UNUSABLE, limit: maxRejectedShare } : null;
}

/**
 * Whether a load with these rejected lines, by reason, is refused whatever comes: `mostUsable` bounds the lines that can
 * be used.
 */
export function isSurelyRefused(
  rejected: ReadonlyMap<RejectReason, number>,
  csv: CsvSettings,
  mostUsable: number,
): boolean {
  if ((rejected.get('fecha_ambigua') ?? 0) > 0) return true;
  // Limits of single reasons: lines that are rejected for another one would count beside those of it.
  if (csv.maxRejectedShareOf !== undefined) return false;
  // A later line may be what a return was of.
  const sure = [...rejected].filter(([reason]) => reason !== 'devolucion' || csv.returns !== 'net');
  const reasons = sure.map(([reason, lines]) => ({ reason, lines }));
  const lines = reasons.reduce((sum, { lines: of }) => sum + of, 0);
  return excessOf({ linesIn: lines + mostUsable, reasons }, csv) !== null;
}

/** Whoever goes on after the refusal has all lines: a load that was stopped is refused, or something is wrong here. */
export function requireRead(staged: readonly Pick<StagedInput, 'stopped'>[]): void {
  if (staged.every(({ stopped }) => !stopped)) return;
  throw new RecompraError('unexpected', 'an input was not read to its end, though its lines are not refused', {
    remedy: 'please report this with the command, and the file if you can share it',
  });
}

/** Refuses limits of reasons that there are not, before anything is read. */
export function checkLimitedReasons({ maxRejectedShareOf = {} }: CsvSettings): void {
  const reasons = Object.keys(REJECT_REASONS);
  const unknown = Object.keys(maxRejectedShareOf).find((name) => !reasons.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, reasons);
  throw new RecompraError('usage', `--max-rejected-share: no line is ever rejected as ${unknown}`, {
    remedy: nearest === undefined ? 'name a reason' : `did you mean ${nearest}?`,
    lines: [`reasons: ${reasons.join(', ')}`],
  });
}

/** The first rejected lines, or the first of one reason. */
async function firstExamples({ staged, judged }: StagedInputs, reason?: RejectReason): Promise<RejectedLine[]> {
  const examples: RejectedLine[] = [];
  for (const input of staged) {
    if (examples.length >= EXAMPLES) break;
    await input.eachReject(judged, async (line) => {
      if (reason === undefined || line.reason === reason) examples.push(line);
      return examples.length >= EXAMPLES ? 'stop' : 'go on';
    });
  }
  return examples;
}

function describe({ file, line, reason, column, value, text }: RejectedLine): string {
  const what = column === null ? text : `${column} = ${JSON.stringify(value)}`;
  return `${file}:${line}: ${reason}: ${what.length > SHOWN_CHARS ? `${what.slice(0, SHOWN_CHARS)}…` : what}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
