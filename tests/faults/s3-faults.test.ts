import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Moto } from '../storage/moto';
import { startMoto } from '../storage/moto';
import type { FaultyRun } from './faulty-runs';
import { FaultLane } from './faulty-runs';

/** `npm run test:faults` sets 200; a round of all faults has 18. */
const RUNS = Number(process.env['FAULT_RUNS'] ?? 18);
const RESULT = join(resolve(__dirname, '../..'), 'bench/results/faults.json');

let moto: Moto;
let lanes: FaultLane[];

beforeAll(async () => {
  moto = await startMoto();
  lanes = await Promise.all(['lane-1', 'lane-2'].map((bucket) => FaultLane.open(moto, bucket)));
});

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await moto.stop();
});

test(`${RUNS} seeded runs of recompra etl, S3 to S3, leave a version whole, and the next run mends the rest`, async () => {
  const waiting = Array.from({ length: RUNS }, (_, seed) => seed);
  const work = async (lane: FaultLane): Promise<FaultyRun[]> => {
    const done: FaultyRun[] = [];
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) done.push(await lane.run(seed));
    return done;
  };
  const runs = (await Promise.all(lanes.map(work))).flat();
  const summary = summarize(runs);
  for (const [fault, counts] of Object.entries(summary.faults)) {
    process.stdout.write(`${fault.padEnd(22)} ${JSON.stringify(counts)}\n`);
  }
  if (RUNS >= 200)
    writeFileSync(RESULT, `${JSON.stringify({ command: 'npm run test:faults', ...summary }, null, 2)}\n`);
  expect(runs).toHaveLength(RUNS);
}, 1_200_000);

interface FaultCounts {
  runs: number;
  spoiltRequests: number;
  /** What a reader found afterwards: the outputs that were there before (or none), a new version, or neither. */
  old: number;
  new: number;
  between: number;
}

/** Runs by fault; each was followed by a run that gave the expected bytes. */
function summarize(runs: readonly FaultyRun[]) {
  const faults = new Map<string, FaultCounts>();
  for (const { fault, spoilt, after } of runs) {
    const counts = faults.get(fault) ?? { runs: 0, spoiltRequests: 0, old: 0, new: 0, between: 0 };
    const state = after === 'between' ? 'between' : after === 'none' || after.whole === 'a' ? 'old' : 'new';
    counts.runs++;
    counts.spoiltRequests += spoilt;
    counts[state]++;
    faults.set(fault, counts);
  }
  const byFault = Object.fromEntries([...faults].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { runs: runs.length, mendedByTheNextRun: runs.length, faults: byFault };
}
