import type { Settings } from '../config/settings';
import type { ColumnTable } from '../engine/column-table';
import type { Engine } from '../engine/engine';
import type { EtlMetrics } from '../evaluation/metrics-schema';
import { gapDays, sizes } from '../tables/day-and-gap-counts';
import { readFunnel } from './funnel';
import type { DayLines } from './read/day-lines';
import type { EtlResult } from './run-etl';

/** Gaps are counted one by one up to here; the last bin, of this many days, holds all longer ones too. */
const LONGEST_GAP_BIN = 60;

/** The `etl` figures of metrics.json, from what `runEtl` counted and from the tables that it names. */
export async function etlMetrics(engine: Engine, settings: Settings, result: EtlResult): Promise<EtlMetrics> {
  const { linesIn, linesKept, linesRejected, linesExcluded, linesReturned, reasons, firstDay, asOf } = result;
  const { shop } = result;
  const [counts] = await engine.rows<Record<'customers' | 'products' | 'purchases' | 'recurrent', number>>(sizes(shop));
  const gaps = await engine.columns(gapDays(shop, asOf, LONGEST_GAP_BIN));
  return {
    linesIn,
    linesKept,
    linesRejected,
    ...(linesExcluded === undefined ? {} : { linesExcluded }),
    ...(linesReturned === undefined ? {} : { linesReturned }),
    reasons,
    customers: counts!.customers,
    recurrentCustomers: counts!.recurrent,
    products: counts!.products,
    purchases: counts!.purchases,
    linesPerDay: { firstDay, lines: linesPerDay(result.days) },
    gapDays: { gaps: histogram(gaps, LONGEST_GAP_BIN), lastBinIsOpen: true },
    funnel: await readFunnel(engine, shop.funnel, settings.recurrence),
  };
}

/** Lines of each day from the first to the last; days without any have zero. */
function linesPerDay(days: readonly DayLines[]): number[] {
  const [first, last] = [days[0]!.day, days[days.length - 1]!.day];
  const filled = new Array<number>(last - first + 1).fill(0);
  for (const { day, lines } of days) filled[day - first] = lines;
  return filled;
}

/** The `n` of each `bin`, 0 … `lastBin`; bins without a row are zero. */
function histogram(counts: ColumnTable, lastBin: number): number[] {
  const filled = new Array<number>(lastBin + 1).fill(0);
  const n = counts.ints('n');
  counts.ints('bin').forEach((bin, i) => {
    filled[bin] = n[i]!;
  });
  return filled;
}
