import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { machineMark } from '../../src/storage/disk/machine';
import { createRunFolder, otherRunFolders, removeRunFolder } from '../../src/storage/disk/run-folder';
import { openWorkFolder } from '../../src/storage/disk/work-folder';
import { temporaryFolder } from './temporary-folder';

const HOLDER = resolve(__dirname, 'folder-holder.cjs');
const WORK = 'recompra-work-';

/** What a new folder of this process sees of the others, by name. */
async function statesIn(parent: string, prefix = 'x-'): Promise<Record<string, string>> {
  const own = await createRunFolder(parent, prefix);
  const others = await otherRunFolders(parent, prefix, own);
  await removeRunFolder(own);
  return Object.fromEntries(others.map(({ path, state }) => [path.slice(parent.length + 1), state]));
}

const named = (mark: string, rest = 'abcdef') => `x-${mark}-${rest}`;

/** Set to 1 where no namespace can be made, as in some containers. */
const SKIP = process.env['RECOMPRA_SKIP_MOUNT_TESTS'] === '1';

test.skipIf(SKIP)(
  'the folder of a killed process is dead at once, whoever has its number; that of a live one is not',
  async () => {
    const parent = temporaryFolder();
    const live = await createRunFolder(parent, 'x-');
    // In a PID namespace of its own, as in a container: there the process has number 1, and sees none of the others.
    const run = (command: string[]) =>
      spawnSync('unshare', ['--map-root-user', '--pid', '--fork', '--mount-proc', process.execPath, ...command], {
        encoding: 'utf8',
      });
    const { stdout } = run(['-r', 'tsx/cjs', HOLDER, parent, live]);
    const { dead, seen } = JSON.parse(stdout) as { dead: string; seen: Record<string, string> };
    expect(seen).toEqual({ [live]: 'live' });
    expect(await statesIn(parent)).toEqual({ [live.slice(parent.length + 1)]: 'live', [dead]: 'dead' });
    await removeRunFolder(live);
  },
);

test('a folder of another machine is live as long as its time is renewed', async () => {
  const parent = temporaryFolder();
  const [fresh, old] = [named('00000000', 'fresh1'), named('00000000', 'older1')];
  for (const name of [fresh, old]) mkdirSync(join(parent, name));
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(join(parent, old), hourAgo, hourAgo);
  expect(await statesIn(parent)).toEqual({ [fresh]: 'live', [old]: 'dead' });
});

test('whatever lies in the place of a lock is neither opened nor believed', async () => {
  const parent = temporaryFolder({ 'elsewhere/x': '' });
  const server = createServer().listen(join(parent, 'socket'));
  const places: Record<string, (path: string) => void> = {
    pipeee: (path) => spawnSync('mkfifo', [path]),
    device: (path) => symlinkSync('/dev/zero', path),
    linked: (path) => symlinkSync(join(parent, 'socket'), path),
    folder: (path) => mkdirSync(path),
    normal: (path) => writeFileSync(path, ''),
  };
  for (const [rest, fill] of Object.entries(places)) {
    mkdirSync(join(parent, named(machineMark(), rest)));
    fill(join(parent, named(machineMark(), rest), '.lock'));
  }
  symlinkSync(join(parent, 'elsewhere'), join(parent, named(machineMark(), 'itself')));
  const states = await statesIn(parent);
  server.close();
  expect(states).toEqual({
    ...Object.fromEntries(Object.keys(places).map((rest) => [named(machineMark(), rest), 'dead'])),
    [named(machineMark(), 'itself')]: 'foreign',
  });
});

test('a work folder is private, and clears what dead runs of this user left, not what others put beside it', async () => {
  const parent = temporaryFolder({ [`${WORK}notes/x`]: 'mine', 'elsewhere/x': 'mine' });
  chmodSync(parent, 0o777);
  const dead = `${WORK}${machineMark()}-killed`;
  mkdirSync(join(parent, dead));
  writeFileSync(join(parent, dead, 'lines.csv'), 'customers');
  symlinkSync(join(parent, 'elsewhere'), join(parent, `${WORK}${machineMark()}-linked`));
  const work = await openWorkFolder(parent);
  expect(statSync(work.path).mode & 0o777).toBe(0o700);
  await work.close();
  expect(readdirSync(parent).sort()).toEqual(['elsewhere', `${WORK}${machineMark()}-linked`, `${WORK}notes`].sort());
  expect(readdirSync(join(parent, 'elsewhere'))).toEqual(['x']);
});

test('a killed process leaves nothing that stays, whatever it had come to in making its folder', async () => {
  const parent = temporaryFolder();
  mkdirSync(join(parent, `${WORK}${machineMark()}-empty1`));
  mkdirSync(join(parent, `${WORK}${machineMark()}-begun1`));
  writeFileSync(join(parent, `${WORK}${machineMark()}-begun1`, '.lock-new'), '');
  await (await openWorkFolder(parent)).close();
  expect(readdirSync(parent)).toEqual([]);
});

test('two processes that make and clear folders in one place never take each other for dead', async () => {
  const parent = temporaryFolder();
  const rounds = Array.from({ length: 20 }, async () => {
    const work = await openWorkFolder(parent);
    expect(readdirSync(work.path)).toEqual(['.lock']);
    await work.close();
  });
  await Promise.all(rounds);
  expect(readdirSync(parent)).toEqual([]);
});

test('a folder goes though somebody still writes into it', async () => {
  const parent = temporaryFolder();
  const folder = await createRunFolder(parent, 'x-');
  const writer = spawn('sh', ['-c', 'i=0; while [ $i -lt 3000 ] && : > "$0/$i"; do i=$((i+1)); done', folder]);
  const closed = once(writer, 'close');
  while (readdirSync(folder).length < 100) await sleep(1);
  await removeRunFolder(folder);
  await closed;
  expect(readdirSync(parent)).toEqual([]);
});
