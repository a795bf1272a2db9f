import { numberFormat } from '../texts/format-number';
import type { RevisionTexts } from './texts-es';

const { count, fixed, percent } = numberFormat('en');
const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
const days = (n: number) => many(n, 'day', 'days');
const customers = (n: number) => many(n, 'customer', 'customers');
const predictions = (n: number) => many(n, 'prediction', 'predictions');

/** Texts of `reports/revision.html` in English. */
export const REVISION_EN: RevisionTexts = {
  documentTitle: (until) => `recompra · Review as of ${until}`,
  footer: 'Made by recompra from revision.json. Everything is in this file: it needs no connection.',
  sections: {
    summary: 'Summary',
    dates: 'Dates',
    buyers: 'Buyers',
    products: 'Products',
    segments: 'Segments',
    card: 'Card',
  },
  header: {
    title: 'What became of the predictions',
    lead: 'What was predicted, what was promised, and what customers did since, as far as the lines reach.',
    origins: 'Predicted on',
    until: 'Known up to',
    rows: 'Predictions',
    run: 'Review',
  },
  outcomes: {
    'as-promised': { sign: '✓', word: 'Kept' },
    better: { sign: '▲', word: 'Better' },
    worse: { sign: '✗', word: 'Worse' },
    'not-yet': { sign: '…', word: 'Open' },
    'too-few': { sign: '?', word: 'Too few' },
    'no-verdict': { sign: '?', word: 'No verdict' },
  },
  headline: {
    'as-promised': 'The predictions keep their promises',
    better: 'The predictions are better than promised',
    worse: 'The predictions are worse than promised',
    'no-verdict': 'It cannot be said yet whether the predictions keep their promises',
  },
  came: (came, rows, window) => `A purchase came within ${days(window)} for ${count(came)} of ${predictions(rows)}.`,
  notCome: (n, window) => `The ${days(window)} went by without one: ${count(n)}.`,
  stillOpen: (n) => `Still open: ${count(n)}.`,
  rate: (rate, tests, tolerance) =>
    `Better or worse is said only where chance does not explain the difference: an error rate of ${percent(rate, 0)} for all ${count(tests)} figures together (Holm). The number of buyers is allowed another ${percent(tolerance, 0)}: weather and holidays move all customers at once.`,
  tests: {
    mae: (at) => `Mean error, up to ${days(at)}`,
    coverage: (at) => `Share inside the 80% interval, up to ${days(at)}`,
    brier: (at) => `Brier, purchase within ${days(at)}`,
    buyers: (at) => `Share that buys within ${days(at)}`,
    hit: (at) => `Hit@${at}`,
  },
  table: {
    title: 'Promised and kept',
    howToRead:
      'each figure is judged only on predictions watched for as many days as the promise speaks of, with its 95% interval by customer.',
    columns: ['Figure', 'Promised', 'Came', '95% CI, from', 'to', 'n', 'Verdict'],
  },
  cards: {
    dates: 'Mean error of the date',
    datesFigure: (mae) => `${fixed(mae)} days`,
    within: (share) => `Within ±3 days: ${percent(share, 1)}`,
    restricted: (from, to) =>
      from === to ? `Days are counted up to ${count(to)}.` : `Days are counted up to ${count(from)}–${count(to)}.`,
    interval: 'Inside the 80% interval',
    width: (width) => `Mean width: ${fixed(width, 1)} days`,
    open: (n) => `No purchase yet, and not over: ${count(n)}`,
    buyers: (at) => `Buyers within ${days(at)}`,
    expected: (value) => `Expected: ${count(Math.round(value))}`,
    range: (low, high) => `80% range: ${count(low)} to ${count(high)}`,
    products: (top) => `Hit@${top}`,
    cases: (n) => `In ${many(n, 'purchase', 'purchases')} within the window`,
    none: 'There is nothing to judge it by yet.',
    ci: (low, high) => `95% CI: ${low} to ${high}`,
  },
  notes: {
    'still-open': (n) => `${predictions(n)} without a purchase yet: the lines end before the window does.`,
    'nothing-yet': (_n, source) => `${source}: made on the last day of the lines or later; left out.`,
    'closed-days': (n, source) => `${source}: the lines begin ${days(n)} later; the shop is closed on such days.`,
    'days-without-lines': (n) =>
      `${days(n)} without any line after the prediction: they count as days without purchases.`,
    'no-promises': (_n, source) => `${source}: no metrics.json; it promised nothing but its chances.`,
    'rule-assumed': (_n, source) => `${source}: does not say by which rule it was made; this review's is taken.`,
    'different-recurrence': (n) =>
      `The predictions come from ${count(n)} recurrence rules: their customers were chosen otherwise.`,
  },
  dates: {
    title: 'Errors and interval',
    columns: ['Figure', 'Came', '95% CI, from', 'to', 'n', 'Customers'],
    mae: 'Mean absolute error (days)',
    within: (k) => `Within ±${k} days`,
    coverage: 'Inside the 80% interval',
    howToRead: (window) =>
      `date and purchase are compared up to ${days(window)}, or as far as the lines reach. An interval that reaches that limit holds those who have not bought yet.`,
    intervals: (inside, outside, open, without) =>
      `Inside: ${count(inside)}. Outside: ${count(outside)}. Open: ${count(open)}. Without an interval: ${count(without)}.`,
  },
  buyers: {
    name: 'Expected and actual buyers',
    none: 'The lines do not reach 7 days after any prediction.',
    title: (at, actual, expected) =>
      `Within ${days(at)} ${count(actual)} bought; ${count(Math.round(expected))} were expected`,
    howToRead:
      'the bar is the 80% range of what was expected (the sum of the chances, if customers are independent); the point, those who bought.',
    n: (rows) => `n = ${predictions(rows)}.`,
    sentence: (at, actual, expected) =>
      `Within ${days(at)}, ${count(actual)} buyers against ${fixed(expected, 1)} expected.`,
    columns: ['Days', 'Expected', '80% range, from', 'to', 'Bought', 'Bought ÷ expected', 'Brier', 'n'],
    expected: 'expected, with 80% range',
    actual: 'bought',
    axis: 'Buyers',
    within: (at) => `within ${days(at)}`,
    noChances: 'The predictions state no chances.',
  },
  products: {
    title: (top, hit, cases) =>
      `With ${count(top)} products at least one was right in ${percent(hit, 1)} of ${many(cases, 'purchase', 'purchases')}`,
    columns: ['k', 'Hit@k', 'recall@k', 'nDCG@k'],
    howToRead: 'the truth is the products of the first purchase after the prediction, within the window.',
    none: 'No purchase has come yet to compare the products with.',
    name: 'Products recommended and bought',
  },
  segments: {
    title: {
      purchases: 'By purchases before the prediction',
      'elapsed-gaps': 'By time without a purchase, in usual gaps',
      state: 'By state',
    },
    columns: ['Group', 'n', 'Mean error', '±', 'Inside 80%', '±', 'Width', 'Days', 'Expected', 'Bought', 'Hit'],
    from: (value) => `from ${value}`,
    below: (value) => `below ${value}`,
    between: (from, to) => `${from} to below ${to}`,
    howToRead: (least) =>
      `± is half the 95% interval by customer. Nothing is said of groups of fewer than ${customers(least)}.`,
  },
  card: {
    predictions: 'Reviewed predictions',
    columns: ['Folder', 'Run', 'Predicted on', 'Days seen', 'n', 'Bought', 'Open', 'Model', 'Mean error', 'Promised'],
    inputs: 'Files read',
    inputColumns: ['File', 'Bytes', 'SHA-256'],
    lines: (kept, rejected) => `${count(kept)} lines read, ${count(rejected)} rejected.`,
    rule: 'What counts as a purchase',
    any: 'any day with a line',
    qualifying: (what, least) => `days with more than ${count(least)} (${what})`,
  },
};
