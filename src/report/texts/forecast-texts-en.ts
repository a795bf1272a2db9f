import type { ForecastTexts } from './forecast-texts-es';
import { numberFormat } from './format-number';

const { count, fixed, percent } = numberFormat('en');
const listed = (days: readonly number[]) => new Intl.ListFormat('en').format(days.map(String));
const cases = (n: number) => `${count(n)} ${n === 1 ? 'case' : 'cases'}`;

/** Texts of the forecast as a distribution, in English. */
export const FORECAST_EN: ForecastTexts = {
  table: {
    title: 'The whole forecast, not the date alone: every model',
    howToRead: (judged) =>
      `CRPS judges the whole distribution, in days (that of a date alone is its mean error); IBS, the chance of a purchase by each day; ${judged.length === 0 ? '' : `Brier, the chance within ${listed(judged)} days: `}less is better in all. Concordance is the share of pairs of cases that the model puts in the right order (0.5 is chance). A dash: the model gives a date without chances, and is there for comparison only.`,
    columns: { model: 'Model', crps: 'CRPS (days)', low: '95% CI, from', high: 'to', ibs: 'IBS', c: 'Concordance' },
    brier: (days: number) => `Brier ${days} d`,
    gives: (name: string) => `Date, interval and chances of the predictions are those of “${name}”.`,
  },
  reliability: {
    name: 'Chances stated and come true',
    none: 'The run brings nothing to judge the chances of the model in use by.',
    title: (days: number, said: number, came: number) =>
      `Within ${days} days ${percent(said, 1)} were expected to buy, and ${percent(came, 1)} did`,
    howToRead:
      'each point gathers the cases that were given a similar chance. On the diagonal, what was stated comes true; above it, too little was stated.',
    n: (rows: number) => `n = ${cases(rows)} of the test.`,
    sentence: (days: number, worst: number) =>
      `Within ${days} days, the point of 100 cases or more that lies farthest from the diagonal does so by ${fixed(100 * worst, 1)} points.`,
    within: (days: number) => `within ${days} days`,
    days: 'Days',
    chance: 'Chance stated',
    share: 'Share that bought',
    rows: 'Cases',
    identity: 'what is stated comes true',
    hover: (chance: number, share: number, rows: number) =>
      `stated ${percent(chance, 1)}, came true ${percent(share, 1)}<br>n = ${count(rows)}`,
  },
  segments: {
    title: (lowest: number, highest: number) =>
      `The 80% interval holds the purchase between ${percent(lowest, 1)} and ${percent(highest, 1)} of the time, depending on the group`,
    howToRead: (least, horizon) =>
      `the width counts both ends and, of a longer interval, the first ${count(horizon)} days that are judged. Of a group with fewer than ${count(least)} cases nothing is said.`,
    by: {
      n_purchases: 'Purchases so far',
      elapsed_ratio: 'Days elapsed ÷ median gap',
      units_mean: 'Units a purchase',
    } as Record<string, string>,
    columns: ['Group', 'From', 'To (exclusive)', 'Cases', 'Coverage', 'Mean width (days)'],
  },
  returned: {
    name: 'Who has not returned',
    title: (share: number, days: number) => `After ${days} days ${percent(share, 1)} had not returned`,
    howToRead:
      'the line falls with every customer who returns (Kaplan–Meier); who has not returned when the data end counts as long as they were watched. The band is the 95% CI.',
    n: (rows: number, day: string) =>
      `n = ${count(rows)} ${rows === 1 ? 'customer' : 'customers'} recurrent on ${day}, the first test origin.`,
    sentence: (half: number | null) =>
      half === null ? 'More than half have not returned.' : `Half had returned within ${count(half)} days.`,
    days: 'Days since the as-of date',
    share: 'Not returned',
    error: 'Standard error',
    band: '95% CI',
    hover: (days: number, share: number) => `day ${count(days)}: ${percent(share, 1)}`,
  },
  gaps: {
    title: (censored: number) =>
      `The classical question: how long is the gap under way, without the ${percent(censored, 1)} who have not returned`,
    howToRead: (day: string) =>
      `one case a customer, on ${day}; days without limit, and only gaps that ended. Leaving out who has not returned flatters every model that says “soon”: it stands beside the evaluation, not in its place.`,
    columns: ['Model', 'Cases', 'MAE (days)', 'RMSE (days)', 'R²'],
  },
};
