import { z } from 'zod';
import { epochDay } from '../config/calendar';
import { RECURRENCE_PRESETS, type RecurrenceRule, recurrenceSchema } from '../config/settings';
import type { Promised, PromisedFigure } from '../evaluation/revision-schema';

const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });

/**
 * What a review reads of metrics.json. Loose on purpose: runs of other versions are reviewed too, and a figure that
 * one does not have is a promise it did not make.
 */
const model = z.object({
  name: z.string(),
  test: z.object({ customers: z.number(), mae: z.number() }).nullish(),
  testMae: estimate.nullish(),
  interval: z.object({ coverage: estimate, meanWidth: z.number() }).nullish(),
  probabilities: z.object({ brier: z.array(z.object({ days: z.number(), value: z.number() })) }).nullish(),
});

const method = z.object({
  name: z.string(),
  cases: z.number(),
  hitAtTop: estimate.nullish(),
  recall: z.array(z.number()),
  ndcg: z.array(z.number()),
});

const statedFigures = z.object({
  nextPurchase: z.object({
    horizonDays: z.number(),
    chosen: z.string(),
    distribution: z.string().nullish(),
    models: z.array(model),
  }),
  topProducts: z.object({ top: z.number(), chosen: z.string(), methods: z.array(method) }),
});

const statedDays = z.object({
  etl: z.object({ linesPerDay: z.object({ firstDay: z.iso.date(), lines: z.array(z.number()) }) }),
});

const statedSettings = z.object({ settings: z.object({ recurrence: recurrenceSchema }) });

/** What a run's metrics.json says of the models that made its predictions; null where it is none of a run. */
export function promisesOf(metrics: unknown): Promised | null {
  const parsed = statedFigures.safeParse(metrics);
  if (!parsed.success) return null;
  const { nextPurchase, topProducts } = parsed.data;
  const { horizonDays, chosen, distribution, models } = nextPurchase;
  const dated = models.find(({ name }) => name === chosen);
  const spread = models.find(({ name }) => name === (distribution ?? chosen));
  const interval = dated?.interval ?? spread?.interval ?? null;
  const brier = [dated, spread].find((source) => (source?.probabilities?.brier.length ?? 0) > 0)?.probabilities?.brier;
  return {
    horizonDays,
    customers: dated?.test?.customers ?? null,
    mae: statedFigure(dated?.testMae ?? null, dated?.test?.mae),
    coverage: statedFigure(interval?.coverage ?? null),
    meanWidth: interval?.meanWidth ?? null,
    brier: brier ?? [],
    ...productPromises(topProducts),
  };
}

function productPromises({ top, chosen, methods }: z.output<typeof statedFigures>['topProducts']) {
  const used = methods.find(({ name, cases }) => name === chosen && cases > 0);
  return {
    top: used === undefined ? null : top,
    hit: statedFigure(used?.hitAtTop ?? null),
    recall: used?.recall[top - 1] ?? null,
    ndcg: used?.ndcg[top - 1] ?? null,
  };
}

function statedFigure(bounded: z.output<typeof estimate> | null, value?: number): PromisedFigure | null {
  if (bounded !== null) return bounded;
  return value === undefined ? null : { value, low: null, high: null };
}

/** The rule by which a run, or its saved settings, knows who is recurrent and what a purchase is. */
export function ruleOf(...facts: unknown[]): RecurrenceRule | null {
  for (const fact of facts) {
    const parsed = statedSettings.safeParse(fact);
    if (parsed.success) return parsed.data.settings.recurrence;
  }
  return null;
}

/** What counts as a purchase under a rule: the same text for the same purchases. */
export function purchaseMeaning({ nextPurchase, productCount, minProducts }: RecurrenceRule): string {
  return nextPurchase === 'any' ? 'any' : `qualifying: ${productCount} above ${minProducts}`;
}

/** A rule as `--recurrence` takes it. */
export function ruleText(rule: RecurrenceRule): string {
  const names = Object.keys(RECURRENCE_PRESETS['default']!) as (keyof RecurrenceRule)[];
  return names.map((name) => `${name}=${rule[name]}`).join(',');
}

/** Weeks before the origin in which a weekday without a line is one on which the shop is closed. */
const CLOSED_WEEKS = 4;

/** Weekdays (epoch day mod 7) on which the shop was closed in the last weeks before the origin. */
export function closedWeekdays(metrics: unknown, origin: number): Set<number> {
  const parsed = statedDays.safeParse(metrics);
  const closed = new Set<number>();
  if (!parsed.success) return closed;
  const { firstDay, lines } = parsed.data.etl.linesPerDay;
  const first = epochDay(firstDay);
  if (lines.length < CLOSED_WEEKS * 7) return closed;
  for (let weekday = 0; weekday < 7; weekday++) {
    const sold = lines.some((n, i) => n > 0 && first + i > origin - CLOSED_WEEKS * 7 && (first + i) % 7 === weekday);
    if (!sold) closed.add(weekday);
  }
  return closed;
}
