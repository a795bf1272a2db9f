import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { batchesOf } from '../../src/jobs/lake/clean-batches';
import { cleanInPool } from '../../src/jobs/lake/clean-pool';
import type { CleanTask } from '../../src/jobs/lake/clean-task';
import { BINARY, purchaseLines, recompra, start } from '../cli/recompra';
import { temporaryFolder } from '../storage/temporary-folder';

test('small files share a process, large ones have one of their own, and all processes have work', () => {
  const files = (...bytes: number[]) => bytes.map((size, i) => ({ name: `${i}`, source: `/${i}`, bytes: size }));
  expect(batchesOf(files(10, 10, 10, 10), 2)).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(batchesOf(files(100e6, 10, 10, 100e6), 1)).toEqual([[0], [1, 2], [3]]);
  expect(batchesOf(files(...new Array<number>(70).fill(1)), 1).map(({ length }) => length)).toEqual([32, 32, 6]);
});

test('a process that dies ends the run with the name of its file', async () => {
  const folder = temporaryFolder({
    'dying.cjs': `
      const { writeFileSync } = require('node:fs');
      writeFileSync(process.argv[2] + '/0.done', '');
      process.stderr.write('about to die\\n', () => process.kill(process.pid, 'SIGKILL'));`,
  });
  const { csv, s3 } = settingsSchema.parse({});
  const files = ['a', 'b', 'c'].map((name) => ({ name: `${name}.csv`, source: `/${name}.csv`, bytes: 1 }));
  const task: CleanTask = { root: folder, csv, s3, today: null, replace: false, known: [], files };
  const command = [process.execPath, join(folder, 'dying.cjs'), folder];
  const pool = { task, folder, command, processes: 1, onDone: () => undefined };
  await expect(cleanInPool([[0, 1], [2]], pool)).rejects.toMatchObject({
    kind: 'unexpected',
    message: 'the process that cleaned b.csv ended by SIGKILL',
    lines: ['about to die'],
  });
});

test('two processes clean four files; one that cannot be used is told as ever, and what is done stays', async () => {
  const folder = temporaryFolder();
  const at = (...names: string[]) => join(folder, ...names);
  mkdirSync(at('in'));
  for (const name of ['a', 'b', 'c', 'd'])
    writeFileSync(at('in', `${name}.csv`), purchaseLines(name.charCodeAt(0) - 95));
  const args = ['clean', '--input', at('in'), '--output', at('lake'), '--threads', '2', '--json'];
  const first = await recompra(args);
  expect([first.code, JSON.parse(first.stdout)]).toMatchObject([0, { known: 0, lake: { files: 4, linesClean: 168 } }]);
  expect(first.stderr).toMatch(/^cleaning/m);
  writeFileSync(
    at('in', 'e.csv'),
    'fecha_compra,usuario,producto,cantidad,precio\n08/05/2014,a,b,1,1\n30/05/2014,a,b,1,1\n',
  );
  writeFileSync(at('in', 'f.csv'), purchaseLines(9));
  const { code, stderr } = await recompra([...args.slice(0, -1), '--quiet']);
  expect(code).toBe(3);
  expect(stderr).toContain('e.csv: 2 of 2 lines (100 %) cannot be used');
  // The lake's other files were read otherwise: the same command with that option would be refused.
  expect(stderr).toContain('clean this one into another folder (add --date-format %d/%m/%Y)');
  expect(stderr).not.toContain('clean --input');
  expect(readdirSync(at('lake', 'files')).length).toBeGreaterThanOrEqual(4);
  expect(readdirSync(at('lake')).sort()).toEqual(['clean', 'files', 'lake.json']);
}, 30_000);

test('what an error says to paste works, the lake that it left being empty', async () => {
  const folder = temporaryFolder({
    'e.csv': 'fecha_compra,usuario,producto,cantidad,precio\n08/05/2014,a,b,1,1\n30/05/2014,a,b,1,1\n',
  });
  const args = ['clean', '--input', join(folder, 'e.csv'), '--output', join(folder, 'lake')];
  const { code, stderr } = await recompra(args);
  expect(code).toBe(3);
  const [pasted] = /--date-format %d\/%m\/%Y$/m.exec(stderr)!;
  expect(await recompra([...args, ...pasted.split(' ')])).toMatchObject({ code: 0 });
});

test('a kill at any moment leaves nothing that readers take, and the next cleaning finishes', async () => {
  const folder = temporaryFolder();
  const at = (...names: string[]) => join(folder, ...names);
  mkdirSync(at('in'));
  writeFileSync(at('in', 'a.csv'), purchaseLines(3));
  writeFileSync(at('in', 'b.csv'), purchaseLines(40, 70));
  const args = ['clean', '--input', at('in'), '--output', at('lake'), '--threads', '1', '--quiet'];
  const child = start(args);
  const ended = new Promise((done) => child.once('close', (_, signal) => done(signal)));
  // Killed once a part is there whose file has no facts.
  const parts = () => readdirSync(at('lake'), { recursive: true }).filter((name) => /dia=/.test(String(name))).length;
  while (!existsSync(at('lake', 'clean')) || parts() < 20) await new Promise((done) => setTimeout(done, 1));
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  expect(readdirSync(at('lake', 'files'))).toHaveLength(1);
  const etl = (input: string) => recompra(['etl', '-i', input, '-o', at('out'), '--as-of', '2014-01-26', '--json']);
  const half = await etl(at('lake'));
  expect([half.code, half.stderr]).toEqual([0, expect.stringContaining('no finished cleaning left them')]);
  expect(JSON.parse(half.stdout).etl.linesIn).toBe(36);
  expect(await recompra(args)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 file cleaned, 1 known') });
  const whole = await etl(at('lake'));
  expect(whole.stderr).not.toContain('no finished cleaning');
  expect(whole.stdout).toBe((await etl(at('in'))).stdout);
  expect(readdirSync(at('lake')).sort()).toEqual(['clean', 'files', 'lake.json']);
}, 60_000);

test('a cleaner whose parent is gone ends before it writes anything', async () => {
  const folder = temporaryFolder({ 'a.csv': purchaseLines(40, 70) });
  const { csv, s3 } = settingsSchema.parse({});
  const files = [{ name: 'a.csv', source: join(folder, 'a.csv'), bytes: 1 }];
  const task: CleanTask = { root: join(folder, 'lake'), csv, s3, today: null, replace: false, known: [], files };
  writeFileSync(join(folder, 'task.json'), JSON.stringify(task));
  const args = [BINARY, 'clean', '--task', folder, '--json', '--quiet'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  child.stdin.end('0\n\n');
  expect(await ended).not.toBe(0);
  expect(existsSync(join(folder, 'lake', 'files'))).toBe(false);
}, 30_000);
