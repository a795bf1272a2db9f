import { z } from 'zod';
import { DATE_MODELS, MODEL_KINDS, PRODUCT_METHODS } from '../config/model-names';
import { FUNNEL_STEPS } from '../config/recurrence-steps';
import { runInputs } from './run-inputs';

/** Raised when a reader of old files would misread new ones. */
export const METRICS_VERSION = 5;

const day = z.iso.date();
const count = z.int().min(0);
const modelName = z.enum(DATE_MODELS);
const methodName = z.enum(PRODUCT_METHODS);
/** Estimate with its 95 % bootstrap interval by customer. */
const estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

/** A step, the number it speaks of (products, or days of a gap; null where it speaks of none), and whom it leaves. */
const step = z.strictObject({ step: z.enum(FUNNEL_STEPS), limit: count.nullable(), customers: count });

/** Why there are no figures. */
const MISSING_REASONS = [
  'history-too-short',
  'nobody-recurrent-on-validation',
  'nobody-recurrent-on-test',
  'nobody-bought-again',
] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

/** With the days of history where they are too few, else null. */
const missing = z.strictObject({ reason: z.enum(MISSING_REASONS), historyDays: count.nullable() });

/** One reading of the recurrence rule and the customers left after each of its steps. */
const reading = z.strictObject({
  name: z.string(),
  chosen: z.boolean(),
  productCount: z.string(),
  purchasesMust: z.string(),
  frequency: z.string(),
  steps: z.array(step),
});

const etl = z.strictObject({
  linesIn: count,
  linesKept: count,
  linesRejected: count,
  /** Usable lines of customers that were left out; absent where none were. */
  linesExcluded: count.optional(),
  /** Returns taken off earlier lines, and lines of which nothing was left; absent where none were. */
  linesReturned: count.optional(),
  reasons: z.array(z.strictObject({ reason: z.string(), lines: count })),
  customers: count,
  recurrentCustomers: count,
  products: count,
  purchases: count,
  /** Lines of each calendar day from first to last; a gap in the data is a zero. */
  linesPerDay: z.strictObject({ firstDay: day, lines: z.array(count) }),
  /** Gaps between consecutive purchase days of recurrent customers; the last bin holds all longer ones. */
  gapDays: z.strictObject({ gaps: z.array(count), lastBinIsOpen: z.literal(true) }),
  funnel: z.array(reading),
});

/** Errors in days, restricted to the horizon. */
const errors = z.strictObject({
  rows: count,
  customers: count,
  mae: z.number(),
  rmse: z.number(),
  /** 1 − SSE/SST; null where the answers do not vary. */
  r2: z.number().nullable(),
  within1: z.number(),
  within3: z.number(),
  within7: z.number(),
});

/** A share that could not be said of so few rows is null; the number of rows is always there. */
const segmentGroup = z.strictObject({
  /** Smallest value, inclusive; null where open. */
  from: z.number().nullable(),
  /** Exclusive; null where open. */
  to: z.number().nullable(),
  rows: count,
  coverage: z.number().nullable(),
  /** Days, both ends counted. */
  meanWidth: z.number().nullable(),
});

/** Stated chances against what happened, by bins of equal width; empty bins are left out. */
const reliabilityBin = z.strictObject({ rows: count, chance: z.number(), share: z.number() });

/** Quality of a forecast of the day; a model without chances puts all on its date and has the first figure only. */
const probabilities = z.strictObject({
  /** Continuous ranked probability score in days, restricted to the horizon. */
  crps: estimate,
  /** Mean of the Brier scores at days 1 … horizon. */
  ibs: z.number().nullable(),
  /** Of "a purchase within so many days". */
  brier: z.array(z.strictObject({ days: count, value: z.number() })),
  reliability: z.array(z.strictObject({ days: count, bins: z.array(reliabilityBin) })),
});

const dateModel = z.strictObject({
  name: modelName,
  kind: z.enum(MODEL_KINDS),
  chosen: z.boolean(),
  train: errors.nullable(),
  validation: errors.nullable(),
  test: errors.nullable(),
  testMae: estimate.nullable(),
  /** 80 % interval on the test rows, where the model gives one. */
  interval: z.strictObject({ coverage: estimate, meanWidth: z.number() }).nullable(),
  /** Harrell's concordance on the test rows; null where no two answers differ. */
  concordance: z.number().nullable(),
  probabilities,
  /** Coverage of the 80 % interval by segment, empty where the model gives none. */
  intervalSegments: z.array(z.strictObject({ by: z.string(), groups: z.array(segmentGroup) })),
  /** Test errors of each origin. */
  byOrigin: z.array(z.strictObject({ origin: day, rows: count, mae: z.number(), crps: z.number() })),
});

