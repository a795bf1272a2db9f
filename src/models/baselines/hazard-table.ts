import { featureColumn } from '../../features/dataset';
import type { DateModel } from '../date-model';
import { fromDailyHazards } from './daily-hazards';
import { ELAPSED_CELLS, elapsedCell } from './elapsed-cells';
import { daysAtRisk } from './person-days';

/** Groups of customers with about equally many training rows each, by decayed purchase rate. */
const RATE_GROUPS = 10;
/** A cell is shrunk towards its elapsed day's rate over all groups by this many customer-days. */
const PRIOR_DAYS = 50;

/** What training found, ready for JSON. */
export interface HazardTable {
  /** Upper bounds (exclusive) of all rate groups but the last, purchases per day, ascending. */
  rateBounds: number[];
  /** Chance to buy on a day, given none since the last purchase: [rate group][elapsed cell]. */
  hazard: number[][];
}

export interface HazardRows {
  /** Days from last purchase to origin. */
  elapsed: Float64Array;
  /** Decayed purchase rate on the origin, purchases per day. */
  rate: Float64Array;
  /** Days from origin to next purchase, NaN where censored. */
  daysToNext: Float64Array;
  /** Days each row was watched after its origin. */
  watched: Float64Array;
}

/**
 * Fits the daily chance of a purchase by days since the last one and by purchase rate. Every day a row was watched
 * up to its purchase, at most `horizon`, is one customer-day at risk; censored rows give their quiet days.
 */
export function fitHazardTable(rows: HazardRows, horizon: number): HazardTable {
  const rateBounds = equalGroups(rows.rate, RATE_GROUPS);
  const cells = ELAPSED_CELLS;
  const atRisk = new Float64Array(RATE_GROUPS * cells);
  const bought = new Float64Array(RATE_GROUPS * cells);
  for (let row = 0; row < rows.rate.length; row++) {
    const base = groupOf(rows.rate[row]!, rateBounds) * cells;
    const end = daysAtRisk(rows, row, horizon);
    for (let d = 1; d <= end; d++) {
      const cell = base + elapsedCell(rows.elapsed[row]! + d);
      atRisk[cell] = atRisk[cell]! + 1;
      if (d === rows.daysToNext[row]) bought[cell] = bought[cell]! + 1;
    }
  }
  return { rateBounds, hazard: shrunkRates(atRisk, bought, cells) };
}

/** Groups' cells shrunk towards all groups' cell, and that towards the overall rate, so that no cell is empty. */
function shrunkRates(atRisk: Float64Array, bought: Float64Array, cells: number): number[][] {
  const overall = sum(bought) / Math.max(1, sum(atRisk));
  const column = (values: Float64Array, cell: number) =>
    Array.from({ length: RATE_GROUPS }, (_, group) => values[group * cells + cell]!).reduce((a, b) => a + b, 0);
  const byElapsed = Array.from({ length: cells }, (_, cell) =>
    shrink(column(bought, cell), column(atRisk, cell), overall),
  );
  return Array.from({ length: RATE_GROUPS }, (_, group) =>
    byElapsed.map((prior, cell) => shrink(bought[group * cells + cell]!, atRisk[group * cells + cell]!, prior)),
  );
}

function shrink(events: number, days: number, prior: number): number {
  return (events + PRIOR_DAYS * prior) / (days + PRIOR_DAYS);
}

/** The table as a model: walks each row's elapsed days forward, given no purchase up to the origin. */
export function hazardTableModel(table: HazardTable, horizon: number): DateModel {
  return {
    name: 'hazard-table',
    kind: 'baseline',
    predict: (rows) => {
      const elapsed = featureColumn(rows, 'days_since_last');
      const hazards = Array.from(
        featureColumn(rows, 'decayed_rate'),
        (rate) => table.hazard[groupOf(rate, table.rateBounds)]!,
      );
      return fromDailyHazards(rows.length, horizon, (row, d) => hazards[row]![elapsedCell(elapsed[row]! + d)]!);
    },
  };
}

function equalGroups(values: Float64Array, groups: number): number[] {
  const sorted = values.slice().sort();
  return Array.from({ length: groups - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / groups)] ?? 0);
}

function groupOf(value: number, bounds: readonly number[]): number {
  let group = 0;
  while (group < bounds.length && value >= bounds[group]!) group++;
  return group;
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}
