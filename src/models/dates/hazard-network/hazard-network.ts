import * as tf from '@tensorflow/tfjs-node';
import type { DatedRows } from '../../../features/dataset';
import { rowsBetween } from '../../../features/dataset';
import type { Scaler } from '../../fitting/scaler';
import { fromDailyHazards } from '../baselines/daily-hazards';
import type { DateModel } from '../forecast/date-model';
import { contextWidth } from './context-inputs';
import { DAY_INPUTS } from './day-layout';
import { dayLogits } from './day-logits';
import type { HazardTables } from './hazard-tables';
import { chancesAlike } from './hazard-tables';
import { memberTensors } from './member-weights';
import { wholeBlock } from './row-source';

/** Rows a prediction takes at once: enough that the work per call does not count. */
const PREDICT_ROWS = 2048;

/**
 * A logistic-hazard network: the chance to buy on each day to the horizon, given no purchase before it. `members`
 * were trained alike from different starting weights; their chances are averaged.
 */
export interface HazardNetwork {
  /** Days. */
  horizon: number;
  scaler: Scaler;
  tables: HazardTables;
  /** Values of PARAMETERS, [members][parameters]. */
  members: Float32Array[][];
}

/** Chance to buy on each day 1 … horizon, given none before: [rows × horizon], row-major. Needs readyBackend. */
export function dailyHazards(network: HazardNetwork, rows: DatedRows): Float32Array {
  const { horizon, scaler, tables, members } = network;
  const hazards = new Float32Array(rows.length * horizon);
  const memory = new Float32Array(Math.min(PREDICT_ROWS, rows.length) * horizon * DAY_INPUTS);
  const tensors = members.map((values) => memberTensors(values, contextWidth(scaler), horizon));
  for (let start = 0; start < rows.length; start += PREDICT_ROWS) {
    const part = rowsBetween(rows, start, Math.min(rows.length, start + PREDICT_ROWS));
    const answers = tf.tidy(() => {
      const block = wholeBlock(part, horizon, { scaler, tables, memory });
      const chances = tensors.map((member) => tf.sigmoid(dayLogits(member, block)));
      return tf.div(tf.addN(chances), members.length);
    });
    // Outside of tidy, which would look for tensors in every number that it returns.
    hazards.set(answers.dataSync(), start * horizon);
    answers.dispose();
  }
  for (const member of tensors) tf.dispose(member);
  return hazards;
}

/**
 * The network as a date model; needs readyBackend when it predicts. Beyond its horizon its own tables go on, by the
 * customer's rate and the days away: a network says nothing sure of what it has hardly seen.
 */
export function hazardNetworkModel(network: HazardNetwork): DateModel {
  const { horizon, tables } = network;
  return {
    name: 'hazard-network',
    kind: 'network',
    predict: (rows, reach) => {
      const hazards = dailyHazards(network, rows);
      const beyond = reach > horizon ? chancesAlike(tables, rows) : () => 0;
      return fromDailyHazards(rows.length, reach, (row, d) =>
        d <= horizon ? hazards[row * horizon + d - 1]! : beyond(row, d),
      );
    },
  };
}
