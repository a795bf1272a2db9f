import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import type { DiskFault, DiskRun } from './disk-lane';
import { DiskLane, isWhole } from './disk-lane';
import { leftovers, readFiles } from './disk-state';
import { EtlOnDisk } from './etl-on-disk';

/** `npm run test:faults` tries every call of the file system; otherwise one in so many. */
const EVERY = Number(process.env['FAULT_RUNS'] ?? 0) >= 200 ? 1 : 9;
const RESULT = join(resolve(__dirname, '../..'), 'bench/results/disk-faults.json');
const AT_A_TIME = 2;

interface Counts {
  runs: number;
  /** What a reader found afterwards: the outputs that were there before, the new ones, or no finished run. */
  old: number;
  new: number;
  between: number;
}

const summary: Record<string, Counts> = {};

/** Does the work for each of these, two at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

async function eachCounted<T>(
  scenario: string,
  items: readonly T[],
  run: (item: T) => Promise<DiskRun>,
): Promise<void> {
  const counts: Counts = { runs: 0, old: 0, new: 0, between: 0 };
  await each(items, async (item) => {
    const { after } = await run(item);
    counts.runs++;
    counts[isWhole(after, 'old') ? 'old' : isWhole(after, 'new') ? 'new' : 'between']++;
  });
  summary[scenario] = counts;
  process.stdout.write(`${scenario.padEnd(60)} ${JSON.stringify(counts)}\n`);
}

/** Numbers of calls, from 1: one in `EVERY`, or in more where the fault is a variant of another. */
const calls = (count: number, every = EVERY) =>
  Array.from({ length: count }, (_, index) => index + 1).filter((at) => at % every === 1 % every);

let lane: DiskLane;

beforeEach(async () => {
  lane = await DiskLane.open(readFiles);
});

test.each<[string, DiskFault]>([
  ['publication killed at a call', { FAULT: 'kill' }],
  ['publication killed at a call, no second names', { FAULT: 'kill', FAULT_NO_LINKS: '1' }],
])(
  'a %s leaves a version whole to the next, and nothing else',
  async (scenario, fault) => {
    const every = fault.FAULT_NO_LINKS === undefined ? EVERY : 2 * EVERY;
    await eachCounted(scenario, calls(lane.calls, every), async (at) => {
      const run = await lane.run([{ ...fault, FAULT_AT: String(at) }]);
      expect(run.code).toBeNull();
      return run;
    });
  },
  600_000,
);

test('a publication killed at a call while it takes back what another killed one left does no harm either', async () => {
  const pairs = calls(lane.calls, 2 * EVERY).flatMap((first, index) => [
    [first, 3 + ((index * 7) % lane.calls)] as const,
  ]);
  await eachCounted('two publications killed in a row', pairs, ([first, second]) =>
    lane.run([first, second].map((at) => ({ FAULT: 'kill', FAULT_AT: String(at) }))),
  );
}, 600_000);

test.each(['vanish', 'vanish-one'] as const)(
  'a publication whose files go at a call (%s) is whole or an error that says so',
  async (fault) => {
    const scenario = fault === 'vanish' ? 'all staged files vanish at a call' : 'one staged file vanishes at a call';
    await eachCounted(scenario, calls(lane.calls, 2 * EVERY), async (at) => {
      const run = await lane.run([{ FAULT: fault, FAULT_AT: String(at) }]);
      if (run.code !== 0) expect(run.stderr).toMatch(/was removed or changed by others|could not be written/);
      return run;
    });
  },
  600_000,
);

test('two publications at once, by slow renames, end as one of them, and the other says so', async () => {
  const rounds = Array.from({ length: Math.ceil(18 / EVERY) }, (_, round) => round);
  await eachCounted('two publications at once', rounds, async (round) => {
    const target = lane.target();
    const both = ['new', 'other'].map((version, index) => {
      const wait = { FAULT_SLOW: '25', FAULT_GO: `${target}-go`, FAULT_LATE: String(((round * 40) % 200) * index) };
      return lane.publish(target, version, undefined, wait);
    });
    while (leftovers(target).length < 2) await sleep(10);
    writeFileSync(`${target}-go`, '');
    const [one, two] = await Promise.all(both);
    rmSync(`${target}-go`);
    const after = lane.reading(target);
    expect([one!.code, two!.code].sort()).toEqual([0, 1]);
    expect(one!.stderr + two!.stderr).toContain('another run has published to');
    expect(isWhole(after, one!.code === 0 ? 'new' : 'other')).toBe(true);
    return { code: 0, stderr: '', after: { whole: 'new' } };
  });
}, 600_000);

test('recompra etl, killed at a call, leaves a version whole to the next run, and no copy of customers’ lines', async () => {
  const etl = await EtlOnDisk.open();
  try {
    await eachCounted('recompra etl killed at a call', calls(etl.calls), (at) => etl.killedAt(at));
  } finally {
    etl.close();
  }
  if (EVERY > 1) return;
  const runs = Object.values(summary).reduce((sum, counts) => sum + counts.runs, 0);
  const result = { command: 'npm run test:faults', runs, mendedByTheNextRun: runs, faults: summary };
  writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
}, 600_000);
