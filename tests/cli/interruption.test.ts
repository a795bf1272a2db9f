import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { purchaseLines, recompra, start } from './recompra';

/** An etl over 400,000 lines that has staged, in a folder that holds nothing else. */
async function running() {
  const folder = temporaryFolder({ 'data.csv': purchaseLines(5_000, 40), 'work/.keep': '' });
  const output = join(folder, 'out');
  const work = join(folder, 'work');
  const child = start([
    'etl',
    '--input',
    join(folder, 'data.csv'),
    '--output',
    output,
    '--work-dir',
    work,
    '--threads',
    '1',
  ]);
  while (child.exitCode === null && !existsSync(output)) await sleep(5);
  await once(child.stderr, 'data');
  return { folder, output, work, child };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends a run with 130, and nothing of it is left',
  async (signal) => {
    const { output, work, child } = await running();
    const stderr = text(child.stderr);
    child.kill(signal);
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    expect(await stderr).toContain('stopping…');
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(work)).toEqual(['.keep']);
  },
);

/** Several members of networks and methods of products: training takes many times the limit. */
const SAMPLE = resolve(__dirname, '../../data/sample/data.csv.gz');

/** Two seconds where the machine is free; as much longer as others want its cores too. */
const LONGEST_MS = 2_000 * Math.max(1, loadavg()[0]! / availableParallelism());

interface Interrupted {
  command: 'run' | 'etl';
  /** Path of the lines, or how many days of how many customers are bought on. */
  input: string | [customers: number, days: number];
  /** The line that ends the stage before. */
  after: string;
  later?: number;
  threads?: '1' | '2';
}

test.each<[string, NodeJS.Signals, Interrupted]>([
  ['reading', 'SIGTERM', { command: 'run', input: [20_000, 40], after: 'opening:' }],
  ['counting purchases', 'SIGINT', { command: 'run', input: [20_000, 40], after: 'rejected lines:' }],
  ['beginning to train', 'SIGHUP', { command: 'run', input: SAMPLE, after: 'purchases:', later: 500 }],
  ['training', 'SIGINT', { command: 'run', input: SAMPLE, after: 'purchases:', later: 5_000 }],
  [
    'training on two threads',
    'SIGTERM',
    { command: 'run', input: SAMPLE, after: 'purchases:', later: 5_000, threads: '2' },
  ],
  ['predicting', 'SIGTERM', { command: 'run', input: [20_000, 6], after: 'training:' }],
  ['writing', 'SIGINT', { command: 'etl', input: [20_000, 40], after: 'purchases:' }],
])('while %s, %s is answered at once, acts within two seconds and leaves nothing', async (_stage, signal, how) => {
  const { command, input, after, later = 0, threads = '1' } = how;
  const folder = temporaryFolder({ 'work/.keep': '' });
  const [output, work, data] = ['out', 'work', 'data.csv'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  if (typeof input !== 'string') writeFileSync(data, purchaseLines(...input));
  const places = ['--input', typeof input === 'string' ? input : data, '--output', output, '--work-dir', work];
  const child = start([command, ...places, '--threads', threads, '--progress', 'text']);
  const closed = once(child, 'close');
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  while (child.exitCode === null && !said.includes(after)) await sleep(5);
  await sleep(later);
  const sent = performance.now();
  child.kill(signal);
  const [code, by] = await closed;
  expect(performance.now() - sent).toBeLessThan(LONGEST_MS);
  // By SIGINT where native work was running: a shell tells both as 130.
  expect(code ?? by).toBe(code === null ? 'SIGINT' : 130);
  expect(said).toContain('stopping…');
  expect(existsSync(output)).toBe(false);
  expect(readdirSync(work)).toEqual(['.keep']);
});

test('after SIGKILL the next run clears what is left', async () => {
  const { folder, output, work, child } = await running();
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(readdirSync(output)).toHaveLength(1);
  expect(readdirSync(work)).toHaveLength(2);
  const args = ['etl', '--input', join(folder, 'none.csv'), '--output', output, '--work-dir', work];
  expect((await recompra(args)).code).toBe(3);
  expect(readdirSync(output)).toEqual([]);
  expect(readdirSync(work)).toEqual(['.keep']);
});

test('a reader of stdout that goes away ends the program quietly', async () => {
  const child = start(['run', '--help']);
  child.stdout.destroy();
  const stderr = await text(child.stderr);
  await once(child, 'close').catch(() => undefined);
  expect(stderr).toBe('');
});
