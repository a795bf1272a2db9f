import type { DatedRows } from '../../../features/dataset';
import { hazardModel } from '../baselines/daily-hazards';
import type { DateModel } from '../forecast/date-model';
import { contextInputs, contextWidth } from './context-inputs';
import type { DayMemory } from './day-calendar';
import { DayWriter } from './day-writer';
import type { HazardTables } from './hazard-tables';
import { hazardsAlike } from './hazard-tables';
import { DENSE_INPUTS } from './kernel-layout';
import type { FittedMembers, NetworkKernel } from './network-kernel';
import { kernelOf } from './network-kernel';

/**
 * A logistic-hazard network: the chance to buy on each day to the horizon, given no purchase before it. `members`
 * were trained alike from different starting weights; their chances are averaged.
 */
export interface HazardNetwork extends FittedMembers {
  tables: HazardTables;
}

/** Chance to buy on each day 1 … horizon, given none before: [rows × horizon], row-major. */
export function dailyHazards(network: HazardNetwork, rows: DatedRows): Float32Array {
  const { horizon, scaler, tables } = network;
  const hazards = new Float32Array(rows.length * horizon);
  const kernel = kernelOf(network);
  const context = contextInputs(rows, scaler);
  const width = contextWidth(scaler);
  const writer = new DayWriter(rows, tables, kernelDays(kernel, horizon));
  let origin = Number.NaN;
  for (let row = 0; row < rows.length; row++) {
    kernel.context.set(context.subarray(row * width, (row + 1) * width));
    writer.writeRow(row, horizon, 0);
    if (rows.origin[row] !== origin) kernel.setCalendar(writer.calendarOf(row));
    origin = rows.origin[row]!;
    kernel.setPurchases(writer.bought);
    kernel.run();
    hazards.set(kernel.hazards, row * horizon);
  }
  return hazards;
}

function kernelDays({ day, paddedDays }: NetworkKernel, horizon: number): DayMemory {
  return { into: day, days: horizon, dayStep: 1, inputStep: paddedDays, inputs: DENSE_INPUTS };
}

/**
 * The network as a date model. Beyond its horizon its own tables go on, by the
 * customer's rate and the days away: a network says nothing sure of what it has hardly seen.
 */
export function hazardNetworkModel(network: HazardNetwork): DateModel {
  const { horizon, tables } = network;
  return hazardModel({
    name: 'hazard-network',
    kind: 'network',
    hazards: (rows, reach) => {
      const hazards = dailyHazards(network, rows);
      const beyond = reach > horizon ? hazardsAlike(tables, rows) : null;
      return (row, into) => {
        const told = Math.min(horizon, into.length);
        for (let d = 0; d < told; d++) into[d] = hazards[row * horizon + d]!;
        beyond?.(row, into, horizon + 1);
      };
    },
  });
}
