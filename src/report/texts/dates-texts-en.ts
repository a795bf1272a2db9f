import type { DatesTexts } from './dates-texts-es';
import { cases, count, customers, dayOrLater, days, fixed, many, percent, signed, signedBounds } from './words-en';

/** Medians may lie between two days. */
const shortDays = (n: number) => (Number.isInteger(n) ? count(n) : fixed(n, 1));

/** Texts of how well the next purchase is dated, in English. */
export const DATES_EN: DatesTexts = {
  intro: (horizon) =>
    `A case is a customer on an as-of date. The error is the distance in days between the date given and the actual purchase; what goes beyond ${days(horizon)}, given or actual, counts as ${count(horizon)}. MAE is the mean error; RMSE punishes large errors; R² is the share of the variation explained, and a low one is normal here.`,
  unmeasured: 'There is no evaluation of the dates',
  why: (reason) => `Reason: ${reason}.`,
  table: {
    title: (n) => `${many(n, 'model', 'models')}, baselines first: Train and Test`,
    howToRead:
      'lower MAE and RMSE are better; higher R² and shares are better. If Train is much better than Test, the model has memorised. Below the MAE of the test stands its 95% interval; the lowest is in bold.',
    rows: (train, test) =>
      [
        train ? `Train: n = ${cases(train.rows)} of ${customers(train.customers)}.` : '',
        test ? `Test: n = ${cases(test.rows)} of ${customers(test.customers)}.` : '',
      ].join(' '),
    model: 'Model',
    kind: 'What it is',
    groups: {
      baseline: 'Baselines: rules and models of few parameters',
      learned: 'Other learned models: trees, which give the date alone',
      network: 'Neural networks',
    },
    train: 'Train',
    validation: 'Validation',
    test: 'Test',
    interval: '80% interval',
    errors: ['MAE (days)', 'RMSE (days)', 'R²', '±1 day', '±3 days', '±7 days'],
    coverage: 'Coverage',
    width: 'Width (days)',
  },
  shop: {
    title: 'The model in use against what a shop would do on its own',
    figure: 'Figure of the test',
    used: (name) => `${name} (in use)`,
    mae: 'Mean error of the date (days)',
    maeDays: '… difference of the model (days)',
    maeShare: '… difference of the model (%)',
    crps: 'CRPS of the whole forecast (days)',
    crpsDays: '… difference of the model (days)',
    crpsShare: '… difference of the model (%)',
    within3: 'Dates off by 3 days or fewer',
    coverage: 'Purchases inside the 80% interval',
    width: 'Mean width of the interval (days)',
    howToRead: (rows, of) =>
      `the own mean gap is the mean of the days between a customer’s purchases, what a spreadsheet gives; the hazard table has two columns, purchase rate and days away. A difference below zero is what the model errs less. A rule that gives the date alone has no interval. n = ${cases(rows)} of ${customers(of)}.`,
  },
  actual: {
    name: 'Date given and actual purchase',
    title: (bin, later) =>
      later && bin.median >= bin.predicted
        ? `When the model says ${dayOrLater(bin.predicted, later)}, half of the purchases take that or more`
        : `When the model says ${dayOrLater(bin.predicted, later)}, half of the purchases have come within ${shortDays(bin.median)}`,
    howToRead: (hidden, horizon) =>
      `on the diagonal, the date given and the actual one agree; “≥ ${count(horizon)}” gathers that day and all later ones, which are not told apart. The bar holds the middle half of the cases and the dash is the median; long delays lift the mean above it.${hidden > 0 ? ` Not drawn because of too few cases: ${many(hidden, 'date', 'dates')}.` : ''}`,
    n: (rows) => `n = ${cases(rows)} of the test.`,
    sentence: (facts) =>
      `On average the date given is ${fixed(Math.abs(facts.bias))} days ${facts.bias < 0 ? 'before' : 'after'} the actual one. The largest group, ${cases(facts.largest.rows)}, was given ${dayOrLater(facts.largest.predicted, facts.later)} and took ${fixed(facts.largest.mean, 1)}.`,
    hover: (bin, later) =>
      `Says ${dayOrLater(bin.predicted, later)}<br>actual mean ${fixed(bin.mean, 1)}, median ${fixed(bin.median, 1)}<br>middle half ${fixed(bin.q25, 1)}–${fixed(bin.q75, 1)}<br>n = ${count(bin.rows)}`,
    axis: 'Actual days to the purchase',
    predicted: 'Predicted days',
    rows: 'Cases',
    mean: 'Actual mean',
    q25: 'Quartile 1',
    median: 'Actual median',
    q75: 'Quartile 3',
    identity: 'agree',
    quartiles: 'middle half',
  },
  error: {
    name: 'Signed error',
    title: (close, shares) =>
      `${percent(shares.close, 1)} of the dates are off by ${days(close)} or fewer; ${percent(shares.early, 1)} are too early and ${percent(shares.late, 1)} too late`,
    howToRead: (close, horizon) =>
      `left of zero the date given came before the purchase; right of it, the customer came first. In colour, errors of ${days(close)} or fewer. Days given and actual are at most ${count(horizon)}.`,
    n: (rows) => `n = ${cases(rows)} of the test.`,
    sentence: (close, shares) =>
      `${percent(shares.exact, 1)} of the dates are exact, ${percent(shares.close, 1)} are off by ${days(close)} or fewer, ${percent(shares.early, 1)} are too early and ${percent(shares.late, 1)} too late.`,
    hover: (error, rows, share) => `${signed(error, 0)} days: ${percent(share, 1)}<br>n = ${count(rows)}`,
    days: 'Error: predicted days − actual days',
    rows: 'Cases',
    share: 'Share of the cases',
    early: '← too early',
    late: 'too late →',
  },
  forest: {
    name: 'Paired differences',
    none: 'The run brings no paired differences between models.',
    title: (subject, { pairs, wins, losses }) =>
      `“${subject}” wins ${count(wins)} of ${many(pairs, 'comparison', 'comparisons')}, loses ${count(losses)} and leaves ${count(pairs - wins - losses)} undecided`,
    howToRead:
      'each point is the difference of mean errors on the same cases, with its 95% interval by customer; left of zero the model errs less. Where the interval touches zero the point is hollow: no difference is proved.',
    n: (rows, of) => `n = ${cases(rows)} of ${customers(of)}.`,
    pair: (model, against, difference) =>
      `${model} against ${against}: ${signed(difference.value)} days (${signedBounds(difference)}).`,
    versus: (against) => `against ${against}`,
    hover: (difference) => `${signed(difference.value, 3)} days<br>${signedBounds(difference)}`,
    axis: 'Difference of mean error (days)',
    better: '← better',
    worse: 'worse →',
    model: 'Model',
    against: 'Against',
    difference: 'Difference (days)',
    low: '95% CI, from',
    high: '95% CI, to',
    outcome: 'Outcome',
    outcomes: { good: 'wins', even: 'undecided', bad: 'loses', unknown: '—' },
  },
};
