import { RecompraError } from '../config/errors';
import type { Engine } from '../engine/engine';

/** First and last day with a kept line, ISO. */
export interface DayRange {
  firstDay: string;
  lastDay: string;
}

export async function dayRange(engine: Engine): Promise<DayRange> {
  const [row] = await engine.rows<DayRange & Record<string, string>>(
    'SELECT min(fecha) AS "firstDay", max(fecha) AS "lastDay" FROM lines',
  );
  return { firstDay: row!.firstDay, lastDay: row!.lastDay };
}

/** The as-of date of a run: the one asked for, which must lie within the data, or their last day. */
export function checkedAsOf(asked: string | undefined, { firstDay, lastDay }: DayRange): string {
  const asOf = asked ?? lastDay;
  if (asOf >= firstDay && asOf <= lastDay) return asOf;
  const logged = `the as-of date ${asOf} lies outside the data, which go from ${firstDay} to ${lastDay}`;
  throw new RecompraError('usage', logged, {
    logged,
    remedy: `choose a day in that range, or leave --as-of out for ${lastDay}`,
  });
}
