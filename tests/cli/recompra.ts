import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

export const BINARY = resolve(__dirname, '../../src/cli/recompra.cjs');

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Start {
  /** Added to the environment; RECOMPRA_* and AWS_* of this process are not passed on. */
  env?: Record<string, string>;
  cwd?: string;
}

/** Starts the real program as a process of its own. */
export function start(args: readonly string[], { env = {}, cwd }: Start = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(RECOMPRA|AWS|NODE|VITEST)_/.test(name));
  return spawn(process.execPath, [BINARY, ...args], {
    env: { ...Object.fromEntries(inherited), ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the program to its end. */
export async function recompra(args: readonly string[], options: Start = {}): Promise<Finished> {
  const child = start(args, options);
  const ended = new Promise<number | null>((done, failed) => child.once('close', done).once('error', failed));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** Purchase lines of customers a, b, c … who buy 12 units every fifth day of January 2014; `days` of them. */
export function purchaseLines(customers: number, days = 6): string {
  const lines = ['fecha_compra,usuario,producto,cantidad,precio'];
  for (let day = 0; day < days; day += 1) {
    const date = new Date(Date.UTC(2014, 0, 1 + 5 * day)).toISOString().slice(0, 10);
    for (let customer = 0; customer < customers; customer += 1) {
      lines.push(`${date},c${customer},bread,7,20`, `${date},c${customer},milk,5,20`);
    }
  }
  return `${lines.join('\n')}\n`;
}
