import * as tf from '@tensorflow/tfjs-node';
import type { DatedRows } from '../../features/dataset';
import { HISTORY_DAYS, writeHistory } from '../../features/day-history';
import type { Scaler } from '../scaler';
import { contextInputs } from './context-inputs';
import { DAY_INPUTS, dayInputs } from './day-inputs';
import type { RowBlock } from './day-logits';
import type { HazardTables } from './hazard-tables';
import { LAG_DAYS } from './member-weights';

/** Everything the network reads of some rows, each with a number of days of its own. */
export class RowSource {
  private readonly context: Float32Array;
  private readonly day: Float32Array;
  /** Row r has the days start[r] … start[r + 1] − 1 of `day`. */
  private readonly start: Int32Array;
  private readonly history = new Uint8Array(HISTORY_DAYS);

  constructor(
    private readonly rows: DatedRows,
    readonly days: Int32Array,
    { scaler, tables }: { scaler: Scaler; tables: HazardTables },
  ) {
    this.context = contextInputs(rows, scaler);
    this.day = dayInputs(rows, days, tables);
    this.start = new Int32Array(rows.length + 1);
    for (let row = 0; row < rows.length; row++) this.start[row + 1] = this.start[row]! + days[row]!;
  }

  /** These rows as tensors, which the caller disposes of; rows with fewer days than the longest are filled with zeros. */
  block(members: Int32Array): RowBlock {
    const days = members.reduce((most, row) => Math.max(most, this.days[row]!), 1);
    const inputs = this.context.length / this.rows.length;
    const context = new Float32Array(members.length * inputs);
    const day = new Float32Array(members.length * days * DAY_INPUTS);
    const history = new Float32Array(members.length * LAG_DAYS);
    members.forEach((row, place) => {
      context.set(this.context.subarray(row * inputs, (row + 1) * inputs), place * inputs);
      const known = this.day.subarray(this.start[row]! * DAY_INPUTS, this.start[row + 1]! * DAY_INPUTS);
      day.set(known, place * days * DAY_INPUTS);
      writeHistory(this.rows.history.bought, row, this.history);
      history.set(this.history.subarray(0, LAG_DAYS), place * LAG_DAYS);
    });
    return {
      days,
      context: tf.tensor2d(context, [members.length, inputs]),
      day: tf.tensor2d(day, [members.length * days, DAY_INPUTS]),
      history: tf.tensor2d(history, [members.length, LAG_DAYS]),
    };
  }
}
