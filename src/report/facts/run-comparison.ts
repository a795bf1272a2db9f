import type { Estimate, Metrics } from '../../evaluation/metrics-schema';
import { judgeDates } from './judgement';
import type { Status } from './shop-comparison';

/** Figures that runs are compared by; less is better of some, more of others, and some only tell. */
export const COMPARED = [
  'mae',
  'crps',
  'coverage',
  'width',
  'hit',
  'buyers7',
  'buyers28',
  'customers',
  'overdue',
  'lost',
  'rejects',
] as const;
export type ComparedFigure = (typeof COMPARED)[number];

/** A figure of one run, with its 95 % interval where it has one; null where the run has none. */
export type FigureOfRun = { value: number; low?: number; high?: number } | null;

/** What stands in the way of comparing two runs figure by figure. */
export const COMPARISON_WARNINGS = [
  'not-judged',
  'other-horizon',
  'other-rule',
  'other-reading',
  'other-top',
  'other-data',
  'other-weeks',
] as const;
export type ComparisonWarning = (typeof COMPARISON_WARNINGS)[number];

/** Weeks (test origins) that both runs judged by the same rows. */
export interface PairedWeeks {
  weeks: number;
  /** Weeks in which the newer run erred less. */
  better: number;
  /** Newer − older, days of mean absolute error, over all rows of these weeks. */
  difference: number;
  crps: number;
}

export interface RunComparison {
  warnings: ComparisonWarning[];
  /** Null where the two runs are not known to have the same rows. */
  paired: PairedWeeks | null;
  figures: Record<ComparedFigure, { older: FigureOfRun; newer: FigureOfRun; status: Status }>;
  /** Is the newer one better? Of the figures of quality together. */
  status: Status;
}

/** Less is better of errors, more of hits; coverage is best at what it promises. */
const QUALITY = ['mae', 'crps', 'coverage', 'hit'] as const satisfies readonly ComparedFigure[];
const NOMINAL_COVERAGE = 0.8;

/** A figure of a run, by name. */
export function figureOf(figure: ComparedFigure, { nextPurchase, topProducts, prediction, etl }: Metrics): FigureOfRun {
  const { chosen } = judgeDates(nextPurchase);
  const method = topProducts.missing === null ? topProducts.methods.find((one) => one.chosen) : undefined;
  const buyers = (days: number): FigureOfRun => {
    const found = prediction.expected.find((expected) => expected.days === days);
    return found === undefined ? null : { value: found.buyers, low: found.low, high: found.high };
  };
  switch (figure) {
    case 'mae':
      return chosen === null ? null : withBounds(chosen.test!.mae, chosen.testMae);
    case 'crps':
      return chosen === null ? null : chosen.probabilities.crps;
    case 'coverage':
      return chosen?.interval?.coverage ?? null;
    case 'width':
      return chosen?.interval ? { value: chosen.interval.meanWidth } : null;
    case 'hit':
      return method === undefined || method.cases === 0
        ? null
        : withBounds(method.hits / method.cases, method.hitAtTop);
    case 'buyers7':
      return buyers(7);
    case 'buyers28':
      return buyers(28);
    case 'customers':
      return { value: prediction.customers };
    case 'overdue':
      return { value: prediction.overdue };
    case 'lost':
      return { value: prediction.lost };
    case 'rejects':
      return etl.linesIn === 0 ? null : { value: etl.linesRejected / etl.linesIn };
  }
}

function withBounds(value: number, estimate: Estimate | null): FigureOfRun {
  return estimate === null ? { value } : { value, low: estimate.low, high: estimate.high };
}

/** A newer run beside an older one: figures, what they may be compared by, and whether it is better. */
export function compareRuns(older: Metrics, newer: Metrics): RunComparison {
  const warnings = warningsOf(older, newer);
  const apart: readonly ComparisonWarning[] = ['not-judged', 'other-horizon', 'other-rule', 'other-top'];
  const comparable = !warnings.some((warning) => apart.includes(warning));
  const figures = Object.fromEntries(
    COMPARED.map((figure) => {
      const both = { older: figureOf(figure, older), newer: figureOf(figure, newer) };
      return [figure, { ...both, status: comparable ? statusOf(figure, both) : 'unknown' }];
    }),
  ) as RunComparison['figures'];
  return {
    warnings,
    paired: pairedWeeks(older, newer, warnings),
    figures,
    status: overall(QUALITY.map((figure) => figures[figure].status)),
  };
}

