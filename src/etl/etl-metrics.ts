import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { EtlMetrics } from '../evaluation/metrics-schema';
import { funnel } from './funnel';
import type { EtlResult } from './run-etl';

/** Gaps are counted one by one up to here; the last bin, of this many days, holds all longer ones too. */
export const LONGEST_GAP_BIN = 60;

/** The `etl` figures of metrics.json, from what `runEtl` counted and from its tables and `recurrent`. */
export async function etlMetrics(engine: Engine, settings: Settings, result: EtlResult): Promise<EtlMetrics> {
  const { linesIn, linesKept, linesRejected, linesExcluded, linesReturned, reasons, firstDay, lastDay, asOf } = result;
  const [counts] = await engine.rows<Record<'customers' | 'products' | 'purchases' | 'recurrent', number>>(`
    SELECT (SELECT count(DISTINCT usuario) FROM purchases) AS customers,
           (SELECT count(DISTINCT producto) FROM lines) AS products,
           (SELECT count(*) FROM purchases) AS purchases,
           (SELECT count(*) FROM recurrent) AS recurrent`);
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
    linesPerDay: { firstDay, lines: await linesPerDay(engine, firstDay, lastDay) },
    gapDays: { gaps: await gapDays(engine, asOf), lastBinIsOpen: true },
    funnel: await funnel(engine, asOf, settings),
  };
}

async function linesPerDay(engine: Engine, firstDay: string, lastDay: string): Promise<number[]> {
  const { dialect } = engine;
  const day = dialect.daysBetween(`DATE '${firstDay}'`, 'fecha');
  const counts = await engine.columns(`
    SELECT ${day} AS bin, CAST(count(*) AS INTEGER) AS n, ${dialect.daysBetween(`DATE '${firstDay}'`, `DATE '${lastDay}'`)} AS last_bin
    FROM lines GROUP BY fecha`);
  return histogram(counts.ints('bin'), counts.ints('n'), counts.ints('last_bin')[0]!);
}

/** Gaps of recurrent customers up to the as-of date: index g counts the gaps of g days. */
async function gapDays(engine: Engine, asOf: string): Promise<number[]> {
  const gap = engine.dialect.daysBetween('previous', 'fecha');
  const counts = await engine.columns(`
    WITH days AS (
      -- a row: a recurrent customer's purchase day
      SELECT DISTINCT usuario, fecha FROM purchases
      WHERE fecha <= DATE '${asOf}' AND usuario IN (SELECT usuario FROM recurrent)
    ), gaps AS (
      -- a row: a purchase day and the one before it
      SELECT fecha, lag(fecha) OVER (PARTITION BY usuario ORDER BY fecha) AS previous FROM days
    )
    SELECT CASE WHEN ${gap} < ${LONGEST_GAP_BIN} THEN ${gap} ELSE ${LONGEST_GAP_BIN} END AS bin,
           CAST(count(*) AS INTEGER) AS n
    FROM gaps WHERE previous IS NOT NULL GROUP BY 1`);
  return histogram(counts.ints('bin'), counts.ints('n'), LONGEST_GAP_BIN);
}

/** Counts by bin, 0 … `lastBin`; bins without an entry are zero. */
function histogram(bins: Int32Array, counts: Int32Array, lastBin: number): number[] {
  const filled = new Array<number>(lastBin + 1).fill(0);
  bins.forEach((bin, i) => {
    filled[bin] = counts[i]!;
  });
  return filled;
}
