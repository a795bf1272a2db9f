import type { Answers } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import type { DateModel } from '../forecast/date-model';
import { hazardModel } from './daily-hazards';
import { writeByElapsed } from './elapsed-cells';
import type { CellCounts } from './elapsed-hazards';
import { countDays, emptyCounts, groupHazards, smoothedHazards } from './elapsed-hazards';

/** Groups of customers with about equally many training rows each, by decayed purchase rate. */
const RATE_GROUPS = 10;

/** What training found, ready for JSON. */
export interface HazardTable {
  /** Upper bounds (exclusive) of all rate groups but the last, purchases per day, ascending. */
  rateBounds: number[];
  /** Chance to buy on a day, given none since the last purchase: [rate group][elapsed cell]. */
  hazard: number[][];
}

export interface HazardRows extends Answers {
  /** Days from last purchase to origin. */
  elapsed: Float64Array;
  /** Decayed purchase rate on the origin, purchases per day. */
  rate: Float64Array;
}

/**
 * Fits the daily chance of a purchase by days since the last one and by purchase rate. Every day a row was watched
 * up to its purchase is one customer-day at risk; censored rows give their quiet days.
 */
export function fitHazardTable(rows: HazardRows): HazardTable {
  const rateBounds = equalGroups(rows.rate, RATE_GROUPS);
  const groups = Array.from({ length: RATE_GROUPS }, emptyCounts);
  for (let row = 0; row < rows.rate.length; row++) {
    countDays(groups[groupOf(rows.rate[row]!, rateBounds)]!, rows.elapsed[row]!, rows, row);
  }
  const everybody = smoothedHazards(groups.reduce(together));
  return { rateBounds, hazard: groups.map((group) => Array.from(groupHazards(group, everybody))) };
}

function together(a: CellCounts, b: CellCounts): CellCounts {
  const added = (x: Float64Array, y: Float64Array) => x.map((value, cell) => value + y[cell]!);
  return { atRisk: added(a.atRisk, b.atRisk), bought: added(a.bought, b.bought) };
}

/** The table as a model: walks each row's elapsed days forward, given no purchase up to the origin. */
export function hazardTableModel(table: HazardTable): DateModel {
  return hazardModel({
    name: 'hazard-table',
    kind: 'baseline',
    hazards: (rows) => {
      const elapsed = featureColumn(rows, 'days_since_last');
      const rate = featureColumn(rows, 'decayed_rate');
      return (row, into) => writeByElapsed(table.hazard[groupOf(rate[row]!, table.rateBounds)]!, elapsed[row]!, into);
    },
  });
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
