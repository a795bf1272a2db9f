/**
 * `recompra etl` beside hand-written SQL, pandas and polars on 8 M generated lines of which 0.5 % cannot be used; the
 * same lines in other forms; and time and memory as the lines grow: into bench/results/etl.json and etl-growth.svg.
 * `npm run bench:etl`, `-- --rounds 1`, `-- --large` for 30, 100 and 300 M lines too, `-- --only growth`,
 * `-- --only growth --lines 300000000` for one of them. A part that
 * fails ends the bench and leaves the results as they were; sizes are results as soon as each of them is done.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { quarterOf, yearOf } from '../generator/shop-lines';
import { writeShop } from '../generator/write-shop';
import type { ProcessMeasure } from '../measure-process';
import { machine, measureProcess, median } from '../measure-process';
import { FORMS, inForm, whole } from './forms';
import type { GrowthPoint } from './growth-plot';
import { growthPlot } from './growth-plot';
import { etlPeers, THREADS } from './peers';

const ROOT = resolve(__dirname, '../..');
const FOLDER = join(ROOT, '.cache/bench-etl');
const OUTPUT = join(FOLDER, 'out');
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
  [30_000_000, '2GB'],
  [100_000_000, '2GB'],
  [300_000_000, '4GB'],
];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: [...PARTS] },
      large: { type: 'boolean', default: false },
      lines: { type: 'string', multiple: true, default: [] },
    },
  });
  mkdirSync(FOLDER, { recursive: true });
  const rounds = Number(values.rounds);
  const asked = (part: (typeof PARTS)[number]) => values.only.includes(part);
  if (asked('peers')) keep(await besidePeers(rounds));
  if (asked('forms')) keep({ forms: await otherForms(rounds) });
  if (asked('growth')) await growth(sizesOf(values));
  const { runs: _, ...shown } = kept();
  process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
}

function kept(): Record<string, unknown> & { growth?: GrowthPoint[] } {
  return existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : {};
}

/** Puts what is done into the results, whole; what was measured before stays. */
function keep(part: Record<string, unknown>): void {
  const facts = { command: 'npm run bench:etl', machine: machine(), lines: LINES, threads: THREADS };
  writeFileSync(`${RESULT}.new`, `${JSON.stringify({ ...kept(), ...facts, ...part }, null, 2)}\n`);
  renameSync(`${RESULT}.new`, RESULT);
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
  const cpuRatios = Object.fromEntries(
    peers.map(({ name }) => [name, recompra.cpuSeconds! / medians[name]!.cpuSeconds!]),
  );
  const ratio = { wall: recompra.wallSeconds / pandas.wallSeconds, memory: recompra.peakMiB / pandas.peakMiB };
  return { ...medians, ratio, timeRatios, cpuRatios, runs };
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

/** The sizes asked for by name, or all of them. */
function sizesOf({ large, lines }: { large: boolean; lines: readonly string[] }): typeof SIZES {
  const all = [...SIZES, ...LARGE_SIZES];
  if (lines.length > 0) return all.filter(([size]) => lines.map(Number).includes(size));
  return large ? all : SIZES;
}

async function growth(sizes: typeof SIZES): Promise<void> {
  for (const [lines, memory] of sizes) {
    const csv = join(FOLDER, `year-${lines}.csv`);
    try {
      await writeShop(csv, yearOf(lines));
      const measured = await ours(csv, memory === null ? [] : ['--memory', memory]);
      const others = (kept().growth ?? []).filter((point) => point.lines !== lines);
      const points = [...others, { lines, memory, ...measured }].sort((a, b) => a.lines - b.lines);
      keep({ growth: points });
      writeFileSync(PLOT, growthPlot(points));
    } finally {
      rmSync(csv, { force: true });
      rmSync(OUTPUT, { recursive: true, force: true });
    }
  }
}

async function plainFile(): Promise<string> {
  const csv = join(FOLDER, `dirty-${LINES}.csv`);
  return whole(csv, async (path) => void (await writeShop(path, { ...quarterOf(LINES), dirty: 'values' })));
}

async function ours(csv: string, more: readonly string[] = []): Promise<ProcessMeasure> {
  rmSync(OUTPUT, { recursive: true, force: true });
  const args = ['etl', '-i', csv, '-o', OUTPUT, '--quiet', '--threads', String(THREADS), '--work-dir', FOLDER, ...more];
  return measureProcess(process.execPath, [join(ROOT, 'src/cli/recompra.cjs'), ...args]);
}

function summary(runs: readonly ProcessMeasure[]): ProcessMeasure {
  return {
    wallSeconds: median(runs.map(({ wallSeconds }) => wallSeconds)),
    peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
    cpuSeconds: median(runs.map(({ cpuSeconds = 0 }) => cpuSeconds)),
  };
}

void main();
