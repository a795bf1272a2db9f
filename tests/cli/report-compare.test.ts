import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Metrics } from '../../src/evaluation/metrics-schema';
import { errors, fullMetrics } from '../report/metrics-fixture';
import { recompra } from './recompra';

const folder = mkdtempSync(join(tmpdir(), 'recompra-compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

function kept(name: string, metrics: Metrics): string {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, 'metrics.json'), JSON.stringify(metrics));
  return place;
}

function worse(): Metrics {
  const full = fullMetrics();
  const models = full.nextPurchase.models.map((model) =>
    model.chosen ? { ...model, test: errors(6, 0.3, 0.5), testMae: { value: 6, low: 5.9, high: 6.1 } } : model,
  );
  const run = { ...full.run, id: 'bbbbbbbbbbbb', asOf: '2018-01-31' };
  return { ...full, run, nextPurchase: { ...full.nextPurchase, models } };
}

const march = kept('march', fullMetrics());
const april = kept('april', worse());

test('runs stand side by side, the oldest first however they are named, and the page says the same', async () => {
  const output = join(folder, 'compared');
  const ended = await recompra(['report', '--compare', april, march, '--output', output]);
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(ended.stdout).toMatch(/^ +2017-12-31 3f9c1b27a0de +2018-01-31 bbbbbbbbbbbb/);
  expect(ended.stdout).toMatch(/mean error of the date, days +4\.43 \(4\.34–4\.53\) +6\.00 \(5\.90–6\.10\) +worse/);
  expect(ended.stdout).toContain('verdict     worse:');
  expect(readFileSync(join(output, 'reports/comparacion.html'), 'utf8')).toContain('acierta menos que la anterior');
  const { command, outputs } = JSON.parse(readFileSync(join(output, 'run.json'), 'utf8'));
  expect([command, outputs.map(({ name }: { name: string }) => name)]).toEqual([
    'report',
    ['reports/comparacion.html'],
  ]);
});

test('input and output of a config file are of runs, and no part of a comparison', async () => {
  const cwd = join(folder, 'configured');
  mkdirSync(join(cwd, 'out'), { recursive: true });
  writeFileSync(join(cwd, 'recompra.config.json'), JSON.stringify({ input: 'data.csv', output: 'out' }));
  const env = { RECOMPRA_REPORTS: 'out' };
  const ended = await recompra(['report', '--compare', march, april, '--json', '-q'], { cwd, env });
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    runs: [{ asOf: '2017-12-31' }, { asOf: '2018-01-31' }],
    page: null,
  });
  expect(readdirSync(join(cwd, 'out'))).toEqual([]);
});

test.each([
  ['a run', { command: 'run', id: 'c' }],
  ['a report drawn again', { command: 'report', run: 'c' }],
])('the place of %s that is not compared is refused as it is, that of a comparison is taken', async (_, facts) => {
  const output = mkdtempSync(join(folder, 'place-'));
  writeFileSync(join(output, 'index.html'), 'kept');
  const outputs = [{ name: 'index.html', bytes: 4, sha256: createHash('sha256').update('kept').digest('hex') }];
  const manifest = JSON.stringify({ schema: 'recompra/run', schemaVersion: 1, ...facts, outputs });
  writeFileSync(join(output, 'run.json'), manifest);
  const args = ['report', '--compare', march, april, '-q'];
  const refused = await recompra([...args, '--reports', output]);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`results of recompra ${facts.command}`)]);
  expect(readFileSync(join(output, 'run.json'), 'utf8')).toBe(manifest);
  expect(readdirSync(output).sort()).toEqual(['index.html', 'run.json']);
  const own = join(output, 'compared');
  for (const _again of [1, 2]) expect((await recompra([...args, '--reports', own])).code).toBe(0);
});

test('a gate ends with 5 where the newest is worse, and with 0 where it is not', async () => {
  const gated = await recompra(['report', '--compare', march, april, '--gate', '-q']);
  expect([gated.code, gated.stderr]).toEqual([5, '']);
  const ended = await recompra(['report', '--compare', march, march, '--gate', '--json']);
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout).steps[0].status).toBe('even');
});

test('one run alone, a place that is a run, and a gate without runs are refused, and nothing is written', async () => {
  for (const [args, message] of [
    [['--compare', march], '--compare names 1 run, and two are needed'],
    [['--compare', march, april, '--output', april], 'the page would go to'],
    [['--input', march, '--gate'], '--gate without --compare'],
  ] as const) {
    const ended = await recompra(['report', ...args]);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(message)]);
  }
  const missing = await recompra(['report', '--compare', march, join(folder, 'nowhere')]);
  expect([missing.code, missing.stderr]).toEqual([3, expect.stringContaining('there is no metrics.json')]);
  expect(existsSync(join(april, 'run.json'))).toBe(false);
});
