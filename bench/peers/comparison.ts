import type { DateForecast, DateScores, KnownAnswers } from '../../src/evaluation/date-scores';
import { dateConcordance, dateScores, judgeProbabilities } from '../../src/evaluation/date-scores';
import { dayErrors } from '../../src/evaluation/day-errors';
import type { PairedComparison } from '../../src/evaluation/statistics/paired-bootstrap';
import { pairedBootstrap } from '../../src/evaluation/statistics/paired-bootstrap';

/** A method's figures on the test rows; what needs chances is null for a date alone. */
export interface ComparisonRow {
  name: string;
  whose: 'baseline' | 'ours' | 'peer';
  mae: number;
  /** Of the mean; null where the method gives no mean of its own. */
  r2: number | null;
  within3: number;
  concordance: number | null;
  brier: number[];
  ibs: number | null;
  crps: number;
  seconds: number | null;
}

export interface Contender {
  name: string;
  whose: ComparisonRow['whose'];
  forecast: DateForecast;
  seconds: number | null;
}

export function compareForecasts(contenders: readonly Contender[], answers: KnownAnswers): ComparisonRow[] {
  const { daysToNext, customers, horizon } = answers;
  const actual = Float64Array.from({ length: daysToNext.length }, (_, i) =>
    Math.min(horizon, daysToNext[i]! || horizon),
  );
  return contenders.map(({ name, whose, forecast, seconds }) => {
    const { mae, r2, within3 } = dayErrors({ ...forecast, actual, customers })!;
    const { crps, ibs, brier } = judgeProbabilities(forecast, answers, 1);
    return {
      name,
      whose,
      mae,
      r2: forecast.chances === undefined ? null : r2,
      within3,
      concordance: dateConcordance(forecast, answers),
      brier: brier.map(({ value }) => value),
      ibs,
      crps: crps.value,
      seconds,
    };
  });
}

export interface PairedRow extends PairedComparison {
  model: string;
  against: string;
  metric: keyof DateScores;
}

/** Ours, and whom it has to match on the same rows: the trees are a histogram GBDT as scikit-learn's are. */
const TREES = ['gradient-boosting', 'sklearn-hgb'] as const;

/** Each of our networks against every other method, and our trees against scikit-learn's, on every score both have. */
export function pairContenders(contenders: readonly Contender[], answers: KnownAnswers, seed: number): PairedRow[] {
  const scored = contenders.map((contender) => ({ ...contender, scores: dateScores(contender.forecast, answers) }));
  return scored
    .filter(({ name, whose }) => whose === 'ours' || name === TREES[0])
    .flatMap((model) =>
      scored
        .filter((against) => against !== model && (model.whose === 'ours' || against.name === TREES[1]))
        .flatMap((against) =>
          (['mae', 'crps', 'ibs'] as const).flatMap((metric) => {
            const [ours, theirs] = [model.scores[metric], against.scores[metric]];
            if (ours === null || theirs === null) return [];
            const compared = pairedBootstrap({ ours, theirs, customers: answers.customers }, { seed });
            return [{ model: model.name, against: against.name, metric, ...compared }];
          }),
        ),
    );
}

/** The table as text, one method a line. */
export function comparisonText(rows: readonly ComparisonRow[]): string {
  const number = (value: number | null, digits: number) => (value === null ? '' : value.toFixed(digits));
  const head = ['method', 'MAE', 'R²', '±3', 'C', 'Brier 7/14/28', 'IBS', 'CRPS', 's'];
  const body = rows.map((row) => [
    row.name,
    number(row.mae, 3),
    number(row.r2, 3),
    number(row.within3, 3),
    number(row.concordance, 4),
    row.brier.map((value) => value.toFixed(4)).join(' '),
    number(row.ibs, 4),
    number(row.crps, 3),
    number(row.seconds, 1),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((line) => line[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  return [head, ...body].map(line).join('\n');
}

/** The pairs as text: ratio of mean scores with its 95 % interval by customer; below one, the first errs less. */
export function ratioText(pairs: readonly PairedRow[]): string {
  return pairs
    .flatMap(({ model, against, metric, ratio }) =>
      ratio === null
        ? []
        : [
            `${model} ÷ ${against}, ${metric}: ${ratio.value.toFixed(4)} [${ratio.low.toFixed(4)}, ${ratio.high.toFixed(4)}]`,
          ],
    )
    .join('\n');
}
