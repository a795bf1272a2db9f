import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { recompra } from './recompra';
import { revisionIn } from './reviewed';

const SAMPLE = resolve(__dirname, '../../data/sample');

test('the run of the sample that is kept is read by this version, and reviewed as the README says', async () => {
  const kept = join(SAMPLE, 'run-2017-12-03');
  const metrics = metricsSchema.parse(JSON.parse(readFileSync(join(kept, 'metrics.json'), 'utf8')));
  const output = mkdtempSync(join(tmpdir(), 'recompra-kept-'));
  const args = ['--predictions', kept, '--input', join(SAMPLE, 'data.csv.gz'), '--output', output, '-q'];
  expect((await recompra(['review', ...args])).code).toBe(0);
  const { predictions, pooled, verdict } = revisionIn(output);
  rmSync(output, { recursive: true });
  expect(predictions[0]).toMatchObject({ origin: '2017-12-03', watchedDays: 28 });
  expect(pooled.outcome.rows).toBe(metrics.prediction.customers);
  expect(pooled.chances.map(({ days, expected }) => [days, expected])).toEqual(
    metrics.prediction.expected.map(({ days, buyers }) => [days, expect.closeTo(buyers, 6)]),
  );
  expect(verdict.outcome).toBe('as-promised');
});
