import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { ensureChromium } from '../../tests/setup/chromium';
import { ensureTestPython } from '../../tests/setup/python-env';

export const ROOT = resolve(__dirname, '../..');

export interface NotebookRun {
  /** Path of the notebook, from the repo root. */
  source: string;
  /** Path that receives the executed copy; may be the source itself. Untouched when a cell fails. */
  target: string;
  /** Seconds that each cell may take. */
  timeout?: number;
}

/** A notebook did not run to its end; the message names notebook and cell and quotes the cell's error. */
export class NotebookFailed extends Error {}

/**
 * Executes a notebook from top to bottom on the repo's kernel, in a real Jupyter, with the repo root as the working
 * directory and its figures drawn as static images.
 */
export async function runNotebook({ source, target, timeout = 600 }: NotebookRun): Promise<void> {
  if (!existsSync(resolve(ROOT, source))) {
    throw new NotebookFailed(`${source} does not exist. Give the path of a notebook from the repo root.`);
  }
  mkdirSync(dirname(resolve(ROOT, target)), { recursive: true });
  const script = join(__dirname, 'execute.py');
  const { status, stderr } = await runPython([script, source, target, '--root', ROOT, '--timeout', String(timeout)]);
  if (status !== 0) {
    throw new NotebookFailed(stderr.trim());
  }
}

/** Runs the tests' Python at the repo root, with the repo's kernel first among those that Jupyter finds. */
export function runPython(args: string[]): Promise<{ status: number | null; stderr: string }> {
  const env = {
    ...process.env,
    JUPYTER_PATH: [__dirname, process.env['JUPYTER_PATH']].filter(Boolean).join(delimiter),
    JUPYTER_PLATFORM_DIRS: '1',
    RECOMPRA_FIGURE_CHROMIUM: ensureChromium(),
  };
  const child = spawn(ensureTestPython().python, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (status) => done({ status, stderr: Buffer.concat(chunks).toString('utf8') }));
  });
}
