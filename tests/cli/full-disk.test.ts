import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { BINARY, purchaseLines } from './recompra';

/** Set to 1 where no file system can be mounted, as in some containers. */
const SKIP = process.env['RECOMPRA_SKIP_MOUNT_TESTS'] === '1';

const HOW_TO_MOUNT =
  'These tests mount a small file system in a namespace of their own: they need unshare (util-linux) and root, or ' +
  'user namespaces (sysctl kernel.unprivileged_userns_clone=1). Set RECOMPRA_SKIP_MOUNT_TESTS=1 to go without them.';

/** Runs shell commands where `folder` is a new file system of these options, seen by them alone. */
function onFileSystem(folder: string, options: string, commands: string) {
  const script = `mount -t tmpfs -o ${options} tmpfs '${folder}' || exit 99\n${commands}`;
  const run = spawnSync('unshare', ['--map-root-user', '--mount', 'sh', '-c', script], { encoding: 'utf8' });
  if (run.error !== undefined || run.status === 99) throw new Error(`${HOW_TO_MOUNT}\n${run.stderr}`);
  return run;
}

function etl(input: string, output: string): string {
  return `'${process.execPath}' '${BINARY}' etl --quiet --input '${input}' --output '${output}'`;
}

test.skipIf(SKIP)(
  'on a full disk a run says so, leaves the outputs of the run before it and nothing of its own',
  () => {
    const folder = temporaryFolder({
      'small.csv': purchaseLines(3),
      'large.csv': purchaseLines(4_000, 40),
      'disk/x': '',
    });
    const output = join(folder, 'disk');
    const { stdout, stderr } = onFileSystem(
      output,
      'size=60k',
      `${etl(join(folder, 'small.csv'), output)} > /dev/null; sha256sum '${output}'/*
     ${etl(join(folder, 'large.csv'), output)}; echo "exit $?"
     ls -A '${output}'; sha256sum '${output}'/*`,
    );
    expect(stderr).toContain('error: the disk is full');
    expect(stderr).toContain('what to do: free some space');
    expect(stdout).toContain('exit 1\nclientes_recurrentes.parquet\nrechazos.parquet\nrun.json\n');
    const hashes = stdout.split('\n').filter((line) => /^[0-9a-f]{64}/.test(line));
    expect(hashes).toHaveLength(6);
    expect(hashes.slice(3)).toEqual(hashes.slice(0, 3));
  },
);

test.skipIf(SKIP)('a read-only output is a usage error before anything is read', () => {
  const folder = temporaryFolder({ 'data.csv': purchaseLines(3), 'disk/x': '' });
  const output = join(folder, 'disk');
  const { stdout, stderr } = onFileSystem(output, 'ro', `${etl(join(folder, 'data.csv'), output)}; echo "exit $?"`);
  expect(stdout).toBe('exit 2\n');
  expect(stderr).toContain(`error: ${output} cannot be written to (EROFS)`);
});
