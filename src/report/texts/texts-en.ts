import type { Estimate } from '../../evaluation/metrics-schema';
import type { Status } from '../facts/judgement';
import { CALENDAR_EN, formatDay } from './calendar-texts';
import { CHOICE_EN } from './choice-texts-en';
import { EXPECTED_EN } from './expected-texts-en';
import { FORECAST_EN } from './forecast-texts-en';
import { numberFormat } from './format-number';
import type { Texts } from './texts-es';

const number = numberFormat('en');
const { count, fixed, percent, signed } = number;
const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
const lines = (n: number) => many(n, 'line', 'lines');
const days = (n: number) => many(n, 'day', 'days');
const dayOrLater = (n: number, later: boolean) => `${days(n)}${later ? ' or later' : ''}`;
const customers = (n: number) => many(n, 'customer', 'customers');
const cases = (n: number) => many(n, 'case', 'cases');
const points = (share: number) => `${signed(share * 100)} points`;
const bounds = ({ low, high }: Estimate) => `${fixed(low)} to ${fixed(high)}`;
const boundsOfShare = ({ low, high }: Estimate) => `${percent(low)} to ${percent(high)}`;
const signedBounds = ({ low, high }: Estimate) => `95\u00a0% CI: ${signed(low)} to ${signed(high)}`;
const pointBounds = ({ low, high }: Estimate) => `95\u00a0% CI: ${signed(low * 100)} to ${signed(high * 100)}`;

const calendar = CALENDAR_EN;
const day = (iso: string) => formatDay(iso, calendar);

const HEADLINE_DATES: Record<Status | 'passed-over', string> = {
  good: 'The dates are better than the best baseline',
  even: 'The dates cannot be told from those of the best baseline',
  bad: 'The network loses to a baseline on the dates',
  unknown: 'How good the dates are has not been measured',
  'passed-over': 'A baseline gives the dates, although the network erred less in the test',
};

const HEADLINE_PRODUCTS: Record<Status, string> = {
  good: 'each customer’s own products hit more often than one list for all',
  even: 'the products cannot be told from one list for all',
  bad: 'each customer’s own products are no better than one list for all',
  unknown: 'how good the products are has not been measured',
};

const relativeText = (relative: number | null, word: string) =>
  relative === null ? '' : `, ${percent(relative, 1)} ${word}`;

