import { CALENDAR_EN } from './calendar-texts';
import { CARD_EN } from './card-texts-en';
import { CHOICE_EN } from './choice-texts-en';
import { DATA_EN } from './data-texts-en';
import { DATES_EN } from './dates-texts-en';
import { EXPECTED_EN } from './expected-texts-en';
import { FIGURES_EN } from './figure-texts-en';
import { FORECAST_EN } from './forecast-texts-en';
import { PRODUCTS_EN } from './products-texts-en';
import type { Texts } from './texts-es';
import { VERDICT_EN } from './verdict-texts-en';
import { bounds, boundsOfShare, count, day, number, points } from './words-en';

const calendar = CALENDAR_EN;

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
  appendix: 'Appendix: the tables',
  noScript: 'The charts need JavaScript. The figures are in the tables.',
  footer: 'Made by recompra from metrics.json. Everything is in this file: it needs no connection.',
  range: (first, last) => `${day(first)} – ${day(last)}`,
  interval: (estimate) => `95% CI: ${bounds(estimate)} days`,
  intervalOfShare: (estimate) => `95% CI: ${boundsOfShare(estimate)}`,
  bounds,
  boundsOfShare,
  points,
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
    fecha_invalida: 'impossible date, or one written in another way',
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
  chart: { howToRead: 'How to read it:', figures: 'See the figures', series: 'Lines that are shown' },
  verdict: VERDICT_EN,
  figures: FIGURES_EN,
  data: DATA_EN,
  forecast: FORECAST_EN,
  choice: CHOICE_EN,
  expected: EXPECTED_EN,
  dates: DATES_EN,
  products: PRODUCTS_EN,
  card: CARD_EN,
};
