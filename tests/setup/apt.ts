import { spawnSync } from 'node:child_process';

/** Whether a command answers when it is called; a missing command does not. */
export function answers(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Installs Debian packages where this may be done without asking: as root, on a system that has apt-get.
 * Its output goes to stderr, so that a long installation is seen. Returns whether the packages are there.
 */
export function installWithApt(packages: string[]): boolean {
  if (process.getuid?.() !== 0 || !answers('apt-get', ['--version'])) {
    return false;
  }
  process.stderr.write(`set-up: apt-get install ${packages.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args: string[]) => spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }).status === 0;
  return apt(['update', '-q']) && apt(['install', '-q', '-y', ...packages]);
}
