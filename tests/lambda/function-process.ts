import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundle, type FunctionName } from '../../deploy/bundle';
import { temporaryFolder } from '../storage/temporary-folder';

/** The content of /var/task, bundled once for all tests of a file. */
export async function bundledTask(): Promise<string> {
  const outDir = join(mkdtempSync(join(tmpdir(), 'recompra-task-')), 'task');
  await bundle({ outDir, architecture: process.arch as 'x64' | 'arm64' });
  return outDir;
}

export interface Invocations {
  task: string;
  name?: FunctionName;
  /** The environment, beside PATH: a function sees nothing else. */
  env: Record<string, string>;
  /** Time-out of each invocation, seconds. */
  timeout?: number;
}

export interface Outcome {
  report?: Record<string, unknown>;
  failure?: { name: string; message: string; retryable: boolean };
}

export interface Invoked {
  outcomes: Outcome[];
  /** Everything the function wrote to stdout and stderr: its log. */
  log: string;
  /** The lines of the log that are JSON. */
  entries: Record<string, unknown>[];
  /** Ephemeral storage after the invocations. */
  tmp: string;
}

/** Invokes the bundled handler with one event after the other in one process of its own, as a warm function is. */
export async function invoke(
  events: readonly unknown[],
  { task, name = 'etl', env, timeout = 60 }: Invocations,
): Promise<Invoked> {
  const tmp = temporaryFolder();
  const child = spawn(process.execPath, [join(__dirname, 'invoke.cjs'), join(task, `${name}.js`), String(timeout)], {
    env: { PATH: process.env['PATH'], TMPDIR: tmp, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  child.stdin!.end(JSON.stringify(events));
  const streams = [child.stdout!, child.stderr!, child.stdio[3] as NodeJS.ReadableStream];
  const [stdout, stderr, results] = (await Promise.all(streams.map((stream) => text(stream)))) as [
    string,
    string,
    string,
  ];
  const log = stdout + stderr;
  const entries = log.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  return { outcomes: JSON.parse(results), log, entries, tmp };
}
