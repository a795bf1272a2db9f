/**
 * The image's ETL function behind the real runtime client and AWS's emulator: cold start beside an empty handler, and
 * memory and ephemeral storage by the function's size, into bench/results/lambda.json. `npm run bench:lambda`.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundle, FUNCTIONS } from '../../deploy/bundle';
import { ensureRuntime } from '../../tests/image/runtime';
import { startMoto, TEST_CREDENTIALS } from '../../tests/storage/moto';
import { quarterOf } from '../generator/shop-lines';
import { writeShop } from '../generator/write-shop';
import { machine } from '../measure-process';
import { coldStarts } from './cold-start';
import { inMebibytes, runInFunction } from './function-memory';
import { startS3Relay } from './s3-relay';

const RESULT = resolve(__dirname, '../results/lambda.json');
const LINES = 2_000_000;
const FUNCTION_MB = [512, 1024, 3008];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-bench-lambda-'));
  const runtime = ensureRuntime();
  const moto = await startMoto();
  const relay = await startS3Relay(moto.endpoint, '/bench/small/');
  try {
    const task = join(folder, 'task');
    await bundle({ outDir: task, architecture: process.arch as 'x64' | 'arm64' });
    for (const name of FUNCTIONS) rmSync(join(task, `${name}.metafile.json`));
    await moto.createBucket('bench');
    await moto.put('bench', 'small/a.csv', await generated(join(folder, 'small.csv'), 20_000));
    const large = join(folder, 'large.csv');
    await moto.put('bench', 'large/a.csv', await generated(large, LINES));
    const inputBytes = statSync(large).size;
    const env = {
      ...TEST_CREDENTIALS,
      AWS_REGION: 'us-east-1',
      RECOMPRA_S3_FORCE_PATH_STYLE: 'true',
      RECOMPRA_OUTPUT: 's3://bench/out/',
    };
    const small = { ...env, RECOMPRA_S3_ENDPOINT: relay.endpoint, RECOMPRA_INPUT: 's3://bench/small/' };
    const coldStart = await coldStarts({ runtime, task, env: small, relay });
    const functions = [];
    for (const functionMb of FUNCTION_MB) {
      const direct = {
        ...env,
        RECOMPRA_S3_ENDPOINT: moto.endpoint,
        RECOMPRA_INPUT: 's3://bench/large/',
        RECOMPRA_OUTPUT: `s3://bench/out-${functionMb}/`,
      };
      functions.push(await runInFunction({ runtime, task, env: direct, functionMb, inputBytes }));
    }
    const result = {
      command: 'npm run bench:lambda',
      machine: machine(),
      imageMb: { total: megabytes(task), engine: megabytes(join(task, 'node_modules/@duckdb')) },
      coldStartMs: coldStart,
      etl: { lines: LINES, inputMiB: inMebibytes(inputBytes), functions },
    };
    writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await relay.stop();
    await moto.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes of all files below a folder, in MB: what the image has on top of its base. */
function megabytes(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return Math.round(bytes / 1e6);
}

async function generated(path: string, lines: number): Promise<Buffer> {
  await writeShop(path, { ...quarterOf(lines), dirtyShare: 0 });
  return readFileSync(path);
}

void main();
