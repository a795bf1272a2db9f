import type { DateStanding } from '../facts/judgement';
import type { RuleComparison } from '../facts/sentence-facts';
import type { Status } from '../facts/shop-comparison';
import type { VerdictTexts } from './verdict-texts-es';
import { count, customers, day, days, fixed, many, percent, signed, signedBounds } from './words-en';

const HEADLINE_DATES: Record<DateStanding, string> = {
  good: 'The dates beat what a shop would do on its own',
  sharper: 'The date alone does not beat all that a shop would do on its own; the forecast with its chances does',
  even: 'The dates do not beat all that a shop would do on its own',
  bad: 'The dates lose to what a shop would do on its own',
  unknown: 'How good the dates are has not been measured',
};

const HEADLINE_PRODUCTS: Record<Status, string> = {
  good: 'each customer’s own products hit more often than one list for all',
  even: 'the products cannot be told from one list for all',
  bad: 'each customer’s own products are no better than one list for all',
  unknown: 'how good the products are has not been measured',
};

const listed = (parts: readonly string[]) => new Intl.ListFormat('en').format(parts);
const relativeText = (relative: number | null) => (relative === null ? '' : ` (${percent(Math.abs(relative), 1)})`);

function against({ rule, difference, relative, status }: RuleComparison): string {
  const more = `${fixed(Math.abs(difference.value))} ${difference.value < 0 ? 'less' : 'more'}${relativeText(relative)}`;
  return status === 'even'
    ? `no proven difference from ${rule} (${signed(difference.value)}; ${signedBounds(difference)})`
    : `${more} than with ${rule} (${signedBounds(difference)})`;
}

/** Texts of the verdict, in English. */
export const VERDICT_EN: VerdictTexts = {
  headline: (dates, products) =>
    dates === 'unknown' && products === 'unknown'
      ? 'How good the dates and the products are is not known yet.'
      : `${HEADLINE_DATES[dates]}; ${HEADLINE_PRODUCTS[products]}.`,
  fewCustomers: (n) => `With only ${customers(n)} in the test, these figures say little.`,
  dates: (used, mae, rules) =>
    rules.length === 0
      ? `Dates: “${used}” errs by ${fixed(mae)} days on average; the run brings nothing to compare it with.`
      : `Dates: “${used}” errs by ${fixed(mae)} days on average: ${listed(rules.map(against))}.`,
  forecast: (crps, rules) =>
    `The whole forecast with its chances (CRPS): ${fixed(crps)} days, ${listed(rules.map(against))}.`,
  shopRules: {
    'mean-gap': 'each customer’s own mean gap',
    'hazard-table': 'a table of two columns',
  },
  closest: ({ name, kind, dates, chances }) => {
    const proven = dates?.status === 'bad';
    const by = dates === null ? 'less' : `${fixed(dates.difference.value)} days less${relativeText(dates.relative)}`;
    const doubt = proven ? '' : ', which is no proven difference';
    const alone = chances ? '' : ' It gives the date alone, without interval or chances.';
    return `Other models: in the test “${name}” (${kind}) erred on average by ${by}${doubt}.${alone} The model in use was chosen before, on validation and by the whole forecast.`;
  },
  missing: (reason, used) =>
    `Dates: how good they are was not measured: ${reason}. Every recurrent customer has one, by “${used}”, untested.`,
  coverage: ({ outcome, interval, missing }, horizon) => {
    if (interval === null) {
      return missing === null
        ? 'Intervals: those of 80% of the model in use were not measured.'
        : 'Intervals: whether the 80% margin holds was not measured; it is what the model itself says.';
    }
    const { value } = interval.coverage;
    const held = `Intervals: judged on ${days(horizon)}, ${count(Math.round(value * 100))} of every 100 margins of 80% hold the actual day`;
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
    const [first, ...others] = quiet.map(({ day: date, activity }) => `${day(date)} (${percent(activity, 0)})`);
    const more = others.length === 0 ? '' : ` and ${many(others.length, 'more day', 'more days')}`;
    return `Quiet days: on ${first}${more}, fewer than half of the buyers to be expected came. If the shop was open, lines are missing. The models do not take it for absence of the customers.`;
  },
  rejects: ({ share, status }) => {
    if (share === null) return 'Data: no line was read.';
    if (share === 0) return 'Data: every line could be used.';
    return status === 'good'
      ? `Data: ${percent(share)} of the lines were set aside, too few to change the conclusions.`
      : `Data: ${percent(share)} of the lines were set aside; look at the reasons before you trust the rest.`;
  },
};