function warningsOf(older: Metrics, newer: Metrics): ComparisonWarning[] {
  const judged = [older, newer].every(({ nextPurchase }) => nextPurchase.missing === null);
  const same = (of: (metrics: Metrics) => unknown) => JSON.stringify(of(older)) === JSON.stringify(of(newer));
  const found: [ComparisonWarning, boolean][] = [
    ['not-judged', !judged],
    ['other-horizon', judged && !same(({ nextPurchase }) => nextPurchase.horizonDays)],
    ['other-rule', !same(({ run }) => run.settings['recurrence'])],
    ['other-reading', !same(readingOf)],
    ['other-top', !same(({ topProducts }) => topProducts.top)],
    ['other-data', !same(({ run }) => run.inputs.map(({ sha256 }) => sha256).sort())],
    ['other-weeks', judged && !same(({ nextPurchase }) => nextPurchase.origins.test)],
  ];
  return found.filter(([, there]) => there).map(([warning]) => warning);
}

/** Settings that lines are read by; how many rejected ones end a run changes none of those of a run that did not. */
function readingOf({ run }: Metrics): unknown {
  const { maxRejectedShare, maxRejectedShareOf, ...reading } = Object(run.settings['csv']) as Record<string, unknown>;
  return reading;
}

/** The same files read by the same settings give the same rows on the same weeks; how many there are must agree too. */
function pairedWeeks(older: Metrics, newer: Metrics, warnings: readonly ComparisonWarning[]): PairedWeeks | null {
  const apart: readonly ComparisonWarning[] = [
    'not-judged',
    'other-horizon',
    'other-rule',
    'other-reading',
    'other-data',
  ];
  if (warnings.some((warning) => apart.includes(warning))) return null;
  const weeksOf = ({ nextPurchase }: Metrics) => judgeDates(nextPurchase).chosen?.byOrigin ?? [];
  const before = new Map(weeksOf(older).map((week) => [week.origin, week]));
  const both = weeksOf(newer).flatMap((week) => {
    const earlier = before.get(week.origin);
    return earlier === undefined || earlier.rows !== week.rows ? [] : [{ week, earlier }];
  });
  const rows = both.reduce((sum, { week }) => sum + week.rows, 0);
  if (rows === 0) return null;
  const mean = (score: 'mae' | 'crps') =>
    both.reduce((sum, { week, earlier }) => sum + week.rows * (week[score] - earlier[score]), 0) / rows;
  return {
    weeks: both.length,
    better: both.filter(({ week, earlier }) => week.mae < earlier.mae).length,
    difference: mean('mae'),
    crps: mean('crps'),
  };
}

/** Intervals that do not touch decide; where they do, or there are none, the difference may be chance. */
function statusOf(figure: ComparedFigure, { older, newer }: { older: FigureOfRun; newer: FigureOfRun }): Status {
  if (older === null || newer === null || !(QUALITY as readonly ComparedFigure[]).includes(figure)) return 'unknown';
  if (figure === 'coverage') return coverageStatus(older, newer);
  const [a, b] = figure === 'hit' ? [newer, older] : [older, newer];
  if (a.low === undefined || b.low === undefined) return 'even';
  if (a.low > b.high!) return 'good';
  return a.high! < b.low ? 'bad' : 'even';
}

type Coverage = NonNullable<FigureOfRun>;

/** To hold less than what is promised counts; to hold more costs width alone. */
function coverageStatus(older: Coverage, newer: Coverage): Status {
  if (holdsLess(newer, older)) return 'bad';
  return holdsLess(older, newer) ? 'good' : 'even';
}

/** Whether one holds less than is promised and less than the other, both proven, and is farther from the promise. */
function holdsLess({ value, high = 1 }: Coverage, other: Coverage): boolean {
  const apart = high < Math.min(other.low ?? 0, NOMINAL_COVERAGE);
  return apart && NOMINAL_COVERAGE - value > Math.abs(other.value - NOMINAL_COVERAGE);
}

function overall(statuses: readonly Status[]): Status {
  const known = statuses.filter((status) => status !== 'unknown');
  if (known.length === 0) return 'unknown';
  const [better, worse] = (['good', 'bad'] as const).map((wanted) => known.includes(wanted));
  if (better !== worse) return better ? 'good' : 'bad';
  return 'even';
}
