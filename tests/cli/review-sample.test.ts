import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Revision } from '../../src/evaluation/revision-schema';
import { recompra } from './recompra';
import { revisionIn } from './reviewed';

describe('the embedded sample, predicted after 89 days and reviewed with the days after', () => {
  let folder: string;
  let revision: Revision;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recompra-review-'));
    const sample = join(__dirname, '../../data/sample/data.csv.gz');
    const predicted = await recompra(['run', '-i', sample, '-o', join(folder, 'past'), '--as-of', '2017-03-30', '-q']);
    expect([predicted.code, predicted.stderr]).toEqual([0, '']);
    const args = ['--predictions', join(folder, 'past'), '-i', sample, '-o', join(folder, 'review'), '-q'];
    expect((await recompra(['review', ...args])).code).toBe(0);
    revision = revisionIn(join(folder, 'review'));
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('holds its own promises beside what came', () => {
    const { predictions, pooled, verdict, segments } = revision;
    expect(predictions[0]).toMatchObject({
      origin: '2017-03-30',
      watchedDays: 276,
      promised: { customers: expect.any(Number) },
    });
    expect(pooled.outcome.rows).toBeGreaterThan(100);
    expect(pooled.outcome.came + pooled.outcome.notCome).toBe(pooled.outcome.rows);
    expect(pooled.dates!.mae.value).toBeLessThan(7);
    expect(pooled.products!.hit.value).toBeGreaterThan(0.4);
    expect(verdict.tests.map(({ figure }) => figure)).toEqual(
      expect.arrayContaining(['mae', 'coverage', 'brier', 'buyers', 'hit']),
    );
    expect(segments.map(({ by }) => by)).toEqual(['purchases', 'elapsed-gaps', 'state']);
  });

  test('the figures are those of the files, counted here once more', () => {
    const { pooled } = revision;
    expect(pooled.dates!.mae.rows).toBe(pooled.outcome.rows);
    expect(pooled.products!.hit.rows).toBe(pooled.outcome.came);
    for (const { brier, actual } of pooled.chances) expect(actual).toBeLessThanOrEqual(brier.rows);
  });
});
