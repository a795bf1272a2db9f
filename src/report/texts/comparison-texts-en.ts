import type { ComparisonTexts } from './comparison-texts-es';
import { count, day, many, signed } from './words-en';

/** Texts of runs side by side, in English. */
export const COMPARISON_EN: ComparisonTexts = {
  documentTitle: 'recompra · Runs compared',
  title: 'Is it better than last time?',
  lead: 'The figures of several runs side by side, each against the one before. All of it comes from their metrics.json.',
  runs: 'Runs',
  headline: {
    good: 'The newest run is more often right than the one before',
    even: 'The newest run cannot be told from the one before',
    bad: 'The newest run is less often right than the one before',
    unknown: 'These runs cannot be compared by how right they are',
  },
  because: {
    good: 'Some figure of quality is better with 95% intervals that do not touch, and none is worse so.',
    even: 'No figure of quality is proven better or worse by 95% intervals that do not touch, or some are better and others worse: the difference may be chance.',
    bad: 'Some figure of quality is worse with 95% intervals that do not touch, and none is better so.',
    unknown: 'What stands in the way is said below; the figures are there all the same.',
  },
  against: (older, newer) => `${newer}, against ${older}`,
  run: (id, asOf) => `${day(asOf)} · ${id}`,
  warnings: {
    'not-judged': 'One of the two could not measure how right it is.',
    'other-horizon': 'They are judged on different horizons: an error within 14 days is not one within 28.',
    'other-rule': 'The recurrence rule is another: they are not the same customers.',
    'other-reading': 'The files are read by other settings.',
    'other-top': 'Another number of products is recommended: Hit cannot be compared.',
    'other-data': 'The files are not the same: customers and the weeks that are judged differ too.',
    'other-weeks': 'The test weeks are not the same: some are easier than others.',
  },
  paired: ({ weeks, better, difference, crps }) =>
    `On ${many(weeks, 'test week that is the same', 'test weeks that are the same')}, over the same cases, the mean error changes by ${signed(difference)} days and the CRPS by ${signed(crps)}; it is better in ${count(better)}.`,
  notPaired: 'They are not compared case by case: each figure is of its own customers and weeks.',
  figures: {
    mae: 'Mean error of the date (days)',
    crps: 'CRPS of the forecast (days)',
    coverage: 'Coverage of the 80% interval',
    width: 'Mean width of the interval (days)',
    hit: 'Hits of the products (Hit)',
    buyers7: 'Buyers expected within 7 days',
    buyers28: 'Buyers expected within 28 days',
    customers: 'Predicted customers',
    overdue: 'Overdue (vencida)',
    lost: 'Lost (perdida)',
    rejects: 'Rejected lines',
  },
  figure: 'Figure',
  change: 'Change',
  outcome: 'Against the one before',
  outcomes: { good: 'better', even: 'no proven difference', bad: 'worse', unknown: '—' },
  tableTitle: 'Figure by figure',
  howToRead:
    'from the oldest to the newest; in parentheses the 95% interval (of buyers, that of 80% of their number). Change and outcome are of the last against the one before.',
};
