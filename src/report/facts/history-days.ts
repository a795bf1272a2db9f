import { epochDay } from '../../config/calendar';
import type { Metrics } from '../../evaluation/metrics-schema';

/** Days of history behind a run, its first and its as-of day included. */
export function historyDays({ firstDay, asOf }: Metrics['run']): number {
  return epochDay(asOf) - epochDay(firstDay) + 1;
}