/** All texts of the report in English. */
export const EN: Texts = {
  language: 'en',
  number,
  calendar,
  missing: {
    'history-too-short': (days) =>
      `the history of ${days === null ? 'few' : count(days)} days is too short for training, validation and test origins`,
    'nobody-recurrent-on-validation': () => 'no customer is recurrent on a validation origin',
    'nobody-recurrent-on-test': () => 'no customer is recurrent on a test origin',
    'nobody-bought-again': () => 'no customer of the test origins bought again',
  },
  funnelSteps: {
    customers: () => 'customers',
    'purchase-above': (limit) => `a purchase above ${limit}`,
    'every-purchase-above': (limit) => `every purchase above ${limit}`,
    'two-such-days': () => 'two or more such days',
    'mean-gap-below': (limit) => `fewer than ${limit} days apart on average`,
    'some-month-with-two': () => 'more than one in some month',
    'every-month-with-two': () => 'more than one in every month',
  },
  chosenBy: {
    'shrunken-merit': (top) =>
      `highest gain expected in Hit@${top}, recall@10 and nDCG@10, by validation and what is usual`,
    safest: () => 'the safest method: there is nothing to choose by',
  },
  day,
  documentTitle: (asOf) => `recompra · Report as of ${day(asOf)}`,
  noScript: 'The charts need JavaScript. The figures are in the tables.',
  footer: 'Made by recompra from metrics.json. Everything is in this file: it needs no connection.',
  range: (first, last) => `${day(first)} – ${day(last)}`,
  interval: (estimate) => `95\u00a0% CI: ${bounds(estimate)} days`,
  intervalOfShare: (estimate) => `95\u00a0% CI: ${boundsOfShare(estimate)}`,
  bounds,
  boundsOfShare,
  chosen: 'chosen',
  noTestRows: 'there are no test cases to measure with',
  sections: {
    summary: 'Summary',
    data: 'Data',
    'next-purchase': 'Next purchase',
    'top-products': 'Top products',
    card: 'Cards',
  },
  header: {
    title: 'When each customer returns, and what they will buy',
    lead: 'Report of one run: what was read, how good the dates and the products are, and what to do with them.',
    asOf: 'As-of date',
    range: 'Data',
    run: 'Run',
    seed: 'Seed',
    customers: 'The customers one by one: list, calendar and story →',
    sections: 'Sections',
    languages: 'Language',
  },
  status: {
    good: { sign: '✓', word: 'Good' },
    even: { sign: '≈', word: 'With care' },
    bad: { sign: '✗', word: 'Bad' },
    unknown: { sign: '?', word: 'Not measured' },
  },
  models: {
    'global-median': 'Global median',
    'last-gap': 'Last gap',
    'mean-gap': 'Own mean gap',
    'global-hazard': 'Global hazard',
    'bg-nbd': 'BG/NBD',
    'beta-geometric': 'Beta-geometric',
    'hazard-table': 'Hazard table',
    'calendar-forest': 'Calendar forest',
    'gradient-boosting': 'Boosted trees',
    'dense-network': 'Dense network',
    'hazard-network': 'Daily hazard network',
  },
  methods: {
    'G-TopFreq': 'The shop’s best sellers',
    'P-TopFreq': 'The customer’s most bought',
    'GP-TopFreq': 'The customer’s, filled from the shop’s',
    'decayed-days': 'Frequency decaying by days',
    'decayed-baskets': 'Frequency decaying by purchases',
    'item-periodicity': 'Periodicity of each product',
    'UP-CF@r': 'UP-CF@r (similar customers)',
    'TIFU-KNN': 'TIFU-KNN (neighbours)',
    'TIFU-KNN-time': 'TIFU-KNN by the calendar',
    'dense-ranker': 'Dense ranking network',
  },
  kinds: { baseline: 'baseline', learned: 'other learned model', network: 'neural network' },
  reasons: {
    comillas_sin_cerrar: 'quotes not closed',
    campos_de_mas: 'more fields than the header',
    campos_de_menos: 'fewer fields than the header',
    codificacion: 'wrong encoding',
    byte_nulo: 'a NUL byte',
    linea_demasiado_larga: 'line too long',
    fecha_vacia: 'no date',
    fecha_invalida: 'date in another format',
    fecha_ambigua: 'date that two formats read differently',
    fecha_absurda: 'date outside 1970–2099',
    fecha_futura: 'date after the day of the run',
    fecha_aislada: 'day far before all others (a placeholder?)',
    usuario_vacio: 'no customer',
    producto_vacio: 'no product',
    ticket_vacio: 'no ticket',
    cantidad_vacia: 'no quantity',
    cantidad_no_entera: 'quantity is not a whole number',
    cantidad_no_positiva: 'quantity of zero or less (a return?)',
    devolucion: 'return (quantity below zero)',
    cantidad_absurda: 'absurd quantity',
    precio_vacio: 'no price',
    precio_invalido: 'price is not a number',
    precio_negativo: 'negative price',
    precio_absurdo: 'absurd price',
  },
  rule: {
    units: 'units',
    distinct: 'distinct products',
    lines: 'lines',
    'line-units': 'units of a line',
    qualify: 'some',
    every: 'all',
    'mean-gap': '< 30 days',
    'any-month': 'some month',
    'every-month': 'each month',
  },
  chart: { howToRead: 'How to read it:', figures: 'See the figures' },
  verdict: {
    headline: (dates, products) =>
      dates === 'unknown' && products === 'unknown'
        ? 'How good the dates and the products are is not known yet.'
        : `${HEADLINE_DATES[dates]}; ${HEADLINE_PRODUCTS[products]}.`,
    fewCustomers: (n) => `With only ${customers(n)} in the test, these figures say little.`,
    dates: {
      good: ({ network, against, difference, relative }) =>
        `Dates: “${network}” errs by ${fixed(-difference.value)} days less on average than the best baseline, “${against}”${relativeText(relative, 'less')} (${signedBounds(difference)}).`,
      even: ({ network, against, difference }) =>
        `Dates: “${network}” cannot be told from the best baseline, “${against}”: the difference is ${signed(difference.value)} days and its interval includes zero (${signedBounds(difference)}).`,
      bad: ({ network, against, difference, relative }) =>
        `Dates: “${network}” loses to a baseline, “${against}”: it errs by ${fixed(difference.value)} days more on average${relativeText(relative, 'more')} (${signedBounds(difference)}).`,
      unknown: ({ network }) => `Dates: “${network}” could not be compared.`,
      used: (used, kind, status) => {
        if (kind === 'baseline')
          return `The predictions use the baseline “${used}”, that of the highest expected gain.`;
        return status === 'good'
          ? 'It is the model the predictions use.'
          : 'The predictions use it all the same: the gain expected of it was the highest.';
      },
      missing: (reason, used) =>
        `Dates: how good they are was not measured: ${reason}. Every recurrent customer has one, by “${used}”, untested.`,
      noNetwork: (used) => `Dates: there is no network to compare; the predictions use “${used}”.`,
      noPair: (used) =>
        `Dates: the paired difference from the best baseline is missing; the predictions use “${used}”.`,
    },
    coverage: ({ outcome, interval, missing }, horizon) => {
      if (interval === null) {
        return missing === null
          ? 'Intervals: those of 80\u00a0% of the model in use were not measured.'
          : 'Intervals: whether the 80\u00a0% margin holds was not measured; it is what the model itself says.';
      }
      const { value } = interval.coverage;
      const held = `Intervals: judged on ${days(horizon)}, ${count(Math.round(value * 100))} of every 100 margins of 80\u00a0% hold the actual day`;
      if (outcome === 'right') {
        return `${held}: they keep their promise, ${fixed(interval.meanWidth, 1)} days wide on average.`;
      }
      return outcome === 'narrow'
        ? `${held}: they are too narrow; allow for more.`
        : `${held}: they are wider than need be; the margin is on the safe side.`;
    },
    products: {
      good: ({ top, method, rate, against, againstRate }) =>
        `Products: each customer’s own list (“${method}”) hits more often than one list for all (“${against}”): Hit@${top} ${rate}, against ${againstRate}.`,
      even: ({ top, method, rate, against, againstRate }) =>
        `Products: “${method}” cannot be told from one list for all (“${against}”): Hit@${top} ${rate}, against ${againstRate}.`,
      bad: ({ top, method, rate, against, againstRate }) =>
        `Products: “${method}” hits less often than one list for all (“${against}”): Hit@${top} ${rate}, against ${againstRate}.`,
      unknown: ({ method }) => `Products: “${method}” could not be compared.`,
      missing: (reason, used) =>
        `Products: how good they are was not measured: ${reason}. They are given by “${used}”, untested.`,
      notPersonal: (used) =>
        `Products: “${used}” wins, one list for all: the customer’s own history does not help in these data.`,
      noGlobal: (used) => `Products: “${used}” is used; there is no list for all to compare it with.`,
    },
    quietDays: (quiet) => {
      const [first, ...others] = quiet.map(({ day: date, activity }) => `on ${day(date)} (${percent(activity, 0)})`);
      const more = others.length === 0 ? '' : ` and ${many(others.length, 'more day', 'more days')}`;
      return `Days: ${first}${more} far fewer people came than were expected. Unless the shop was closed, lines are missing. They do not count as absences of the customers.`;
    },
    rejects: ({ share, status }) => {
      if (share === null) return 'Data: no line was read.';
      if (share === 0) return 'Data: every line could be used.';
      return status === 'good'
        ? `Data: ${percent(share)} of the lines were set aside, too few to change the conclusions.`
        : `Data: ${percent(share)} of the lines were set aside; look at the reasons before you trust the rest.`;
    },
  },
  figures: {
    missing: (reason) => `Not measured: ${reason}.`,
    dates: {
      label: 'Mean error of the date',
      figure: (mae) => `${fixed(mae)} days`,
      model: (name) => `Model in use: ${name}`,
      rule: (name, mae) => `Best baseline: ${name}, ${fixed(mae)} days`,
      isBestRule: 'It is the best of the baselines.',
      network: (name, difference) =>
        `${name} against it: ${signed(difference.value)} days (${signedBounds(difference)})`,
      difference: (difference) => `Difference: ${signed(difference.value)} days (${signedBounds(difference)})`,
    },
    coverage: {
      label: 'Coverage of the 80\u00a0% interval',
      none: 'the run brings no coverage of the interval of the model in use',
      difference: (coverage) =>
        `${points(coverage.value - 0.8)} from 80\u00a0% (95\u00a0% CI: ${boundsOfShare(coverage)})`,
      width: (width, horizon) => `Mean width: ${fixed(width, 1)} days, of the ${count(horizon)} that are judged`,
      rule: (name, interval) => `${name}: ${percent(interval.coverage.value)}, ${fixed(interval.meanWidth, 1)} days`,
    },
    products: {
      label: (top) => `Hit@${top}: at least one of ${top} is bought`,
      rate: (name, rate) => `${name}: ${rate}`,
      difference: (name, difference) => `Against “${name}”: ${points(difference.value)} (${pointBounds(difference)})`,
    },
    rejects: {
      label: 'Rejected lines',
      noLines: 'no line was read',
      lines: (rejected, read) => `${count(rejected)} of ${lines(read)}`,
      limit: (limit) => `Above ${number.short(limit * 100)} % the run fails`,
    },
  },
  data: {
    intro: (etl) =>
      `A line is one product in a purchase. ${lines(etl.linesKept)} are left, of ${customers(etl.customers)}, ${many(etl.products, 'product', 'products')} and ${many(etl.purchases, 'purchase', 'purchases')}; ${customers(etl.recurrentCustomers)} ${etl.recurrentCustomers === 1 ? 'is' : 'are'} recurrent by the chosen rule.`,
    noLines: 'No line was read, so there is nothing to draw.',
    waterfall: {
      name: 'Lines read, rejected and used',
      read: 'Read',
      rejected: 'Rejected',
      excluded: 'Of excluded customers',
      returned: 'Returns, and what they took off',
      kept: 'Used',
      step: 'Step',
      lines: 'Lines',
      share: 'Share of those read',
      title: (kept, read) =>
        kept === read ? 'Every line read is used' : `${percent(kept / read)} of the lines read are used`,
      howToRead: 'what is rejected or left out is what the used lines lack of those read.',
      n: (n) => `n = ${lines(n)}.`,
      sentence: (read, rejected, kept, { excluded, returned }) =>
        `Of ${lines(read)} read, ${count(rejected)} are rejected${excluded > 0 ? `, ${count(excluded)} are of excluded customers` : ''}${returned > 0 ? `, ${count(returned)} are returns or returned` : ''} and ${count(kept)} are used.`,
    },
    reasons: {
      name: 'Reasons for rejection',
      none: 'No line was rejected.',
      unknown: (rejected) => `${lines(rejected)} were rejected, but the run does not say why.`,
      title: (reason, n, rejected) =>
        `The first reason for rejection is “${reason}”: ${percent(n / rejected, 1)} of what is rejected`,
      reason: 'Reason',
      lines: 'Lines',
      ofRejected: 'Of the rejected',
      ofRead: 'Of the read',
      where: 'Every rejected line is in rechazos.parquet, with its file, its number and its text.',
    },
    perDay: {
      name: 'Lines per day',
      day: 'Day',
      month: 'Month',
      lines: 'Lines',
      days: 'Days',
      emptyDays: 'Days without lines',
      noLines: 'No lines',
      axis: 'Lines per day',
      noGaps: (median) => `There are lines every day; on a median day, ${count(median)}`,
      closedOn: (weekday, n) =>
        `${days(n)} are missing, every one a ${calendar.days[weekday]}: it seems to be the day the shop closes`,
      gaps: (empty, total, longest) =>
        `No lines on ${count(empty)} of ${days(total)}; the longest gap is ${days(longest.days)} (${longest.days === 1 ? day(longest.from) : `${day(longest.from)} – ${day(longest.to)}`})`,
      howToRead:
        'crosses and bands mark days without any line. A gap that is no closing day is usually a file that is missing.',
      n: (n) => `n = ${days(n)}.`,
      sentence: (facts) =>
        `Lines per day from ${day(facts.first)} to ${day(facts.last)}: between ${count(facts.least)} and ${count(facts.most)}, with ${days(facts.empty)} without lines.`,
    },
    funnel: {
      name: 'Recurrent customers by reading of the rule',
      none: 'The run does not bring the steps of the recurrence rule.',
      title: ({ left, all, readings }) =>
        `${customers(left)} of ${count(all)} ${left === 1 ? 'is' : 'are'} recurrent by the chosen rule${readings > 1 ? `, one of ${count(readings)} readings` : ''}`,
      howToRead:
        'each row is a reading of the rule: what is counted, whether some large purchase is enough or all must be, and how often. The bar grows shorter with each step and its colour stronger; the number is what is left. The chosen one comes first and bears ✓.',
      n: (n) => `n = ${customers(n)}.`,
      sentence: ({ left, chosenLeft }) =>
        `Under the chosen reading ${customers(chosenLeft)} are left; over all readings, from ${count(Math.min(...left))} to ${count(Math.max(...left))}.`,
      reading: 'Reading',
      productCount: 'Counted',
      purchasesMust: 'Large purchases',
      frequency: 'How often',
      step: 'Step',
      customers: 'Customers',
      recurrent: 'recurrent',
      between: 'steps between',
    },
    gaps: {
      name: 'Days between purchases',
      none: 'No recurrent customer has two purchases, so there are no gaps to count.',
      title: (median, commonest) =>
        `Half of the time the customer returns within ${days(median)}; the commonest gap is ${days(commonest)}`,
      howToRead: (last) =>
        `each bar counts how often so many days passed from one purchase to the next; the last one holds ${days(last)} or more.`,
      n: (n) => `n = ${many(n, 'gap', 'gaps')} of recurrent customers.`,
      sentence: (facts) =>
        `Of ${many(facts.total, 'gap', 'gaps')}, half last ${days(facts.middle)} or fewer, the commonest is ${days(facts.commonest)} and ${percent(facts.open, 1)} reach ${days(facts.last)} or more.`,
      days: 'Days between purchases',
      gaps: 'Gaps',
      share: 'Share',
      unit: 'days',
    },
  },
  forecast: FORECAST_EN,
  choice: CHOICE_EN,
  expected: EXPECTED_EN,
  dates: {
    intro: (horizon) =>
      `A case is a customer on an as-of date. The error is the distance in days between the date given and the actual purchase; what goes beyond ${days(horizon)}, given or actual, counts as ${count(horizon)}. MAE is the mean error; RMSE punishes large errors; R² is the share of the variation explained, and a low one is normal here.`,
    unmeasured: 'There is no evaluation of the dates',
    why: (reason) => `Reason: ${reason}.`,
    table: {
      title: (n) => `${many(n, 'model', 'models')}, baselines first: Train and Test`,
      howToRead:
        'lower MAE and RMSE are better; higher R² and shares are better. If Train is much better than Test, the model has memorised. Below the MAE of the test stands its 95\u00a0% interval; the lowest is in bold.',
      rows: (train, test) =>
        [
          train ? `Train: n = ${cases(train.rows)} of ${customers(train.customers)}.` : '',
          test ? `Test: n = ${cases(test.rows)} of ${customers(test.customers)}.` : '',
        ].join(' '),
      model: 'Model',
      train: 'Train',
      validation: 'Validation',
      test: 'Test',
      interval: '80\u00a0% interval',
      errors: ['MAE (days)', 'RMSE (days)', 'R²', '±1 day', '±3 days', '±7 days'],
      coverage: 'Coverage',
      width: 'Width (days)',
    },
    actual: {
      name: 'Date given and actual purchase',
      title: (bin, later) =>
        `When the model says ${dayOrLater(bin.predicted, later)}, the purchase comes after ${fixed(bin.mean, 1)} on average`,
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
        'each point is the difference of mean errors on the same cases, with its 95\u00a0% interval by customer; left of zero the model errs less. Where the interval touches zero the point is hollow: no difference is proved.',
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
      low: '95\u00a0% CI, from',
      high: '95\u00a0% CI, to',
      outcome: 'Outcome',
      outcomes: { good: 'wins', even: 'undecided', bad: 'loses', unknown: '—' },
    },
  },
  products: {
    intro: (top) =>
      `A case is a customer on an as-of date, and the truth is the products of their first purchase after it. Hit@${top} is the share of cases in which at least one of the ${top} recommended is bought; recall, the share of the purchase that was named; nDCG rewards hits in the first places.`,
    choice: (name, chosenBy) => `In use: “${name}” (${chosenBy}).`,
    unmeasured: 'There is no evaluation of the products',
    why: (reason) =>
      `Reason: ${reason}. Products are recommended all the same, but nothing can be said of how good they are.`,
    table: {
      title: (top) => `Hits of each method with ${many(top, 'product', 'products')}`,
      method: 'Method',
      hit: (top) => `Hit@${top} (hits / cases)`,
      confidence: '95\u00a0% CI',
      recall: (top) => `Recall@${top}`,
      ndcg: (top) => `nDCG@${top}`,
      personal: 'each customer’s own',
      global: 'the same for all',
      howToRead: (n, of) => `the same cases for every method. n = ${cases(n)} of ${customers(of)}.`,
      difference: (model, against, difference) =>
        `“${model}” against “${against}”: ${points(difference.value)} (${pointBounds(difference)}).`,
    },
    byLength: {
      name: 'Hits by length of the list',
      title: ({ at, hit, depth, deepest }) =>
        depth > at
          ? `With ${many(at, 'product', 'products')} at least one is bought in ${percent(hit)} of the cases; with ${count(depth)}, in ${percent(deepest)}`
          : `With ${many(at, 'product', 'products')} at least one is bought in ${percent(hit)} of the cases`,
      howToRead:
        'higher is better. The dotted line marks the length of the list that is delivered; the thickest one is the method in use; the bars are 95\u00a0% intervals.',
      n: (n, of) => `n = ${cases(n)} of ${customers(of)}.`,
      method: (name, k, hit) => `${name}: Hit@${k} ${percent(hit)}.`,
      hover: (k, value) => `<br>k = ${k}: ${number.short(value)}`,
      methodName: 'Method',
      figures: { hitRate: 'Hit@k', recall: 'Recall@k', ndcg: 'nDCG@k' },
    },
    comparisons: {
      title: (chosen) => `“${chosen}” as a multiple of other methods`,
      against: 'Against',
      ratio: ({ value, low, high }) =>
        `${number.fixed(value, 3)} (${number.fixed(low, 3)} to ${number.fixed(high, 3)})`,
      howToRead:
        'above 1 the method in use is better; in brackets the 95 % interval, customers resampled. Where it holds 1, the difference may be chance.',
    },
    parts: {
      title: 'The known and the new, and how much of the catalogue is shown',
      columns: ['Method', 'Recall@10 of the known', 'Recall@10 of the new', 'MRR@10', 'Catalogue', 'Popularity'],
      howToRead:
        'the new are products the customer had never bought. Catalogue: share of the products sold that some list shows. Popularity: in what share of the shop’s purchases the recommended are, on average.',
    },
    bySize: {
      name: 'Hits by size of the purchase',
      title: (smallest, largest, size) =>
        `${percent(smallest)} of the smallest purchases are hit, and ${percent(largest)} of those of ${size} products`,
      howToRead: (top) =>
        `Hit@${top} by how many distinct products the predicted purchase holds: the more there are, the easier it is to hit one.`,
      group: (size, hit) => `With ${size} products: ${percent(hit)}.`,
      hover: (size, hit, n) => `<br>${size}: ${percent(hit)} · ${cases(n)}`,
      method: 'Method',
      size: 'Products in the purchase',
      cases: 'Cases',
      axis: 'distinct products in the predicted purchase',
    },
  },
  card: {
    model: {
      title: 'Model card',
      use: 'What it is for',
      uses: 'Planning campaigns and stock: whom to address each week, and with which products.',
      notFor: 'What it is not for',
      notUses: 'Deciding on a person in price, credit or employment, or measuring the effect of an offer.',
      dates: 'Dates',
      products: 'Products',
      horizon: 'Horizon of the judgement',
      backend: 'Backend of the network',
      version: 'Version',
      licence: 'Licence of the tool',
      licenceOf: 'MIT (the tool; the data have their own)',
      limits: 'Limits',
    },
    limits: {
      cause: 'It says when and what, not why: it does not know whether an offer would change the purchase.',
      recurrent: (recurrent, all) =>
        `It predicts for recurrent customers only: ${count(recurrent)} of ${count(all)}${all > 0 ? ` (${percent(recurrent / all, 1)})` : ''}. Of the rest it says nothing.`,
      horizon: (horizon) =>
        `In the measurement a customer who does not return within ${days(horizon)} counts as ${count(horizon)}: errors on those who have left look smaller than they are. Predictions reach further, and of that part nothing was measured.`,
      history: (n) =>
        n < 365
          ? `The data span ${days(n)}: less than a year, so no season was seen twice.`
          : `The data span ${days(n)}. Later changes of prices, shops or habits are not seen.`,
      exactness: (within1) =>
        `The day, give or take one, is right in ${percent(within1, 1)} of the cases: good for groups and weeks, not for promising a day.`,
    },
    data: {
      title: 'Data card',
      range: 'Period',
      contents: 'Contents',
      counts: (etl) =>
        `${lines(etl.linesKept)}, ${many(etl.purchases, 'purchase', 'purchases')}, ${customers(etl.customers)}, ${many(etl.products, 'product', 'products')}`,
      train: 'Training as-of dates',
      validation: 'Validation as-of dates',
      test: 'Test as-of dates',
      products: 'As-of dates of the products',
      origins: (origins) => {
        const [first, ...others] = origins;
        if (first === undefined) return 'none';
        const last = others[others.length - 1];
        return last === undefined ? `1: ${day(first)}` : `${count(origins.length)}: ${day(first)} – ${day(last)}`;
      },
      unusual: 'Unusual days',
      unusualDays: (unusual) => {
        if (unusual.length === 0) return 'none';
        const named = unusual.slice(0, 5).map(({ day: date, activity }) => `${day(date)} (${percent(activity, 0)})`);
        const rest = unusual.length - named.length;
        return `${count(unusual.length)}, with the share that came of the buyers expected: ${named.join(', ')}${rest > 0 ? ` and ${count(rest)} more` : ''}. Closures, missing lines or feasts: such days speak of the shop and not of its customers, and the models count them so.`;
      },
      inputs: 'Files read',
      noInputs: 'The run names no file.',
      file: 'File',
      bytes: 'Bytes',
    },
    settings: { title: 'Settings', none: 'The run keeps no settings.', setting: 'Setting', value: 'Value' },
    reproduce: {
      title: 'How to repeat it',
      steps: (version) =>
        `With recompra ${version} (run.json names the commit), save the settings in the folder that holds all files read, and run there:`,
      download: 'Download settings.json',
      same: (id) =>
        `The same data, settings and seed give the same figures, and the identifier ${id}. Check the SHA-256 of the files.`,
    },
  },
};
