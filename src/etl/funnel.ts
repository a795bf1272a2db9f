import type { RecurrenceRule } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import type { EtlMetrics } from '../evaluation/metrics-schema';
import { READINGS, readingName, stepColumn } from '../tables/funnel';
import { recurrenceSteps } from '../tables/recurrence-rule';

/**
 * Customers left after each step of the recurrence rule under every reading; the reading of the settings is marked as
 * chosen. `minProducts` is the settings' for all of them.
 *
 * @param counts like `funnel`
 */
export async function readFunnel(
  engine: Engine,
  counts: Relation,
  rule: RecurrenceRule,
): Promise<EtlMetrics['funnel']> {
  const [row] = await engine.rows<Record<string, number>>(
    query({ counts }, (_, t) => `SELECT * FROM ${t.counts} AS f`),
  );
  return READINGS.map((reading, r) => ({
    name: readingName(reading),
    chosen: readingName(reading) === readingName(rule),
    ...reading,
    steps: [
      { step: 'customers', limit: null, customers: row!['customers']! },
      ...recurrenceSteps({ ...rule, ...reading }).map(({ step, limit }, s) => ({
        step,
        limit,
        customers: row![stepColumn(r, s)]!,
      })),
    ],
  }));
}
