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

/** Everything the network reads of some rows, each with a number of days of its own: values alone. */
export interface SourceRows {
  /** Days of each row, [rows]. */
  days: Int32Array;
  /** Row r has the days start[r] … start[r + 1] − 1 of `day`, [rows + 1]. */
  start: Int32Array;
  /** [rows × inputs] and [Σ days × DAY_INPUTS], row-major. */
  context: Float32Array;
  day: Float32Array;
  /** Purchase days of the latest LAG_DAYS, one column a block. */
  bought: Int32Array[];
}

/** @param memory where the inputs of the days are written; they get memory of their own unless given */
export function sourceRows(
  rows: DatedRows,
  days: Int32Array,
  { scaler, tables, memory }: { scaler: Scaler; tables: HazardTables; memory?: Float32Array | undefined },
): SourceRows {
  const start = new Int32Array(rows.length + 1);
  for (let row = 0; row < rows.length; row++) start[row + 1] = start[row]! + days[row]!;
  return {
    days,
    start,
    context: contextInputs(rows, scaler),
    day: dayInputs(rows, days, tables, memory),
    bought: rows.history.bought.slice(0, LAG_DAYS / BLOCK_DAYS),
  };
}

/** Hands out rows of a source as tensors. */
export class RowSource {
  readonly days: Int32Array;

  constructor(private readonly source: SourceRows) {
    this.days = source.days;
  }

  /** These rows as tensors, which the caller disposes of; rows with fewer days than the longest are filled with zeros. */
  block(members: Int32Array): RowBlock {
    const { source } = this;
    const days = members.reduce((most, row) => Math.max(most, this.days[row]!), 1);
    const inputs = source.context.length / this.days.length;
    const width = DAY_INPUTS;
    const context = new Float32Array(members.length * inputs);
    const day = new Float32Array(members.length * days * width);
    for (let place = 0; place < members.length; place++) {
      const row = members[place]!;
      context.set(source.context.subarray(row * inputs, (row + 1) * inputs), place * inputs);
      day.set(source.day.subarray(source.start[row]! * width, source.start[row + 1]! * width), place * days * width);
    }
    const dayTensor = tf.tensor2d(day, [members.length * days, width]);
    return {
      days,
      context: tf.tensor2d(context, [members.length, inputs]),
      day: dayTensor,
      dayTransposed: tf.transpose(dayTensor),
      history: historyOf(source.bought, members),
      lagOf: lagOf(days),
    };
  }
}

/** 1 for each of the last LAG_DAYS days with a purchase, of these rows. */
function historyOf(blocks: readonly Int32Array[], members: Int32Array): tf.Tensor2D {
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