/**
 * A against B over the same test rows on every score that both have, resampled by customer: A − B below zero, and A ÷ B
 * below one, mean A errs less.
 */
const paired = z.strictObject({
  model: modelName,
  against: modelName,
  metric: z.enum(['mae', 'crps', 'ibs']),
  difference: estimate,
  /** Null where B does not err at all. */
  ratio: estimate.nullable(),
});

/** The gap after each customer's last purchase up to one day, event-only (see gap-errors.ts). */
const gapTable = z.strictObject({
  splitDay: day,
  censoredShare: z.number(),
  models: z.array(
    z.strictObject({ name: modelName, rows: count, mae: z.number(), rmse: z.number(), r2: z.number().nullable() }),
  ),
});

/** Share that has not returned so many days after the origin (Kaplan–Meier), with its standard error. */
const notReturned = z.strictObject({
  /** Customers on the origin. */
  rows: count,
  days: z.array(count),
  survival: z.array(z.number()),
  standardError: z.array(z.number()),
});

/** What the choice of a model stood on: gains over the simple rule on the validation rows. */
const dateChoice = z.strictObject({
  reference: modelName,
  rows: count,
  customers: count,
  origins: count,
  merits: z.array(
    z.strictObject({
      model: modelName,
      /** Share of the reference's CRPS that is saved. */
      gain: z.number(),
      /** By customer; null of a single one. */
      standardError: z.number().nullable(),
      /** The gain shrunk towards the usual one by its standard error and the weeks it was seen in: the highest is chosen. */
      merit: z.number(),
    }),
  ),
});

/** A day that taught less or more than others: buyers over those whom an ordinary day would have brought. */
const unusualDay = z.strictObject({ day, activity: z.number().min(0) });

/** How many customers with two purchase days or more, of how many. */
const sampleSize = z.strictObject({ drawn: count, customers: count });

/** Of whom models and figures are, where a shop is large; drawn by a hash of their names. */
const samples = z.strictObject({
  /** Whose baskets the products are learned from. */
  shop: sampleSize,
  /** Whose rows the date models learn from. */
  learned: sampleSize,
  /** Whose rows the choices and the figures stand on; null where nothing was judged. */
  judged: sampleSize.nullable(),
});

const nextPurchase = z.strictObject({
  /** Days in which predictions are judged; they reach further. */
  horizonDays: count,
  origins: z.strictObject({ train: z.array(day), validation: z.array(day), test: z.array(day) }),
  /** Gives date, interval and chances. */
  chosen: modelName,
  chosenBy: z.enum(['shrunken-merit', 'untrained']),
  /** Null where nothing was judged. */
  choice: dateChoice.nullable(),
  /** Why the figures below are missing; null where they are not. */
  missing: missing.nullable(),
  models: z.array(dateModel),
  /** Baseline of the lowest error on the test rows: picked after the fact, which favours the baselines. */
  bestBaseline: modelName.nullable(),
  paired: z.array(paired),
  /** Test rows of the chosen model by predicted day: mean and quartiles of the actual restricted days. */
  predictedVsActual: z.array(
    z.strictObject({
      predicted: z.number(),
      rows: count,
      mean: z.number(),
      q25: z.number(),
      median: z.number(),
      q75: z.number(),
    }),
  ),
  /** Test rows of the chosen model by signed error (predicted − actual), whole days. */
  errorDays: z.array(z.strictObject({ days: z.int(), rows: count })),
  /** Null where nobody returned, or nothing was judged. */
  gapTable: gapTable.nullable(),
  notReturned: notReturned.nullable(),
  /** Days on which the shop was closed, lost its lines or had a feast, as the whole history shows them. */
  unusualDays: z.array(unusualDay),
});

/** Figures of the headline k on part of the cases. */
const productFigures = z.strictObject({ cases: count, hit: z.number(), recall10: z.number(), ndcg10: z.number() });

