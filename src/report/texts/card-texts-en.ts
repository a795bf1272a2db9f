import type { CardTexts } from './card-texts-es';
import { count, customers, day, days, lines, many, percent } from './words-en';

/** Texts of the cards of model and data, in English. */
export const CARD_EN: CardTexts = {
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
    noBackend: 'none: no network was trained',
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
    sample: 'Customers drawn',
    drawn: ({ shop, learned, judged }) =>
      `Of ${customers(shop.customers)} with two purchase days or more, the dates are learned from ${count(learned.drawn)}${judged === null ? '' : `, judged on ${count(judged.drawn)}`} and the products learned from ${count(shop.drawn)}, drawn by a hash of their names: more would take longer and change no figure by more than its interval. All recurrent customers are predicted.`,
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
};
