import type { ExpectedTexts } from './expected-texts-es';
import { numberFormat } from './format-number';

const { count, fixed, percent } = numberFormat('en');
const customers = (n: number) => `${count(n)} ${n === 1 ? 'customer' : 'customers'}`;

/** Texts of whom to expect and what to do, in English. */
export const EXPECTED_EN: ExpectedTexts = {
  title: 'Whom to expect, and what to do',
  nobody: 'There are no recurrent customers on the as-of date, so there is nothing to plan.',
  buyers: ({ buyers }) => (buyers < 9.95 ? fixed(buyers, 1) : count(Math.round(buyers))),
  within: ({ days }, day) => `buyers expected in the ${days} days after ${day}`,
  range: ({ low, high }) =>
    low === high
      ? `With a chance of at least 80%, ${count(low)}.`
      : `With a chance of 80%, between ${count(low)} and ${count(high)}.`,
  checked: (said, came) =>
    `In the test ${percent(said, 1)} of the customers were expected to buy, and ${percent(came, 1)} did.`,
  beyond: (horizon) => `Not checked: only the first ${horizon} days could be judged.`,
  actions: {
    soon: 'Have their offer ready, with the recommended products; begin at the top of contactar.csv.',
    nobodySoon: 'Hardly anybody is expected this week.',
    ahead: 'Use it to plan campaigns and staff for the fortnight.',
    later: 'Use it to plan stock and orders.',
    overdue: () => 'Write to them first: by their habit they should have returned, and they may still be expected.',
    nobodyOverdue: 'Nobody is later than is usual for them.',
    lost: () => 'Try once to win them back, at little cost; leave them out of your plans.',
    nobodyLost: 'Nobody to give up for lost.',
  },
  overdue: ({ overdue }) =>
    overdue === 1
      ? 'customer is away longer than is usual for them (vencida)'
      : 'customers are away longer than is usual for them (vencida)',
  lost: ({ lost }) =>
    lost === 1
      ? 'customer with a chance below 50% of coming back within a year (perdida)'
      : 'customers with a chance below 50% of coming back within a year (perdida)',
  sums: (n) =>
    `With a prediction: ${customers(n)}. Expected buyers are sums of chances, not counts of dates, and whoever is expected within 7 days counts in the longer spans too. The range takes the chances at their word and customers as buying each on their own: a holiday or an offer moves them all at once. In contactar.csv stand the names.`,
  trust: ({ within3, within7 }, horizon) =>
    `In the test, judged on ${horizon} days, the date was off by 3 days or fewer in ${percent(within3, 1)} of the cases, by 7 or fewer in ${percent(within7, 1)}.`,
  untested: 'How good these dates and chances are was not measured.',
};
