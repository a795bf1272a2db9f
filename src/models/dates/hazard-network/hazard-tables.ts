import type { Answers, FeatureRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import { WEEKDAY_FEATURES } from '../../../tables/decayed-sums';
import { ELAPSED_CELLS, elapsedCell, writeByElapsed } from '../baselines/elapsed-cells';
import { fitGlobalHazard } from '../baselines/global-hazard';
import { fitHazardTable } from '../baselines/hazard-table';

/** What simple tables say of the daily chance to buy: inputs of the network, and where it starts from. Plain JSON. */
export interface HazardTables {
  /** Logit by cell of elapsed days, all customers alike, [ELAPSED_CELLS]. */
  global: number[];
  /** Mean log purchase rate of each group of customers, ascending, [groups]. */
  groupRates: number[];
  /** Logit by group of customers and cell of elapsed days, [groups][ELAPSED_CELLS]. */
  byGroup: number[][];
  /** Share of all purchases on each weekday, Monday first, sums to 1. */
  weekdayShares: number[];
}

/** Fits the tables on the days at risk of all rows, as far out as they were watched. */
export function fitHazardTables(rows: FeatureRows, answers: Answers): HazardTables {
  const elapsed = featureColumn(rows, 'days_since_last');
  const rate = featureColumn(rows, 'decayed_rate');
  const { rateBounds, hazard } = fitHazardTable({ elapsed, rate, ...answers });
  const purchases = WEEKDAY_FEATURES.map((name) => featureColumn(rows, name).reduce((a, b) => a + b, 1e-9));
  const all = purchases.reduce((a, b) => a + b, 0);
  return {
    global: fitGlobalHazard(elapsed, answers).map(logit),
    groupRates: meanRates(rate, rateBounds),
    byGroup: hazard.map((cells) => cells.map(logit)),
    weekdayShares: purchases.map((sum) => sum / all),
  };
}

/** Writes the logits of customers of one rate by elapsed cell, between those of the two groups around it. */
export function writeLogitsAlike({ groupRates, byGroup }: HazardTables, rate: number, logits: Float64Array): void {
  const at = logRate(rate);
  let above = 0;
  while (above < groupRates.length - 1 && groupRates[above]! < at) above++;
  const below = Math.max(0, above - 1);
  const span = groupRates[above]! - groupRates[below]!;
  const share = span > 0 ? Math.min(1, Math.max(0, (at - groupRates[below]!) / span)) : 0;
  for (let cell = 0; cell < logits.length; cell++) {
    const low = byGroup[below]![cell]!;
    logits[cell] = low + share * (byGroup[above]![cell]! - low);
  }
}

/** Chances of customers of the same rate to buy on each day after the origin, from one on, given none before. */
export function hazardsAlike(
  tables: HazardTables,
  rows: FeatureRows,
): (row: number, into: Float64Array, from: number) => void {
  const elapsed = featureColumn(rows, 'days_since_last');
  const rate = featureColumn(rows, 'decayed_rate');
  const alike = new Float64Array(ELAPSED_CELLS);
  return (row, into, from) => {
    writeLogitsAlike(tables, rate[row]!, alike);
    // Only the cells that these days reach.
    for (let cell = elapsedCell(elapsed[row]! + from); cell <= elapsedCell(elapsed[row]! + into.length); cell++) {
      alike[cell] = 1 / (1 + Math.exp(-alike[cell]!));
    }
    writeByElapsed(alike, elapsed[row]!, into, from);
  };
}

/** A rate's logarithm; one purchase in a year is as good as none. */
export function logRate(rate: number): number {
  return Math.log(Math.max(rate, 1 / 365));
}

/** Mean log rate of each group; that of a group without rows is its bound. */
function meanRates(rates: Float64Array, bounds: readonly number[]): number[] {
  const sums = new Float64Array(bounds.length + 1);
  const counts = new Float64Array(bounds.length + 1);
  for (const rate of rates) {
    const above = bounds.findIndex((bound) => rate < bound);
    const group = above === -1 ? bounds.length : above;
    sums[group] = sums[group]! + logRate(rate);
    counts[group] = counts[group]! + 1;
  }
  return Array.from(sums, (sum, group) =>
    counts[group]! > 0 ? sum / counts[group]! : logRate(bounds[Math.min(group, bounds.length - 1)]!),
  );
}

/** Chances that a table can hold: none is certain. */
function logit(chance: number): number {
  const inside = Math.min(0.99, Math.max(1e-5, chance));
  return Math.log(inside / (1 - inside));
}
