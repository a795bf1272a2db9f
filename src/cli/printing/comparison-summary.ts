import type { Metrics } from '../../evaluation/metrics-schema';
import type { ComparedFigure, ComparisonWarning, FigureOfRun, RunComparison } from '../../report/facts/run-comparison';
import { COMPARED, figureOf } from '../../report/facts/run-comparison';
import { percent, signed } from './figures';

const LABELS: Record<ComparedFigure, string> = {
  mae: 'mean error of the date, days',
  crps: 'CRPS of the forecast, days',
  coverage: 'coverage of the 80 % interval',
  width: 'mean width of the interval, days',
  hit: 'hits of the products',
  buyers7: 'buyers expected within 7 days',
  buyers28: 'buyers expected within 28 days',
  customers: 'predicted customers',
  overdue: 'overdue',
  lost: 'lost',
  rejects: 'rejected lines',
};

const WARNINGS: Record<ComparisonWarning, string> = {
  'not-judged': 'one of them could not measure how right it is',
  'other-horizon': 'they are judged on different horizons',
  'other-rule': 'the recurrence rule is another: they are not the same customers',
  'other-reading': 'the files are read by other settings',
  'other-top': 'another number of products is recommended',
  'other-data': 'the files are not the same, so customers and judged weeks differ too',
  'other-weeks': 'the test weeks are not the same',
};

const VERDICTS = {
  good: 'better: some figure of quality is, with 95 % intervals that do not touch, and none is worse so',
  even: 'not proven: no figure of quality is better or worse by 95 % intervals that do not touch, or some are better and others worse',
  bad: 'worse: some figure of quality is, with 95 % intervals that do not touch, and none is better so',
  unknown: 'not comparable by how right they are',
} satisfies Record<RunComparison['status'], string>;

/** Figures of runs in a table, the oldest first, and whether the newest is better than the one before. */
export function comparisonSummary(runs: readonly Metrics[], steps: readonly RunComparison[]): string[] {
  const last = steps.at(-1)!;
  const rows = COMPARED.map((figure) => [
    LABELS[figure],
    ...runs.map((metrics) => valueText(figure, figureOf(figure, metrics))),
    { good: 'better', even: 'not proven', bad: 'worse', unknown: '' }[last.figures[figure].status],
  ]);
  const header = ['', ...runs.map(({ run }) => `${run.asOf} ${run.id}`), 'against the one before'];
  return [
    ...align([header, ...rows]),
    '',
    ...pairedLines(last),
    ...warningLines(last),
    `verdict     ${VERDICTS[last.status]}`,
  ];
}

function pairedLines({ paired }: RunComparison): string[] {
  if (paired === null)
    return ['paired      they are not compared case by case: each figure is of its own customers and weeks'];
  const { weeks, better, difference, crps } = paired;
  return [
    `paired      on the ${weeks === 1 ? 'test week that is' : `${weeks} test weeks that are`} the same: mean error ${signed(difference, 2)} days, CRPS ${signed(crps, 2)}, better in ${better}`,
  ];
}

function warningLines({ warnings }: RunComparison): string[] {
  return warnings.map((warning) => `warning     ${WARNINGS[warning]}`);
}

function valueText(figure: ComparedFigure, found: FigureOfRun): string {
  if (found === null) return '–';
  const text = (value: number) => {
    if (figure === 'coverage' || figure === 'hit' || figure === 'rejects') return percent(value);
    return figure === 'mae' || figure === 'crps' || figure === 'width' ? value.toFixed(2) : String(Math.round(value));
  };
  return found.low === undefined ? text(found.value) : `${text(found.value)} (${text(found.low)}–${text(found.high!)})`;
}

function align(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
