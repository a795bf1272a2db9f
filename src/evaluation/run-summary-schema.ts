import { z } from 'zod';
import type { Metrics } from './metrics-schema';

const count = z.int().min(0);

/** What `run --json` and `train --json` print: the figures that decide, small enough to read and stable to build on. */
export const runSummarySchema = z.strictObject({
  schema: z.literal('recompra/summary'),
  version: z.literal(1),
  /** Id of the run, as in metrics.json and run.json. */
  run: z.string(),
  /** The day the predictions are made on. */
  asOf: z.iso.date(),
  lines: z.strictObject({ in: count, kept: count, rejected: count }),
  customers: z.strictObject({ all: count, recurrent: count, overdue: count, lost: count }),
  /** How wrong the dates are on the test rows; null where nothing could be judged. */
  dates: z
    .strictObject({
      model: z.string(),
      /** Days. */
      meanError: z.number(),
      bestBaseline: z.string(),
      baselineError: z.number(),
      /** Share of the answers that the 80 % interval holds; null where the model gives none. */
      coverage: z.number().nullable(),
      horizonDays: count,
    })
    .nullable(),
  /** How often one of the recommended products was bought; null where nothing could be judged. */
  products: z
    .strictObject({ method: z.string(), top: count, hits: count, cases: count, hitRate: z.number() })
    .nullable(),
  /** Buyers expected within so many days, with the 80 % range of their number. */
  expected: z.array(z.strictObject({ days: count, buyers: z.number(), low: count, high: count })),
  /** Why `dates` is null. */
  missing: z.string().nullable(),
  /** Folder or prefix of the results and its report (`run`), or the model's folder (`train`). */
  output: z.string().optional(),
  report: z.string().optional(),
  model: z.string().optional(),
  /** Seconds by stage. */
  timings: z.record(z.string(), z.number()).optional(),
  /** Warnings that --quiet kept from the screen. */
  warnings: z.array(z.string()).optional(),
});

export type RunSummary = z.output<typeof runSummarySchema>;

/** The summary of a run's figures. */
export function summaryOf({ run, etl, nextPurchase, topProducts, prediction }: Metrics): RunSummary {
  return {
    schema: 'recompra/summary',
    version: 1,
    run: run.id,
    asOf: run.asOf,
    lines: { in: etl.linesIn, kept: etl.linesKept, rejected: etl.linesRejected },
    customers: {
      all: etl.customers,
      recurrent: etl.recurrentCustomers,
      overdue: prediction.overdue,
      lost: prediction.lost,
    },
    dates: datesOf(nextPurchase),
    products: productsOf(topProducts),
    expected: prediction.expected.map(({ days, buyers, low, high }) => ({ days, buyers, low, high })),
    missing: nextPurchase.missing?.reason ?? null,
  };
}

function datesOf({ models, chosen, bestBaseline, horizonDays }: Metrics['nextPurchase']): RunSummary['dates'] {
  const [model, baseline] = [chosen, bestBaseline].map((name) => models.find((one) => one.name === name));
  if (!model?.test || !baseline?.test) return null;
  return {
    model: model.name,
    meanError: model.test.mae,
    bestBaseline: baseline.name,
    baselineError: baseline.test.mae,
    coverage: model.interval?.coverage.value ?? null,
    horizonDays,
  };
}

function productsOf({ methods, chosen, top, missing }: Metrics['topProducts']): RunSummary['products'] {
  const method = methods.find(({ name }) => name === chosen);
  if (missing !== null || method === undefined || method.cases === 0) return null;
  const { hits, cases } = method;
  return { method: chosen, top, hits, cases, hitRate: hits / cases };
}
