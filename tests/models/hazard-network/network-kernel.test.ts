import * as tf from '@tensorflow/tfjs-node';
import { beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../../src/evaluation/statistics/random-source';
import type { DatedRows } from '../../../src/features/dataset';
import { BLOCK_DAYS } from '../../../src/features/day-history';
import { FEATURE_NAMES } from '../../../src/features/feature-list';
import { ELAPSED_CELLS } from '../../../src/models/dates/baselines/elapsed-cells';
import { contextWidth } from '../../../src/models/dates/hazard-network/context-inputs';
import { dayLogits } from '../../../src/models/dates/hazard-network/day-logits';
import type { HazardNetwork } from '../../../src/models/dates/hazard-network/hazard-network';
import { dailyHazards } from '../../../src/models/dates/hazard-network/hazard-network';
import type { MemberTensors } from '../../../src/models/dates/hazard-network/member-weights';
import { PARAMETERS, parameterShapes } from '../../../src/models/dates/hazard-network/member-weights';
import { RowSource, sourceRows } from '../../../src/models/dates/hazard-network/row-source';
import { readyBackend } from '../../../src/models/fitting/backend';
import { fitScaler } from '../../../src/models/fitting/scaler';
import { datedRows, onWeekdays } from '../dated-rows';

let backend = '';
beforeAll(async () => {
  backend = await readyBackend();
});

const ROWS = 150;

/** Rows of all kinds of histories, on two weekdays; some have bought on most days, some hardly ever. */
function mixedRows(seed: number): DatedRows {
  const random = seededRandom(seed);
  const drawn = (most: number) => Float64Array.from({ length: ROWS }, () => Math.floor(most * random()));
  const columns = Object.fromEntries(FEATURE_NAMES.map((name) => [name, drawn(9)]));
  const gaps = { gap_median: drawn(30).map((gap) => gap + 1), days_since_last: drawn(70) };
  const rows = onWeekdays(
    datedRows(ROWS, { ...columns, ...gaps }),
    Int32Array.from({ length: ROWS }, (_, row) => (row < 80 ? 0 : 5)),
  );
  for (const blocks of [rows.history.bought, rows.history.large]) {
    for (const block of blocks) {
      block.forEach((_, row) => {
        const share = (row % 10) / 10;
        for (let bit = 0; bit < BLOCK_DAYS; bit++) if (random() < share) block[row] = block[row]! | (1 << bit);
      });
    }
  }
  return rows;
}

function drawnNetwork(rows: DatedRows, { horizon, members }: { horizon: number; members: number }): HazardNetwork {
  const random = seededRandom(members);
  const scaler = fitScaler(rows);
  const shapes = parameterShapes(contextWidth(scaler), horizon);
  const numbers = (length: number, spread: number) => Float32Array.from({ length }, () => spread * (random() - 0.5));
  const cells = () => Array.from({ length: ELAPSED_CELLS }, () => -3 + 2 * random());
  return {
    horizon,
    scaler,
    tables: {
      global: cells(),
      groupRates: [-4, -2, -1],
      byGroup: [cells(), cells(), cells()],
      weekdayShares: new Array<number>(7).fill(1 / 7),
    },
    members: Array.from({ length: members }, () =>
      PARAMETERS.map((name) => numbers(shapes[name][0] * shapes[name][1], 0.6)),
    ),
  };
}

/** The same by tensors, as training reckons it. */
function byTensors(network: HazardNetwork, rows: DatedRows): Float32Array {
  const { horizon, scaler, members } = network;
  const shapes = parameterShapes(contextWidth(scaler), horizon);
  const source = new RowSource(sourceRows(rows, new Int32Array(rows.length).fill(horizon), network));
  const block = source.block(Int32Array.from({ length: rows.length }, (_, row) => row));
  const chances = members.map((values) => {
    const tensors = PARAMETERS.map((name, index) => [name, tf.tensor2d(values[index]!, shapes[name])]);
    return tf.sigmoid(dayLogits(Object.fromEntries(tensors) as MemberTensors, block));
  });
  return tf.div(tf.addN(chances), members.length).dataSync() as Float32Array;
}

test.each([
  { members: 1, horizon: 28 },
  { members: 2, horizon: 28 },
  { members: 4, horizon: 14 },
  { members: 3, horizon: 5 },
  { members: 1, horizon: 40 },
])('$members members say of $horizon days what tensors say, to the bit', ({ members, horizon }) => {
  const rows = mixedRows(horizon);
  const network = drawnNetwork(rows, { horizon, members });
  const said = dailyHazards(network, rows);
  const expected = byTensors(network, rows);
  if (backend === 'wasm') expect(Buffer.from(said.buffer).equals(Buffer.from(expected.slice().buffer))).toBe(true);
  said.forEach((chance, at) => {
    expect(chance).toBeCloseTo(expected[at]!, 5);
  });
  // A row says the same alone, and after others.
  expect(dailyHazards(network, rows).subarray(0, horizon)).toEqual(said.subarray(0, horizon));
});
