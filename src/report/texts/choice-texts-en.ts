import type { DateChoiceMetrics } from '../../evaluation/metrics-schema';
import type { ChoiceTexts } from './choice-texts-es';
import { numberFormat } from './format-number';

const { count, percent } = numberFormat('en');
const days = (n: number) => `${count(n)} ${n === 1 ? 'day' : 'days'}`;
const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
const stoodOn = ({ rows, customers, origins }: Pick<DateChoiceMetrics, 'rows' | 'customers' | 'origins'>) =>
  `${many(rows, 'row', 'rows')} of ${many(customers, 'customer', 'customers')} on ${many(origins, 'validation origin', 'validation origins')}`;

/** Texts of which model gives the forecast, and why, in English. */
export const CHOICE_EN: ChoiceTexts = {
  inUse: (name) => `In use: “${name}”, which gives date, interval and chances.`,
  by: {
    'shrunken-merit': 'highest gain expected over the simple rule, by validation and by what is usual',
    untrained: 'fitted on what there is, with nothing to choose or judge by',
  },
  why: (chosenIsReference, reference) =>
    chosenIsReference
      ? 'It is the simple rule itself: no other model was expected to gain on it.'
      : `Chosen by the gain expected of it over the simple rule, “${reference}”, on the whole forecast (CRPS): what validation showed, drawn towards what is usual of the model on public data, the more so the fewer customers and weeks stand behind it.`,
  stoodOn: (choice) => `The choice stands on ${stoodOn(choice)}.`,
  judgedOn: (horizon, history, origins) =>
    `Judged on ${days(horizon)}, on ${many(origins, 'test origin', 'test origins')}: the history has ${count(history)}.`,
  untrained: 'It is a model of few parameters, fitted on what there is: nothing could be chosen or judged.',
  everybody: (name) =>
    `Every recurrent customer has a date, an interval and chances all the same, by “${name}”, but nothing can be said of how good they are. With more months of data this section fills itself.`,
  horizon: (horizon, history) => `${days(horizon)}, of a history of ${count(history)}`,
  noHorizon: (history) => `none: with a history of ${days(history)} nothing could be judged`,
  shortHorizon: (horizon, history, longest) =>
    `Reach: only what is said of the first ${days(horizon)} could be judged: the history has ${count(history)}. What lies beyond, up to ${count(longest)} days too, is unchecked.`,
  merits: {
    title: ({ model, reference, gain, merit }) =>
      gain > 0
        ? `On validation “${model}” saves ${percent(gain, 1)} of the CRPS of “${reference}”; ${percent(merit, 1)} is expected of it`
        : `On validation “${model}” saves nothing of the CRPS of “${reference}” (${percent(gain, 1)}); ${percent(merit, 1)} is expected of it`,
    titleOfReference: (reference) => `No other model is expected to gain on “${reference}”`,
    columns: { model: 'Model', gain: 'Gain seen', error: 'Standard error', merit: 'Gain expected' },
    howToRead: (reference, choice) =>
      `the gain is the share of the CRPS of “${reference}” that a model saves; below zero it adds to it. Its standard error is by customer. The expected gain is drawn towards what is usual of each model, as measured on public data (The Complete Journey), the more so the larger that error and the fewer weeks validation spans, for no weeks are like others; the highest decides (✓), and without a standard error only what is usual counts. A model of dates alone is never chosen. n = ${stoodOn(choice)}.`,
  },
  forecast:
    'A forecast is the chance of each of the 364 days after the as-of date, and of later or never. The date is its median; where fewer than half are expected back, that of those who come (perdida). An interval may have no end.',
  tails: {
    'hazard-network':
      'The network gives the first days alone. From there on daily hazards pooled by purchase rate and days away go on, and where the history does not reach they are taken to fall as 1 ÷ days (a power law): the tail is in part an assumption.',
    'hazard-table':
      'Daily hazards are pooled by purchase rate and days away. Where the history does not reach they are taken to fall as 1 ÷ days (a power law): the tail is in part an assumption.',
    'global-hazard':
      'Daily hazards are pooled by days away, the same for all. Where the history does not reach they are taken to fall as 1 ÷ days (a power law): the tail is in part an assumption.',
    'beta-geometric':
      'The tail is the model’s own: each day without a purchase lowers the chance of the next, also where the history does not reach: in part an assumption.',
  },
};
