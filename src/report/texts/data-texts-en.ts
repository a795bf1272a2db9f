import { CALENDAR_EN } from './calendar-texts';
import type { DataTexts } from './data-texts-es';
import { count, customers, day, days, lines, many, percent } from './words-en';

/** Texts of what was read and who counts, in English. */
export const DATA_EN: DataTexts = {
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
      `${days(n)} are missing, every one a ${CALENDAR_EN.days[weekday]}: it seems to be the day the shop closes`,
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
};
