import { sumOf } from '../../../config/numbers';
import type { Answers } from '../../../features/dataset';
import { CELL_DAYS, ELAPSED_CELLS, elapsedCell } from './elapsed-cells';
import { daysAtRisk } from './person-days';

/** Customer-days by cell of days since the last purchase, [ELAPSED_CELLS] each. */
export interface CellCounts {
  atRisk: Float64Array;
  bought: Float64Array;
}

/** A cell is shrunk towards what its neighbours lead to expect by this many customer-days. */
const PRIOR_DAYS = 50;
/** Before anything is seen, a purchase in a fortnight is expected; it counts for one fortnight. */
const FIRST_BELIEF_DAYS = 14;
/** From here on a hazard is expected to fall as 1 ÷ days away, where the cells themselves do not say. */
const TAIL_FROM_DAYS = 14;
/** Purchases' worth of belief in the level so far, beside what nearer cells have seen. */
const LEVEL_STRENGTH = 2;
/** Purchases' worth of belief that a group buys as all groups together do. */
const GROUP_STRENGTH = 5;

export function emptyCounts(): CellCounts {
  return { atRisk: new Float64Array(ELAPSED_CELLS), bought: new Float64Array(ELAPSED_CELLS) };
}

/** Adds the days on which a row was at risk, as far out as it was watched; `elapsed` is that of its origin. */
export function countDays(counts: CellCounts, elapsed: number, answers: Answers, row: number): void {
  const end = daysAtRisk(answers, row, Number.POSITIVE_INFINITY);
  for (let d = 1; d <= end; d++) {
    const cell = elapsedCell(elapsed + d);
    counts.atRisk[cell] = counts.atRisk[cell]! + (answers.activity?.(row, d) ?? 1);
    if (d === answers.daysToNext[row]) counts.bought[cell] = counts.bought[cell]! + 1;
  }
}

/**
 * Daily chance to buy by cell, each shrunk towards what is expected of it, so that none is empty: in the first
 * fortnight the overall chance, later k ÷ days with the k that the cells from half as far away have seen. Customers
 * differ in their rates, and of a mixture of constant rates (the beta-geometric) those who have been away for long buy
 * as 1 ÷ days: so a forecast reaches beyond what any history has shown, and leaves a share who never come.
 */
export function smoothedHazards({ atRisk, bought }: CellCounts): Float64Array {
  const overall = (sumOf(bought) + 1) / (sumOf(atRisk) + FIRST_BELIEF_DAYS);
  const hazards = new Float64Array(ELAPSED_CELLS);
  let level = overall * TAIL_FROM_DAYS;
  for (let cell = 0; cell < ELAPSED_CELLS; cell++) {
    const days = CELL_DAYS[cell]!;
    if (days > TAIL_FROM_DAYS) level = levelBefore({ atRisk, bought }, cell, level);
    const expected = days > TAIL_FROM_DAYS ? level / days : overall;
    hazards[cell] = shrunk(bought[cell]!, atRisk[cell]!, expected);
  }
  return hazards;
}

/** k of hazards k ÷ days, by likelihood, over the cells from half the days of `cell` up to it. */
function levelBefore({ atRisk, bought }: CellCounts, cell: number, before: number): number {
  let events = LEVEL_STRENGTH * before;
  let exposure = LEVEL_STRENGTH;
  for (let near = HALF_AS_FAR[cell]!; near < cell; near++) {
    events += bought[near]!;
    exposure += atRisk[near]! / CELL_DAYS[near]!;
  }
  return events / exposure;
}

/**
 * The hazards of a group of customers: each cell shrunk towards everybody's, raised or lowered as the group has bought
 * more or less than everybody would have in the cells around it: those of the first fortnight, or those from half as
 * far away.
 */
export function groupHazards(group: CellCounts, everybody: Float64Array): Float64Array {
  return everybody.map((hazard, cell) => {
    const early = CELL_DAYS[cell]! <= TAIL_FROM_DAYS;
    let events = GROUP_STRENGTH;
    let expected = GROUP_STRENGTH;
    for (let near = early ? 0 : HALF_AS_FAR[cell]!; near <= (early ? LAST_EARLY_CELL : cell); near++) {
      events += group.bought[near]!;
      expected += group.atRisk[near]! * everybody[near]!;
    }
    return shrunk(group.bought[cell]!, group.atRisk[cell]!, (hazard * events) / expected);
  });
}

const LAST_EARLY_CELL = elapsedCell(TAIL_FROM_DAYS);
/** The first cell at least half as many days away as each cell, [ELAPSED_CELLS]. */
const HALF_AS_FAR = Int32Array.from(CELL_DAYS, (days) => CELL_DAYS.findIndex((other) => other >= days / 2));

/** No day is certain: a certain miss would be an infinitely bad forecast. */
const MOST_CHANCE = 0.95;

function shrunk(events: number, days: number, expected: number): number {
  return Math.min(MOST_CHANCE, (events + PRIOR_DAYS * expected) / (days + PRIOR_DAYS));
}
