/**
 * `recompra etl` beside hand-written SQL, pandas and polars on 8 M generated lines of which 0.5 % cannot be used; the
 * same lines in other forms; and time and memory as the lines grow: into bench/results/etl.json and etl-growth.svg.
 * `npm run bench:etl`, `-- --rounds 1`, `-- --large` for 100 and 300 M lines, `-- --only growth`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { quarterOf, yearOf } from '../generator/shop-lines';
import { writeShop } from '../generator/write-shop';
import type { ProcessMeasure } from '../measure-process';
import { machine, measureProcess, median } from '../measure-process';
import { FORMS, inForm } from './forms';
import type { GrowthPoint } from './growth-plot';
import { growthPlot } from './growth-plot';
import { etlPeers, THREADS } from './peers';

const ROOT = resolve(__dirname, '../..');
const FOLDER = join(ROOT, '.cache/bench-etl');
const RESULT = join(ROOT, 'bench/results/etl.json');
const PLOT = join(ROOT, 'bench/results/etl-growth.svg');
const LINES = 8_000_000;
const PARTS = ['peers', 'forms', 'growth'] as const;
const SIZES: readonly [lines: number, memory: string | null][] = [
  [1_000_000, '2GB'],
  [3_000_000, '2GB'],
  [10_000_000, '2GB'],
];
const LARGE_SIZES: readonly [lines: number, memory: string | null][] = [
  [100_000_000, '2GB'],
  [300_000_000, '4GB'],
];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: [...PARTS] },
      large: { type: 'boolean', default: false },
    },
  });
  mkdirSync(FOLDER, { recursive: true });
  const earlier = existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : {};
  const rounds = Number(values.rounds);
  const results = {
    ...earlier,
    command: 'npm run bench:etl',
    machine: machine(),
    lines: LINES,
    threads: THREADS,
    ...(values.only.includes('peers') ? await besidePeers(rounds) : {}),
    ...(values.only.includes('forms') ? { forms: await otherForms(rounds) } : {}),
    ...(values.only.includes('growth') ? { growth: await growth(values.large, earlier.growth ?? []) } : {}),
  };
  writeFileSync(RESULT, `${JSON.stringify(results, null, 2)}\n`);
  if (results.growth) writeFileSync(PLOT, growthPlot(results.growth));
  const { runs: _, ...shown } = results;
  process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
}

/** Medians of runs in turn. */
async function besidePeers(rounds: number) {
  const csv = await plainFile();
  const peers = etlPeers();
  const runs: Record<string, ProcessMeasure[]> = {
    recompra: [],
    ...Object.fromEntries(peers.map(({ name }) => [name, []])),
  };
  for (let round = 0; round < rounds; round++) {
    runs['recompra']!.push(await ours(csv));
    for (const { name, command, args, env } of peers) {
      Object.assign(process.env, env);
      runs[name]!.push(await measureProcess(command, args(csv, FOLDER)));
    }
  }
  const medians = Object.fromEntries(Object.entries(runs).map(([name, of]) => [name, summary(of)]));
  const { recompra, pandas } = medians as Record<'recompra' | 'pandas', ProcessMeasure>;
  const timeRatios = Object.fromEntries(
    peers.map(({ name }) => [name, recompra.wallSeconds / medians[name]!.wallSeconds]),
  );
  const ratio = { wall: recompra.wallSeconds / pandas.wallSeconds, memory: recompra.peakMiB / pandas.peakMiB };
  return { ...medians, ratio, timeRatios, runs };
}

/** Time of each form ÷ that of the plain file, medians of runs in turn. */
async function otherForms(rounds: number) {
  const csv = await plainFile();
  const paths = { plain: csv } as Record<string, string>;
  for (const form of FORMS) paths[form] = await inForm(csv, form);
  const runs = Object.fromEntries(Object.keys(paths).map((name) => [name, [] as ProcessMeasure[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, path] of Object.entries(paths)) runs[name]!.push(await ours(path));
  }
  const seconds = Object.fromEntries(Object.entries(runs).map(([name, of]) => [name, summary(of).wallSeconds]));
  const ratios = Object.fromEntries(FORMS.map((form) => [form, seconds[form]! / seconds['plain']!]));
  return { seconds, ratios };
}

/** What was measured before and is not asked for stays. */
async function growth(large: boolean, earlier: readonly GrowthPoint[]): Promise<GrowthPoint[]> {
  const sizes = large ? [...SIZES, ...LARGE_SIZES] : SIZES;
  const points = earlier.filter(({ lines }) => sizes.every(([other]) => other !== lines));
  for (const [lines, memory] of sizes) {
    const csv = join(FOLDER, `year-${lines}.csv`);
    await writeShop(csv, yearOf(lines));
    points.push({ lines, memory, ...(await ours(csv, memory === null ? [] : ['--memory', memory])) });
    rmSync(csv);
  }
  return points.sort((a, b) => a.lines - b.lines);
}

async function plainFile(): Promise<string> {
  const csv = join(FOLDER, `dirty-${LINES}.csv`);
  if (!existsSync(csv)) await writeShop(csv, { ...quarterOf(LINES), dirty: 'values' });
  return csv;
}

async function ours(csv: string, more: readonly string[] = []): Promise<ProcessMeasure> {
  const output = join(FOLDER, 'out');
  rmSync(output, { recursive: true, force: true });
  const args = ['etl', '-i', csv, '-o', output, '--quiet', '--threads', String(THREADS), '--work-dir', FOLDER, ...more];
  return measureProcess(process.execPath, [join(ROOT, 'src/cli/recompra.cjs'), ...args]);
}

function summary(runs: readonly ProcessMeasure[]): ProcessMeasure {
  return {
    wallSeconds: median(runs.map(({ wallSeconds }) => wallSeconds)),
    peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
  };
}

void main();