const productMethod = z.strictObject({
  name: methodName,
  chosen: z.boolean(),
  personal: z.boolean(),
  cases: count,
  /** Cases with a hit among the first `top`. */
  hits: count,
  hitAtTop: estimate.nullable(),
  /** Index 0 is k = 1, up to k = 10. */
  hitRate: z.array(z.number()),
  /** Bounds of its 95 % interval by customer at each k, for the chosen method and GP-TopFreq. */
  hitBounds: z.array(z.strictObject({ low: z.number(), high: z.number() })).optional(),
  recall: z.array(z.number()),
  ndcg: z.array(z.number()),
  /** Mean of 1 ÷ place of the first hit within k. */
  reciprocalRank: z.array(z.number()).optional(),
  recall10: estimate.nullable().optional(),
  ndcg10: estimate.nullable().optional(),
  /** Recall within k of products the customer had bought before, over cases that bought any; null where none did. */
  repeatRecall: z.array(z.number().nullable()).optional(),
  /** The same of products new to the customer. */
  exploreRecall: z.array(z.number().nullable()).optional(),
  /** Distinct products in the first `top` places of all lists, as a share of the products sold by then. */
  coverage: z.number().optional(),
  /** Mean share of all baskets that hold the product of a place, over the first `top` places. */
  popularity: z.number().optional(),
  /** By number of products in the purchase that is predicted; the last group is open (`to` null). */
  bySize: z.array(productFigures.extend({ from: count, to: count.nullable() })).optional(),
  /** Figures on which the choice was made; null where the method had none there. */
  validation: productFigures.nullable().optional(),
});

/** A over B on the same test cases, resampled by customer; above 1 means A is better. */
const productComparison = z.strictObject({
  model: methodName,
  against: methodName,
  metric: z.enum(['hit', 'recall10', 'ndcg10']),
  ratio: estimate,
  difference: estimate,
});

/** Chance that a recommended product is in the next purchase, learned on validation, against what came on the test. */
const hitChances = z.strictObject({
  /** Validation cases. */
  learnedFrom: count,
  /** Mean chance stated on the test and share bought, by rank. */
  ranks: z.array(z.strictObject({ rank: count, rows: count, chance: z.number(), share: z.number() })),
  /** Of all ranks that are handed out, by stated chance. */
  bins: z.array(reliabilityBin),
});

const topProducts = z.strictObject({
  top: count,
  origins: z.array(day),
  chosen: methodName,
  chosenBy: z.enum(['shrunken-merit', 'safest']),
  missing: missing.nullable(),
  customers: count,
  methods: z.array(productMethod),
  difference: z.strictObject({ model: methodName, against: methodName, hitAtTop: estimate }).nullable(),
  /** Null where validation had no cases. */
  hitChances: hitChances.nullable(),
  /** The chosen method against P-TopFreq, GP-TopFreq and the best of the other methods. */
  comparisons: z.array(productComparison).optional(),
  /** The split of published tables: each customer's last purchase, predicted from all before it. */
  lastPurchaseOut: z
    .strictObject({
      leastPurchases: count,
      customers: count,
      methods: z.array(productMethod),
      comparisons: z.array(productComparison),
    })
    .nullable()
    .optional(),
});

const prediction = z.strictObject({
  asOf: day,
  customers: count,
  /** Customers whose last purchase is long ago by their own habit (`vencida`). */
  overdue: count,
  /** Customers of whom fewer than half are expected back within a year (`perdida`). */
  lost: count,
  /** Buyers expected within so many days: the sum of the chances, and the 80 % range of their number. */
  expected: z.array(z.strictObject({ days: count, buyers: z.number(), low: count, high: count })),
});

/** metrics.json: all figures of a run and no timing, so that the same input, settings and seed give the same bytes. */
export const metricsSchema = z.strictObject({
  schema: z.literal('recompra/metrics'),
  version: z.literal(METRICS_VERSION),
  run: z.strictObject({
    /** First twelve hexadecimal digits of the hash of input and settings. */
    id: z.string(),
    version: z.string(),
    seed: count,
    backend: z.string(),
    inputs: runInputs,
    settings: z.record(z.string(), z.unknown()),
    firstDay: day,
    lastDay: day,
    asOf: day,
  }),
  etl,
  /** Not there where nobody was left out. */
  samples: samples.optional(),
  nextPurchase,
  topProducts,
  prediction,
});

export type Metrics = z.output<typeof metricsSchema>;
export type EtlMetrics = Metrics['etl'];
export type SampleMetrics = z.output<typeof samples>;
export type Missing = z.output<typeof missing>;
export type ProductChoice = Metrics['topProducts']['chosenBy'];
export type NextPurchaseMetrics = Metrics['nextPurchase'];
export type DateChoiceMetrics = z.output<typeof dateChoice>;
export type DateModelMetrics = NextPurchaseMetrics['models'][number];
export type DayErrors = z.output<typeof errors>;
export type Estimate = z.output<typeof estimate>;
export type TopProductsMetrics = Metrics['topProducts'];
export type ProductMethodMetrics = TopProductsMetrics['methods'][number];
export type ProductFigures = z.output<typeof productFigures>;
export type ProductComparison = z.output<typeof productComparison>;
export type HitChanceMetrics = z.output<typeof hitChances>;
export type PredictionMetrics = Metrics['prediction'];
