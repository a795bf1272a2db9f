import type { Revision, RevisionFigure, VerdictTest } from '../../evaluation/revision-schema';
import { percent } from './figures';

/** What became of the predictions in a few lines, the verdict last. */
export function revisionSummary({ lines, predictions, pooled, verdict, windowDays }: Revision): string[] {
  const { outcome, dates, interval, chances, products } = pooled;
  const origins = predictions.map(({ origin }) => origin);
  const open = outcome.stillOpen === 0 ? '' : `, still open: ${count(outcome.stillOpen)}`;
  return [
    `predictions ${count(outcome.rows)} of ${count(outcome.customers)} customers, made on ${origins.join(', ')}; lines to ${lines.until}`,
    `came        ${count(outcome.came)}, not within ${windowDays} days: ${count(outcome.notCome)}${open}`,
    ...(dates ? [`next date   mean error ${bounded(dates.mae)} days; within ±3: ${percent(dates.within3.value)}`] : []),
    ...(interval
      ? [
          `interval    holds ${percent(interval.coverage.value)} (80 % meant), ${decimals(interval.meanWidth, 1)} days wide`,
        ]
      : []),
    ...chances.map(
      ({ days, expected, actual, range }) =>
        `buyers      within ${days} days: ${count(actual)}, expected ${count(Math.round(expected))}${range ? ` (80 %: ${count(range.low)} to ${count(range.high)})` : ''}`,
    ),
    ...(products
      ? [`products    Hit@${products.top} ${percent(products.hit.value)} of ${count(products.hit.rows)}`]
      : []),
    ...verdict.tests.map((test) => `promise     ${testLine(test)}`),
    `verdict     ${verdict.outcome} (error rate ${percent(verdict.errorRate)} over ${verdict.tests.length} figures)`,
  ];
}

function testLine({ figure, at, promised, realised, outcome }: VerdictTest): string {
  const came = realised === null ? '–' : bounded(realised, 3);
  return `${figure}@${at} ${decimals(promised, 3)} promised, ${came} came: ${outcome}`;
}

function bounded({ value, low, high }: RevisionFigure, digits = 2): string {
  return `${decimals(value, digits)} [${decimals(low, digits)}, ${decimals(high, digits)}]`;
}

function decimals(value: number, digits: number): string {
  return value.toFixed(digits);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
