import type { DatedRows } from '../../../features/dataset';
import { DAY_INPUTS } from './day-layout';
import { DayWriter } from './day-writer';
import type { HazardTables } from './hazard-tables';

/**
 * What is known at the origin of each day 1 … days[row] after it, one day after another: [Σ days × DAY_INPUTS].
 * Besides the calendar only the history up to the origin is read.
 *
 * @param room where they are written, if not to memory of their own
 */
export function dayInputs(rows: DatedRows, days: Int32Array, tables: HazardTables, room?: Float32Array): Float32Array {
  const size = days.reduce((sum, count) => sum + count, 0) * DAY_INPUTS;
  const into = room ? room.subarray(0, size).fill(0) : new Float32Array(size);
  const most = days.reduce((longest, count) => Math.max(longest, count), 0);
  const memory = { into, days: most, dayStep: DAY_INPUTS, inputStep: 1, inputs: DAY_INPUTS };
  const writer = new DayWriter(rows, tables, memory);
  let at = 0;
  for (let row = 0; row < rows.length; row++) {
    writer.writeRow(row, days[row]!, at);
    at += days[row]! * DAY_INPUTS;
  }
  return into;
}
