import * as tf from '@tensorflow/tfjs-node';
import type { DatedRows } from '../../../features/dataset';
import { BLOCK_DAYS, writeHistory } from '../../../features/day-history';
import type { Scaler } from '../../fitting/scaler';
import { contextInputs } from './context-inputs';
import { dayInputs } from './day-inputs';
import { DAY_INPUTS } from './day-layout';
import type { RowBlock } from './day-logits';
import type { HazardTables } from './hazard-tables';
import { LAG_DAYS } from './member-weights';

/** Everything the network reads of some rows, each with a number of days of its own. */
export class RowSource {
  private readonly context: Float32Array;
  private readonly day: Float32Array;
  /** Row r has the days start[r] … start[r + 1] − 1 of `day`. */
  private readonly start: Int32Array;

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
    const width = DAY_INPUTS;
    const context = new Float32Array(members.length * inputs);
    const day = new Float32Array(members.length * days * width);
    for (let place = 0; place < members.length; place++) {
      const row = members[place]!;
      context.set(this.context.subarray(row * inputs, (row + 1) * inputs), place * inputs);
      day.set(this.day.subarray(this.start[row]! * width, this.start[row + 1]! * width), place * days * width);
    }
    const dayTensor = tf.tensor2d(day, [members.length * days, width]);
    return {
      days,
      context: tf.tensor2d(context, [members.length, inputs]),
      day: dayTensor,
      dayTransposed: tf.transpose(dayTensor),
      history: historyOf(this.rows, members),
      lagOf: lagOf(days),
    };
  }
}

/** 1 for each of the last LAG_DAYS days with a purchase, of these rows. */
function historyOf({ history }: DatedRows, members: Int32Array): tf.Tensor2D {
  const blocks = history.bought.slice(0, LAG_DAYS / BLOCK_DAYS);
  const days = new Uint8Array(LAG_DAYS);
  const recent = new Float32Array(members.length * days.length);
  for (let place = 0; place < members.length; place++) {
    writeHistory(blocks, members[place]!, days);
    recent.set(days, place * days.length);
  }
  return tf.tensor2d(recent, [members.length, LAG_DAYS]);
}

const selectors = new Map<number, Float32Array>();

/** A row an age and day, 1 at the lag between them: one product lays the lags out, where slices would be many. */
function lagOf(days: number): tf.Tensor2D {
  const lags = LAG_DAYS + days - 1;
  const known = selectors.get(days) ?? new Float32Array(LAG_DAYS * days * lags);
  if (!selectors.has(days)) {
    for (let age = 0; age < LAG_DAYS; age++) {
      for (let d = 0; d < days; d++) known[(age * days + d) * lags + age + d] = 1;
    }
    selectors.set(days, known);
  }
  return tf.tensor2d(known, [LAG_DAYS * days, lags]);
}
