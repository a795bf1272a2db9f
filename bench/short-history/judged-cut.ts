import type { Revision } from '../../src/evaluation/revision-schema';
import { pairedBootstrap } from '../../src/evaluation/statistics/paired-bootstrap';
import type { Bounded } from '../readme-format';
import type { Cut } from './cuts';
import type { PurchaseDays } from './shop-lines';
import { massThatCovers, restricted, shortestIntervals, widthOf } from './table-intervals';

/** Figures of one cut; arrays are at 7, 14 and 28 days, null where a method states no chances. */
export interface CutResult {
  cut: string;
  asOfDay: string;
  historyDays: number;
  rows: number;
  /** Of whom a purchase came within the window. */
  cases: number;
  horizonDays: number;
  model: string;
  mae: { ours: number; table: number; meanGap: number };
  /** Ours ÷ table, paired by customer. */
  maeRatio: Bounded;
  coverage: { ours: number | null; table: number };
  width: { ours: number | null; table: number; tableAtOurCoverage: number | null };
  brier: { ours: (number | null)[]; table: (number | null)[] };
  expected: (number | null)[];
  actual: (number | null)[];
  /** Share of the customers who get the commonest date. */
  commonestDate: number;
  hit3: { ours: number | null; pTopFreq: number | null };
  /** Of the review on the run's own promises. */
  verdict: string;
  seconds: number;
}

export interface CutReviews {
  ours: Revision;
  table: Revision;
  meanGap: Revision;
}

/** Our run's own predictions, by customer in the order of `purchaseDays`. */
export interface OurDates {
  /** Days after the origin. */
  days: Float64Array;
}

const DAYS = [7, 14, 28];

/** All figures of a cut, from the three reviews and what came. */
export function judgeCut(
  cut: Cut,
  reviews: CutReviews,
  parts: { days: PurchaseDays; dates: OurDates; tableDays: Float64Array; chances: Float64Array; horizonDays: number },
): Omit<CutResult, 'seconds'> {
  const { ours, table, meanGap } = reviews;
  const answers = restricted(parts.days.next);
  const errors = (days: Float64Array) => restricted(days).map((day, row) => Math.abs(day - answers[row]!));
  const pair = pairedBootstrap(
    { ours: errors(parts.dates.days), theirs: errors(parts.tableDays), customers: answers.map((_, row) => row) },
    { seed: 42 },
  );
  const coverage = ours.pooled.interval?.coverage.value ?? null;
  const at = <T>(revision: Revision, value: (chances: Revision['pooled']['chances'][number]) => T) =>
    DAYS.map((days) => {
      const found = revision.pooled.chances.find((chances) => chances.days === days);
      return found === undefined ? null : value(found);
    });
  return {
    cut: cut.name,
    asOfDay: ours.predictions[0]!.origin,
    historyDays: cut.historyDays,
    rows: ours.pooled.outcome.rows,
    cases: ours.pooled.outcome.came,
    horizonDays: parts.horizonDays,
    model: ours.predictions[0]!.models.join(', '),
    mae: { ours: maeOf(ours), table: maeOf(table), meanGap: maeOf(meanGap) },
    maeRatio: pair.ratio ?? { value: Number.NaN, low: Number.NaN, high: Number.NaN },
    coverage: { ours: coverage, table: table.pooled.interval!.coverage.value },
    width: {
      ours: ours.pooled.interval?.meanWidth ?? null,
      table: table.pooled.interval!.meanWidth,
      tableAtOurCoverage:
        coverage === null
          ? null
          : widthOf(shortestIntervals(parts.chances, massThatCovers(parts.chances, answers, coverage))),
    },
    brier: { ours: at(ours, ({ brier }) => brier.value), table: at(table, ({ brier }) => brier.value) },
    expected: at(ours, ({ expected }) => expected),
    actual: at(ours, ({ actual }) => actual),
    commonestDate: commonest(parts.dates.days),
    hit3: { ours: ours.pooled.products?.hit.value ?? null, pTopFreq: table.pooled.products?.hit.value ?? null },
    verdict: ours.verdict.outcome,
  };
}

function maeOf(revision: Revision): number {
  return revision.pooled.dates!.mae.value;
}

function commonest(days: Float64Array): number {
  const counts = new Map<number, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  return Math.max(...counts.values()) / days.length;
}

/** Cuts of shorter histories are told, and not pooled. */
const LEAST_POOLED_DAYS = 75;

/** The same figures over all longer cuts of a data set, each customer and cut one row. */
export function poolCuts(
  cuts: readonly CutResult[],
): (Omit<CutResult, 'asOfDay' | 'model' | 'verdict' | 'horizonDays' | 'maeRatio'> & { maeRatio: number }) | null {
  const pooled = cuts.filter(({ historyDays }) => historyDays >= LEAST_POOLED_DAYS);
  if (pooled.length === 0) return null;
  const mean = (value: (cut: CutResult) => number | null, weight: (cut: CutResult) => number = ({ rows }) => rows) => {
    const stated = pooled.filter((cut) => value(cut) !== null);
    if (stated.length < pooled.length) return null;
    const total = stated.reduce((sum, cut) => sum + weight(cut), 0);
    return stated.reduce((sum, cut) => sum + weight(cut) * value(cut)!, 0) / total;
  };
  const sum = (value: (cut: CutResult) => number | null) => pooled.reduce((total, cut) => total + (value(cut) ?? 0), 0);
  const mae = {
    ours: mean(({ mae: m }) => m.ours)!,
    table: mean(({ mae: m }) => m.table)!,
    meanGap: mean(({ mae: m }) => m.meanGap)!,
  };
  const cases = ({ cases: answered }: CutResult) => answered;
  return {
    cut: `≥ ${LEAST_POOLED_DAYS} days`,
    historyDays: LEAST_POOLED_DAYS,
    rows: sum(({ rows }) => rows),
    cases: sum(cases),
    mae,
    maeRatio: mae.ours / mae.table,
    coverage: { ours: mean(({ coverage }) => coverage.ours), table: mean(({ coverage }) => coverage.table)! },
    width: {
      ours: mean(({ width }) => width.ours),
      table: mean(({ width }) => width.table)!,
      tableAtOurCoverage: mean(({ width }) => width.tableAtOurCoverage),
    },
    brier: {
      ours: DAYS.map((_, i) => mean(({ brier }) => brier.ours[i]!)),
      table: DAYS.map((_, i) => mean(({ brier }) => brier.table[i]!)),
    },
    expected: DAYS.map((_, i) =>
      pooled.some(({ expected }) => expected[i] === null) ? null : sum(({ expected }) => expected[i]!),
    ),
    actual: DAYS.map((_, i) =>
      pooled.some(({ actual }) => actual[i] === null) ? null : sum(({ actual }) => actual[i]!),
    ),
    commonestDate: mean(({ commonestDate }) => commonestDate)!,
    hit3: { ours: mean(({ hit3 }) => hit3.ours, cases), pTopFreq: mean(({ hit3 }) => hit3.pTopFreq, cases) },
    seconds: sum(({ seconds }) => seconds),
  };
}
