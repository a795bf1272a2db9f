/**
 * `recompra etl` from S3 to S3 against moto on this machine: beside the same ETL on local files, beside the Python way
 * on the same server, and how memory and spool grow with the lines. Into bench/results/s3.json. `npm run bench:s3`.
 *
 * moto is a Python server that copies the whole object for each range asked of it, so it is asked for one; the reads
 * side by side that S3 rewards are tested, not timed.
 */
import { createReadStream, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Upload } from '@aws-sdk/lib-storage';
import { ensureVenv } from '../../tests/setup/python-env';
import type { Moto } from '../../tests/storage/moto';
import { startMoto } from '../../tests/storage/moto';
import { quarterOf } from '../generator/shop-lines';
import { writeShop } from '../generator/write-shop';
import type { ProcessMeasure } from '../measure-process';
import { machine, measureProcess, median } from '../measure-process';
import type { EtlMeasure } from './measured-run';
import { measureEtl } from './measured-run';

const ROOT = resolve(__dirname, '../..');
const FOLDER = join(ROOT, '.cache/bench-etl');
const BUCKET = 'bench';
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const SMALL = 8_000_000;
const LARGE = 3 * SMALL;
const GOAL_LINES = 100e6;

async function main(): Promise<void> {
  const { python } = ensureVenv({ name: 'bench-s3', requirements: join(__dirname, 'requirements.txt') });
  const moto = await startMoto();
  process.env['RECOMPRA_S3_RANGE_BYTES'] = String(2 ** 40);
  try {
    await moto.createBucket(BUCKET);
    const results = { ...(await ratios(moto, python)), growth: await growth(moto) };
    writeFileSync(join(ROOT, 'bench/results/s3.json'), `${JSON.stringify(results, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify({ ...results, runs: undefined }, null, 2)}\n`);
  } finally {
    await moto.stop();
  }
}

/** Medians of runs in turn, and what they are to one another. */
async function ratios(moto: Moto, python: string) {
  const csv = await generated(SMALL);
  await put(moto, csv, 'data.csv');
  const runs = { local: [] as EtlMeasure[], s3: [] as EtlMeasure[], python: [] as ProcessMeasure[] };
  for (let round = 0; round < ROUNDS; round++) {
    const output = join(FOLDER, 'out');
    rmSync(output, { recursive: true, force: true });
    runs.local.push(await measureEtl(['--input', csv, '--output', output]));
    runs.s3.push(await measureEtl(s3Arguments(moto, 'data.csv', `out/${round}`)));
    const script = [join(__dirname, 'pandas_s3_etl.py'), moto.endpoint, BUCKET, 'data.csv', `python/${round}.parquet`];
    runs.python.push(await measureProcess(python, script));
  }
  const [local, s3, peer] = [wall(runs.local), wall(runs.s3), wall(runs.python)];
  return {
    command: 'npm run bench:s3',
    machine: machine(),
    lines: SMALL,
    wallSeconds: { local, s3, python: peer },
    ratio: { s3ToLocal: s3 / local, pythonToS3: peer / s3 },
    runs,
  };
}

/** Peaks at two sizes under `--memory 512MB`, and the straight line through them at 100 M lines. */
async function growth(moto: Moto) {
  const sizes = [];
  for (const lines of [SMALL, LARGE]) {
    const key = `lines-${lines}.csv`;
    await put(moto, await generated(lines), key);
    const { peakMiB, spoolMiB } = await measureEtl([...s3Arguments(moto, key, `grown/${lines}`), '--memory', '512MB']);
    sizes.push({ lines, peakMiB, spoolMiB });
  }
  const [small, large] = sizes as [(typeof sizes)[0], (typeof sizes)[0]];
  const at = (measure: 'peakMiB' | 'spoolMiB'): number =>
    large[measure] + ((large[measure] - small[measure]) / (LARGE - SMALL)) * (GOAL_LINES - LARGE);
  return {
    memory: '512MB',
    sizes,
    extrapolated: { lines: GOAL_LINES, peakMiB: at('peakMiB'), spoolMiB: at('spoolMiB') },
  };
}

function wall(runs: readonly ProcessMeasure[]): number {
  return median(runs.map(({ wallSeconds }) => wallSeconds));
}

async function generated(lines: number): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `clean-${lines}.csv`);
  if (!existsSync(path)) await writeShop(path, { ...quarterOf(lines), dirtyShare: 0 });
  return path;
}

async function put(moto: Moto, path: string, key: string): Promise<void> {
  const params = { Bucket: BUCKET, Key: key, Body: createReadStream(path) };
  await new Upload({ client: moto.client, params, partSize: 64 * 2 ** 20 }).done();
}

function s3Arguments(moto: Moto, key: string, output: string): string[] {
  const places = ['--input', `s3://${BUCKET}/${key}`, '--output', `s3://${BUCKET}/${output}`];
  return [...places, '--s3-endpoint', moto.endpoint, '--s3-region', 'us-east-1', '--s3-path-style'];
}

void main();
