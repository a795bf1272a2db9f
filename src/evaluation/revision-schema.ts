import { z } from 'zod';
import { runInputs } from './run-inputs';

/** Raised when a reader of old files would misread new ones. */
export const REVISION_VERSION = 1;

const day = z.iso.date();
const count = z.int().min(0);

/** A mean over rows with its 95 % bootstrap interval by customer. */
const figure = z.strictObject({ rows: count, customers: count, value: z.number(), low: z.number(), high: z.number() });

/** What became of the predictions: came + stillOpen + notCome = rows. */
const outcome = z.strictObject({
  rows: count,
  customers: count,
  /** A purchase came within the window, as far as the lines reach. */
  came: count,
  /** None has come yet, and the lines end before the window does. */
  stillOpen: count,
  /** The whole window went by without one. */
  notCome: count,
});

/** Errors of the dates in days; prediction and answer are restricted to the days each row was watched. */
const dates = z.strictObject({
  /** Fewest and most days a row is restricted to. */
  restrictedTo: z.strictObject({ from: count, to: count }),
  mae: figure,
  within1: figure,
  within3: figure,
  within7: figure,
});

/** The 80 % interval, judged within the watched days: one that reaches to their end covers what has not come by then. */
const interval = z.strictObject({
  coverage: figure,
  /** Days, both ends counted, restricted as above. */
  meanWidth: z.number(),
  /** Purchases that came inside and outside, and intervals that ended without one (outside too). */
  inside: count,
  outside: count,
  /** Nothing has come, and the interval goes on beyond the watched days. */
  open: count,
  /** Predictions without an interval. */
  without: count,
});

/** The chances of a purchase within so many days, over rows watched at least as long. */
const chances = z.strictObject({
  days: count,
  brier: figure,
  /** Sum of the chances, and how many came. */
  expected: z.number(),
  actual: count,
  /** 80 % range of the number that comes if the chances are right and customers independent; null over several origins. */
  range: z.strictObject({ low: count, high: count }).nullable(),
  /** Actual ÷ expected, resampled by customer; null where next to none was expected. */
  ratio: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  reliability: z.array(z.strictObject({ rows: count, chance: z.number(), share: z.number() })),
});

/** The lists of products, over rows whose purchase came within the window. */
const products = z.strictObject({
  /** Length of the lists. */
  top: count,
  hit: figure,
  recall: figure,
  ndcg: figure,
  /** Index 0 is k = 1. */
  byK: z.array(z.strictObject({ k: count, hit: z.number(), recall: z.number(), ndcg: z.number() })),
});

const figures = z.strictObject({
  outcome,
  /** Each null where there is nothing to judge it by yet. */
  dates: dates.nullable(),
  interval: interval.nullable(),
  chances: z.array(chances),
  products: products.nullable(),
});

/** One group of rows; figures of fewer rows than can be told are null. */
const segmentGroup = z.strictObject({
  /** Smallest value, inclusive, and largest, exclusive; null where open, and for a group by state. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** `vigente`, `vencida`, `perdida`; null for a group by number. */
  state: z.string().nullable(),
  rows: count,
  customers: count,
  mae: figure.nullable(),
  coverage: figure.nullable(),
  meanWidth: z.number().nullable(),
  /** Within the longest of 7, 14 and 28 days that all rows were watched. */
  chances: z.strictObject({ days: count, expected: z.number(), actual: count, brier: figure }).nullable(),
  hit: figure.nullable(),
});

const segments = z.strictObject({
  by: z.enum(['purchases', 'elapsed-gaps', 'state']),
  groups: z.array(segmentGroup),
});

/** A figure that the run's own metrics.json stated, with its 95 % interval where that was stated. */
const promise = z.strictObject({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() });

/** What a run promised; null where its metrics.json does not say. */
const promised = z.strictObject({
  horizonDays: count,
  /** Customers its figures stand on. */
  customers: count.nullable(),
  mae: promise.nullable(),
  coverage: promise.nullable(),
  meanWidth: z.number().nullable(),
  brier: z.array(z.strictObject({ days: count, value: z.number() })),
  top: count.nullable(),
  hit: promise.nullable(),
  recall: z.number().nullable(),
  ndcg: z.number().nullable(),
});

const rule = z.strictObject({
  productCount: z.string(),
  minProducts: count,
  purchasesMust: z.string(),
  frequency: z.string(),
  nextPurchase: z.string(),
});

/** One of the reviewed predictions. */
const prediction = z.strictObject({
  /** Folder or prefix, as it was named. */
  source: z.string(),
  /** Of its run.json. */
  id: z.string().nullable(),
  origin: day,
  rule,
  /** Days after the origin that the lines reach. */
  watchedDays: count,
  models: z.array(z.string()),
  promised: promised.nullable(),
  figures,
});

/** Against what a figure is judged, and with what result. */
const test = z.strictObject({
  figure: z.enum(['mae', 'coverage', 'brier', 'buyers', 'hit']),
  /** Days it is restricted to, or within which a purchase is stated; list length for `hit`. */
  at: count,
  rows: count,
  promised: z.number(),
  realised: figure.nullable(),
  /** Standard error of realised − promised, both uncertain; null where it could not be judged. */
  standardError: z.number().nullable(),
  pValue: z.number().nullable(),
  outcome: z.enum(['as-promised', 'better', 'worse', 'not-yet', 'too-few']),
});

const verdict = z.strictObject({
  /** Chance that the verdict says better or worse of anything where all is as promised. */
  errorRate: z.number(),
  correction: z.literal('holm'),
  /** Share by which the number of buyers may differ from the expected one and still be as promised. */
  buyersTolerance: z.number(),
  leastCustomers: count,
  tests: z.array(test),
  outcome: z.enum(['as-promised', 'better', 'worse', 'no-verdict']),
});

/** What a reader must know beside the figures; codes with their numbers. */
const note = z.strictObject({
  code: z.enum([
    'still-open',
    'nothing-yet',
    'closed-days',
    'days-without-lines',
    'no-promises',
    'rule-assumed',
    'different-recurrence',
  ]),
  /** The predictions it is about; null for all. */
  source: z.string().nullable(),
  /** Customers, days or predictions. */
  count: count,
});

/** revision.json: what became of earlier predictions; no timing, so the same files give the same bytes. */
export const revisionSchema = z.strictObject({
  schema: z.literal('recompra/revision'),
  version: z.literal(REVISION_VERSION),
  run: z.strictObject({
    id: z.string(),
    version: z.string(),
    seed: count,
    inputs: runInputs,
  }),
  lines: z.strictObject({
    firstDay: day,
    lastDay: day,
    /** Day up to which purchases are known: the last one, or the as-of date given. */
    until: day,
    linesIn: count,
    linesKept: count,
    linesRejected: count,
  }),
  /** Days after an origin in which predictions are judged. */
  windowDays: count,
  predictions: z.array(prediction),
  /** All predictions together: one row a customer and origin. */
  pooled: figures,
  segments: z.array(segments),
  verdict,
  notes: z.array(note),
});

export type Revision = z.output<typeof revisionSchema>;
export type RevisionFigures = z.output<typeof figures>;
export type RevisionFigure = z.output<typeof figure>;
export type RevisionChances = z.output<typeof chances>;
export type RevisionSegments = z.output<typeof segments>;
export type RevisionPrediction = z.output<typeof prediction>;
export type RevisionNote = z.output<typeof note>;
export type Promised = z.output<typeof promised>;
export type PromisedFigure = z.output<typeof promise>;
export type Verdict = z.output<typeof verdict>;
export type VerdictTest = z.output<typeof test>;
