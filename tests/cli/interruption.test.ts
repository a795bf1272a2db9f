import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
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
    expect(await stderr).toContain('interrupted');
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(work)).toEqual(['.keep']);
  },
);

/** Several members of networks and methods of products: training takes many times the limit, and yields to nothing by itself. */
const SAMPLE = resolve(__dirname, '../../data/sample/data.csv.gz');

test.each([
  ['reading', 'SIGTERM', 0],
  ['purchases', 'SIGINT', 0],
  ['training', 'SIGHUP', 500],
  ['training', 'SIGINT', 5_000],
  ['training', 'SIGTERM', 5_000, '2'],
] as const)(
  'while it says "%s", %s acts within seconds and leaves nothing',
  async (stage, signal, later, threads: '1' | '2' = '1') => {
    const folder = temporaryFolder({ 'data.csv': purchaseLines(20_000, 40), 'work/.keep': '' });
    const [output, reports, work] = ['out', 'reports', 'work'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const input = stage === 'training' ? SAMPLE : join(folder, 'data.csv');
    const places = ['--input', input, '--output', output, '--reports', reports, '--work-dir', work];
    const child = start(['run', ...places, '--threads', threads, '--progress', 'text']);
    const closed = once(child, 'close');
    let said = '';
    child.stderr.on('data', (piece) => {
      said += piece;
    });
    while (child.exitCode === null && !said.includes(stage)) await sleep(5);
    await sleep(later);
    const sent = performance.now();
    child.kill(signal);
    const [code, by] = await closed;
    expect(performance.now() - sent).toBeLessThan(5_000);
    // By SIGINT where native work was running: a shell tells both as 130.
    expect(code ?? by).toBe(code === null ? 'SIGINT' : 130);
    expect(said).toContain('interrupted');
    expect([output, reports].filter(existsSync)).toEqual([]);
    expect(readdirSync(work)).toEqual(['.keep']);
  },
);

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
