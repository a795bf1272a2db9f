import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../storage/moto';
import type { LambdaRuntime } from './runtime';

const PATH = '/2015-03-31/functions/function/invocations';

export interface EmulatedOptions {
  runtime: LambdaRuntime;
  /** Folder that is /var/task. */
  task: string;
  /** `etl.handler` */
  handler: string;
  env: Record<string, string>;
  /** Time-out of the function, seconds. */
  timeout?: number;
}

/** A function behind the Runtime Interface Emulator, which starts its process at the first event. */
export interface EmulatedFunction {
  /** Sends an event and gives the body of the answer: HTTP says 200 to failures too. */
  invoke(event: unknown): Promise<Record<string, unknown>>;
  /** Number of the process that runs the handler; undefined while there is none. */
  pid(): number | undefined;
  /** All that function and emulator wrote so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts the real emulator with the real runtime client and Node 22, on free ports. */
export async function emulate({
  runtime,
  task,
  handler,
  env,
  timeout = 60,
}: EmulatedOptions): Promise<EmulatedFunction> {
  const [port, api] = [await freePort(), await freePort()];
  const addresses = [
    '--runtime-interface-emulator-address',
    `127.0.0.1:${port}`,
    '--runtime-api-address',
    `127.0.0.1:${api}`,
  ];
  const bootstrap = [runtime.node, `${runtime.client}/bin/index.mjs`, handler];
  const child = spawn(runtime.emulator, [...addresses, ...bootstrap], {
    cwd: task,
    env: { PATH: '/usr/bin:/bin', LAMBDA_TASK_ROOT: task, AWS_LAMBDA_FUNCTION_TIMEOUT: String(timeout), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (written += piece));
  await listening(port, child);
  return {
    invoke: (event) => post(port, event),
    pid: () => childOf(child.pid!),
    log: () => written,
    stop: () => stop(child),
  };
}

/** Sends one event to the emulator at a port of this machine. */
export function post(port: number, event: unknown): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: PATH, method: 'POST' }, (answer) => {
      text(answer).then((body) => resolve(parsed(body)), reject);
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(event));
  });
}

/** The emulator answers some failures in plain text. */
function parsed(body: string): Record<string, unknown> {
  return body.startsWith('{') ? JSON.parse(body) : { errorMessage: body };
}

/** Waits until something listens at a port. */
export async function listening(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const status = await new Promise((resolve) => {
      request({ host: '127.0.0.1', port, path: '/' }, (answer) => resolve(answer.resume().statusCode))
        .on('error', () => resolve(null))
        .end();
    });
    if (status !== null) return;
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error(`nothing listens at port ${port} (exit code ${child.exitCode})`);
}

/** Any thread of the emulator may have started the function. */
function childOf(pid: number): number | undefined {
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) => {
    const listed = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim();
    return listed === '' ? [] : listed.split(' ').map(Number);
  });
  return children[0];
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await ended;
  clearTimeout(timer);
}
