/**
 * Customers a second of every product method on a generated quarter, 200 k customers × 17 k products, beside pandas
 * and implicit on the same baskets; peak memory of each process. Into bench/results/products-speed.json.
 * `npm run bench:products-speed -- --peers PYTHON [--customers N]`; on a quiet machine.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { machine } from '../measure-process';
import { QUARTER } from './generate-baskets';

const ROOT = resolve(__dirname, '../..');
const RESULT = join(ROOT, 'bench/results/products-speed.json');

async function main(customers: number, python: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-speed-'));
  try {
    const ours = await linesOf(process.execPath, [
      join(ROOT, 'node_modules/tsx/dist/cli.mjs'),
      join(__dirname, 'recommend.ts'),
      String(customers),
      folder,
    ]);
    const peers = python === undefined ? [] : await linesOf(python, [join(ROOT, 'bench/peers/recommend.py'), folder]);
    const shape = { ...QUARTER, customers, items: Math.round((QUARTER.items * customers) / QUARTER.customers) };
    const results = {
      command: 'npm run bench:products-speed -- --peers PYTHON',
      machine: machine(),
      shape,
      ours,
      peers,
    };
    mkdirSync(resolve(RESULT, '..'), { recursive: true });
    writeFileSync(RESULT, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The JSON lines a program prints, shown as they are. */
async function linesOf(command: string, args: readonly string[]): Promise<unknown[]> {
  const { stdout } = await promisify(execFile)(command, args, { encoding: 'utf8', maxBuffer: 1e8 });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  process.stdout.write(`${lines.join('\n')}\n`);
  return lines.map((line) => JSON.parse(line));
}

const { values } = parseArgs({
  options: { peers: { type: 'string' }, customers: { type: 'string', default: String(QUARTER.customers) } },
});
main(Number(values.customers), values.peers).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
