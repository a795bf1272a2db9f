import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CheckResult } from './check';

const ROOT = join(__dirname, '..', '..', '..');
const KERNEL = join(ROOT, 'notebooks/jupyter/kernels/tslab/kernel.json');

/** The environment that `npm test` and `npm run notebooks` make for themselves, then whatever is on the PATH. */
const PYTHONS = [join(ROOT, '.cache/venv/tests/bin/python'), 'python3'];
const TIME_LIMIT_MS = 20_000;

/** The TypeScript kernel of the notebooks and the kernelspec that starts it in this checkout. */
export async function checkKernel(): Promise<CheckResult> {
  const name = 'notebook kernel';
  try {
    const { version } = require('tslab/package.json') as { version: string };
    if (existsSync(KERNEL)) return { name, state: 'ok', found: `tslab ${version}` };
    return {
      name,
      state: 'warn',
      found: `no ${KERNEL}`,
      remedy: 'notebooks need a full checkout: clone the repository',
    };
  } catch {
    return {
      name,
      state: 'warn',
      found: 'tslab is not installed',
      remedy: 'for the notebooks: npm ci, with devDependencies',
    };
  }
}

/** A Python that can execute notebooks. */
export async function checkJupyter(): Promise<CheckResult> {
  const name = 'Jupyter';
  const asked: string[] = [];
  for (const python of PYTHONS) {
    const answer = await jupyterVersion(python);
    if (answer.version !== null) return { name, state: 'ok', found: `nbclient ${answer.version} (${python})` };
    asked.push(answer.problem);
  }
  return {
    name,
    state: 'warn',
    found: asked.join('; '),
    remedy: 'for the notebooks: npm run notebooks installs what they need',
  };
}

async function jupyterVersion(python: string): Promise<{ version: string | null; problem: string }> {
  const script = 'import jupyter_client, nbclient; print(nbclient.__version__)';
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', script], { timeout: TIME_LIMIT_MS });
    return { version: stdout.trim(), problem: '' };
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    return { version: null, problem: `${python} ${missing ? 'is not there' : 'has no nbclient'}` };
  }
}
