import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILDS } from './build-tools';

/** Images and containers of these tests, apart from those of the machine. */
const STORE = join(BUILDS, 'images');
/** State of running containers, in a place with a short path. */
const STATE = join(tmpdir(), 'recompra-buildah');

const GLOBAL = ['--storage-driver', 'vfs', '--root', STORE, '--runroot', STATE];
/** Without a container engine: no namespaces of its own, the network of the host. */
const ENVIRONMENT = { ...process.env, BUILDAH_ISOLATION: 'chroot' };

/** Runs buildah to its end and gives what it printed; its progress goes to stderr. */
export function buildah(args: readonly string[], cwd = BUILDS): string {
  mkdirSync(STORE, { recursive: true });
  const { status, stdout, error } = spawnSync('buildah', [...GLOBAL, ...args], {
    cwd,
    env: ENVIRONMENT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 2],
  });
  if (status === 0) return stdout.trim();
  throw new Error(`\`buildah ${args.join(' ')}\` failed (${error?.message ?? `exit code ${status}`})`);
}

/** Starts buildah and leaves it running, in a process group of its own. */
export function startBuildah(args: readonly string[]): ChildProcess {
  return spawn('buildah', [...GLOBAL, ...args], {
    env: ENVIRONMENT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
