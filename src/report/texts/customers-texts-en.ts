import { CALENDAR_EN, formatDay } from './calendar-texts';
import type { CustomersTexts } from './customers-texts-es';
import { numberFormat } from './format-number';

const number = numberFormat('en');
const { count, fixed } = number;
const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
const days = (n: number) => many(n, 'day', 'days');
const customers = (n: number) => many(n, 'customer', 'customers');
const day = (iso: string) => formatDay(iso, CALENDAR_EN);

/** Nobody is certain to come, or not to. */
const certain = (share: number) =>
  share < 0.005 ? '<\u00a01%' : share >= 0.995 ? '>\u00a099%' : number.percent(share, 0);

/** Texts of the page of customers in English. */
export const CUSTOMERS_EN: CustomersTexts = {
  language: 'en',
  calendar: CALENDAR_EN,
  number,
  day,
  days,
  phrases: [
    [/compra cada 1 día;/, 'buys every day;'],
    [/compra cada (\d+) días;/, 'buys every $1 days;'],
    [/han? pasado 1$/, '1 has passed'],
    [/han? pasado 1(?=;)/, '1 has passed'],
    [/han? pasado (\d+)/, '$1 have passed'],
    [/ha comprado hoy/, 'bought today'],
    [/una sola compra, hoy:/, 'a single purchase, today:'],
    [/una sola compra, hace 1 día:/, 'a single purchase, 1 day ago:'],
    [/una sola compra, hace (\d+) días:/, 'a single purchase, $1 days ago:'],
    [/se espera lo que la tienda ve tras una primera compra/, 'what the shop sees after first purchases is expected'],
    [/(\d+) % de no volver en un año/, '$1% that they do not return within a year'],
    [/(\d+) % de no volver en (\d+) días/, '$1% that they do not return within $2 days'],
    [/^toca: cada día,/, 'due: every day,'],
    [/^toca: cada (\d+) días,/, 'due: every $1 days,'],
    [/^lo lleva en (\d+) de sus (\d+) compras/, 'in $1 of their $2 purchases'],
    [/^lo ha comprado 1 vez en (\d+) compras/, 'bought once in $1 purchases'],
    [/^lo ha comprado (\d+) veces en (\d+) compras/, 'bought $1 times in $2 purchases'],
    [/^lo compra 1 de cada 10 veces/, 'bought once in 10 times'],
    [/^lo compra (\d+) de cada 10 veces/, 'bought $1 times in 10'],
    [/^lo compran clientes con compras parecidas/, 'bought by customers with similar purchases'],
    [
      /^de los más vendidos: en (\d+)(?:,(\d))? % de las compras de la tienda/,
      "a best seller: in $1.$2% of the shop's purchases",
    ],
    [/(\d)\.%/, '$1%'],
  ],
  documentTitle: (asOf) => `recompra · Customers as of ${day(asOf)}`,
  shell: {
    title: 'Who returns when, and what to offer',
    lead: 'Every recurrent customer with the date they are expected on, the chance that they buy and the products they will most probably take. Choose a customer to see their story.',
    private: 'Holds data of individuals: do not publish it, nor send it to those who should not see them.',
    asOf: 'As-of date',
    customers: 'Predicted customers',
    run: 'Run',
    report: 'Report',
    languages: 'Language',
    pages: 'Pages',
    noScript: 'This page needs JavaScript to search and filter. The same list is in contactar.csv.',
    expected: 'How many to expect',
    expectedHow:
      'Sums of chances of the customers that pass the filters, not counts of dates: who is expected within 7 days counts within 14 and 28 too.',
    calendar: 'Calendar',
    calendarHow:
      'Each day says how many customers have their predicted date on it (the median: they come before it as probably as after it). Lost ones do not count. Choose a day to see who they are.',
    list: 'Customers',
    search: 'Find a customer or product',
    state: 'State',
    week: 'Predicted date',
    anyWeek: 'Any date',
    product: 'Recommended product',
    anyProduct: 'Any product',
    sort: 'Sort by',
    clear: 'Clear filters',
    csv: 'Download CSV',
    nobody: 'No customer passes these filters.',
    customer: 'Customer',
    date: 'Predicted date',
    within7: '7 days',
    within14: '14 days',
    within28: '28 days',
    last: 'Last purchase',
    products: 'Products',
    productsHow:
      'The percentage beside a product is the chance that the next purchase holds it, learned on validation from its rank and how often it is bought: the lower it is, the less it is to be trusted. Without a percentage, it could not be measured.',
    hit: 'Hit of the first product',
    due: 'Contact order',
    previous: 'Previous',
    next: 'Next',
    close: 'Close',
    statesTitle: 'What each state means',
    footer: 'Made by recompra. All of it is in this file: it needs no network.',
  },
  states: {
    all: { name: 'All', means: '' },
    week: { name: 'This week', means: 'expected in the 7 days after the as-of date, overdue ones included' },
    later: { name: 'Later', means: 'expected after those 7 days; nothing needs to be done yet' },
    overdue: {
      name: 'Overdue',
      means: 'away for longer than is usual for them, and more likely to stay away (vencida): remind them to return',
    },
    lost: {
      name: 'Lost',
      means:
        'fewer than half of those like them are expected back within a year (perdida): try once to win them back, at little cost',
    },
  },
  marks: {
    week: { sign: '●', word: 'This week' },
    later: { sign: '○', word: 'Later' },
    overdue: { sign: '!', word: 'Overdue' },
    lost: { sign: '✗', word: 'Lost' },
  },
  actions: {
    week: 'Offer them their products now.',
    later: 'Offer them their products some days before their date.',
    overdue: 'Remind them to return: by their habit they should be back by now.',
    lost: 'Try once to win them back, at little cost. The date holds only if they return.',
  },
  stateCount: (name, n) => `${name} (${count(n)})`,
  shown: (n, total) => (n === total ? customers(n) : `${count(n)} of ${customers(total)}`),
  cap: (shown, total) =>
    `Here are the first ${count(shown)} of ${customers(total)}, in contact order; contactar.csv has them all.`,
  capProducts: (shown, top) =>
    `Of each customer, the first ${count(shown)} products of ${count(top)}; contactar.csv has them all.`,
  buyers: (n) => (n < 9.95 ? fixed(n, 1) : count(Math.round(n))),
  buyersWithin: (n) => `buyers expected within ${days(n)}`,
  weekOf: (from, to) => `${day(from)} – ${day(to)}`,
  onDay: (iso) => `On ${day(iso)}`,
  dayLabel: (iso, n) => `${day(iso)}: ${customers(n)}`,
  later: (n) => `After that: ${customers(n)}`,
  weekSum: (n) => `${count(n)} in the week`,
  interval: (from, to) => (to === null ? `from ${day(from)}` : `${day(from)} – ${day(to)}`),
  ago: (n) => (n === 0 ? 'that very day' : `${days(n)} ago`),
  more: (n) => `+${count(n)}`,
  open: (id) => `Show customer ${id}`,
  place: (at, total) => `${count(at)} of ${count(total)}`,
  printed: (shown, total) => `The first ${count(shown)} of ${customers(total)} are printed; the CSV has them all.`,
  percent: certain,
  detail: {
    action: 'What to do',
    why: 'Why this date',
    timeline: 'Past and forecast',
    sentence: (last, date, interval) =>
      `Last purchase on ${last}; expected on ${date}; with a chance of 80%, ${interval}.`,
    lastPurchase: 'Last purchase',
    today: 'As-of date',
    usual: 'Their usual gap',
    usualOf: (n) => `${Number.isInteger(n) ? days(n) : `${fixed(n, 1)} days`} between purchases (median)`,
    single: 'a single purchase: none yet',
    date: 'Predicted date',
    interval: '80% interval',
    open: (from) => `from ${from}, with no end within a year`,
    purchases: 'Purchases',
    chances: 'Chance that they buy',
    within: (n) => `within ${days(n)}`,
    products: 'What to offer',
    hit: (chance) => `${chance} that the next purchase holds it`,
    noProducts: 'No recommended products.',
    filter: (product) => `Show all customers with ${product}`,
  },
};
