import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { answers, installWithApt } from './apt';

const ROOT = resolve(__dirname, '../..');

export interface PythonEnv {
  /** The interpreter. */
  python: string;
  /** The folder of its commands (`moto_server`, `jupyter-nbconvert`). */
  bin: string;
}

export interface VenvRequest {
  /** Folder under `.cache/venv`. */
  name: string;
  /** Path of the requirements file, every package pinned. */
  requirements: string;
  /** Whether the installation shows each package as it comes. */
  verbose?: boolean;
}

/** The environment of `npm run lab`: JupyterLab, some 240 MB, installed with progress where it is missing. */
export function ensureLabPython(): PythonEnv {
  return ensureVenv({
    name: 'lab',
    requirements: join(ROOT, 'notebooks/jupyter/lab-requirements.txt'),
    verbose: true,
  });
}

/** The environment of the tests and notebooks: Jupyter's clients, nbconvert and moto. */
export function ensureTestPython(): PythonEnv {
  return ensureVenv({ name: 'tests', requirements: join(ROOT, 'tests/setup/requirements.txt') });
}

/**
 * A virtual environment with exactly the packages of a requirements file, made where it is missing or was made from
 * other requirements. The stamp is written last, so an interrupted installation starts again.
 */
export function ensureVenv({ name, requirements, verbose = false }: VenvRequest): PythonEnv {
  const folder = join(ROOT, '.cache/venv', name);
  const env = { python: join(folder, 'bin/python'), bin: join(folder, 'bin') };
  const stamp = join(folder, 'requirements.sha256');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(env.python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    return env;
  }
  const file = relative(ROOT, requirements);
  process.stderr.write(`set-up: .cache/venv/${name} from ${file} (about a minute)\n`);
  rmSync(folder, { recursive: true, force: true });
  createVenv(folder);
  installRequirements(env.python, requirements, verbose);
  writeFileSync(stamp, hash);
  return env;
}

function createVenv(folder: string): void {
  if (!canMakeVenvs()) {
    installWithApt(['python3', 'python3-venv']);
  }
  if (!canMakeVenvs()) {
    throw new Error(
      'python3 with venv and pip is needed to run the notebooks and the S3 tests, and was not found. ' +
        'Run `sudo apt-get install python3-venv`, or put a Python 3.10 or newer on the PATH as python3.',
    );
  }
  run('python3', ['-m', 'venv', folder], 'Delete .cache/venv and try again.');
}

/** Debian splits venv from Python: the module is there, but fails for want of ensurepip. */
function canMakeVenvs(): boolean {
  return answers('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
}

function installRequirements(python: string, requirements: string, verbose: boolean): void {
  const said = verbose ? [] : ['--quiet'];
  const args = ['-m', 'pip', 'install', ...said, '--disable-pip-version-check', '-r', relative(ROOT, requirements)];
  run(python, args, 'Is the package index (PyPI, or your pip.conf) reachable? The same command can be run by hand.');
}

/** Runs a command at the repo root with its output on stderr; stdout belongs to the caller's results. */
function run(command: string, args: string[], remedy: string): void {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    const why = error ? error.message : `exit code ${status}`;
    throw new Error(`\`${[command, ...args].join(' ')}\` failed (${why}). ${remedy}`);
  }
}
