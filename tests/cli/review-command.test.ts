import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import type { EarlierRunFiles } from '../review/earlier-run';
import { csvOf, promising } from '../review/earlier-run';
import { ORIGIN, TINY, TINY_LINES } from '../review/tiny-review';
import { recompra } from './recompra';
import { fewCome, review, revisionIn, sure, tiny } from './reviewed';

const NO_S3 = {
  forcePathStyle: false,
  checksums: 'WHEN_SUPPORTED',
  attempts: 1,
  rangeBytes: 1,
  stallSeconds: 1,
} as const;

describe('recompra review', () => {
  test('writes revision.json and its page, run.json last, and says what became of the predictions', async () => {
    const { code, stdout, stderr, output } = await review({ runs: [tiny()] });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^predictions 5 of 5 customers, made on 2014-01-31; lines to 2014-03-12$/m);
    expect(stdout).toMatch(/^came +3, not within 28 days: 2$/m);
    expect(stdout).toMatch(/^buyers +within 7 days: 1, expected 1 \(80 %: 0 to 2\)$/m);
    const { outputs, command, inputs } = await verifyRun(output, NO_S3);
    expect([command, outputs.map(({ name }) => name)]).toEqual(['review', ['reports/revision.html', 'revision.json']]);
    expect((inputs as { name: string }[]).map(({ name }) => name.split('/').at(-1))).toEqual([
      'predicciones_detalle.parquet',
      'top_productos.parquet',
      'newer.csv',
    ]);
    const { pooled, predictions, notes } = revisionIn(output);
    expect(pooled.dates!.mae.value).toBe(3);
    expect(predictions).toMatchObject([
      { id: 'abc', origin: ORIGIN, watchedDays: 40, models: ['by-hand'], promised: null },
    ]);
    expect(notes.map(({ code: kind, count }) => [kind, count])).toEqual([
      ['days-without-lines', 33],
      ['no-promises', 1],
    ]);
    expect(readFileSync(join(output, 'reports/revision.html'), 'utf8')).toContain('Qué fue de las predicciones');
  });

  test('gives the same bytes again', async () => {
    const first = await review({ runs: [tiny()] });
    const args = ['review', '--predictions', join(first.folder, 'run-0'), '--input', join(first.folder, 'newer.csv')];
    const again = join(first.folder, 'again');
    expect((await recompra([...args, '--output', again, '-q'])).code).toBe(0);
    const bytes = (folder: string) => readFileSync(join(folder, 'revision.json'), 'utf8');
    expect(bytes(again) === bytes(first.output)).toBe(true);
  });

  test('tells what is still open, and judges each of several predictions by what is known of it', async () => {
    const later: EarlierRunFiles = { origin: '2014-02-26', predictions: TINY.map((told) => ({ ...told })) };
    const { code, output, stdout } = await review({ runs: [tiny(), later] });
    expect(code).toBe(0);
    const { predictions, pooled, notes } = revisionIn(output);
    // from 26 February on the lines reach 14 days: eva came on the ninth
    expect(predictions.map(({ watchedDays, figures }) => [watchedDays, figures.outcome])).toEqual([
      [40, { rows: 5, customers: 5, came: 3, stillOpen: 0, notCome: 2 }],
      [14, { rows: 5, customers: 5, came: 1, stillOpen: 4, notCome: 0 }],
    ]);
    expect(pooled.outcome).toEqual({ rows: 10, customers: 5, came: 4, stillOpen: 4, notCome: 2 });
    expect(pooled.dates!.restrictedTo).toEqual({ from: 14, to: 28 });
    expect(pooled.chances.map(({ days, brier, range }) => [days, brier.rows, range])).toEqual([
      [7, 8, null],
      [14, 8, null],
      [28, 4, { low: 2, high: 4 }],
    ]);
    expect(notes).toContainEqual({ code: 'still-open', source: null, count: 4 });
    expect(stdout).toContain('still open: 4');
  });

  test('a customer without a line has simply not bought', async () => {
    const lines = csvOf(TINY_LINES.filter(([, customer]) => customer === 'somebody' || customer === 'ana'));
    const { code, output } = await review({ runs: [tiny()], lines });
    expect([code, revisionIn(output).pooled.outcome]).toEqual([
      0,
      { rows: 5, customers: 5, came: 1, stillOpen: 0, notCome: 4 },
    ]);
  });

  test('predictions of the day the lines end, or later, are left out and told', async () => {
    const today: EarlierRunFiles = { origin: '2014-03-12', predictions: TINY };
    const { code, output } = await review({ runs: [tiny(), today] });
    const { notes, predictions } = revisionIn(output);
    expect(code).toBe(0);
    expect(notes.find(({ code: kind }) => kind === 'nothing-yet')!.source).toMatch(/run-1$/);
    expect(predictions[1]!.figures).toMatchObject({ outcome: { rows: 0 }, dates: null, chances: [] });
  });

  test('--as-of says up to which day purchases are known', async () => {
    const { output } = await review({ runs: [tiny()], args: ['--as-of', '2014-02-10'] });
    expect(revisionIn(output)).toMatchObject({ lines: { until: '2014-02-10' }, pooled: { outcome: { stillOpen: 3 } } });
  });

  test('--gate ends with 5 where the verdict is worse, and the review is there all the same', async () => {
    const run: EarlierRunFiles = { origin: ORIGIN, predictions: sure, metrics: promising() };
    const gated = await review({ runs: [run], lines: fewCome, args: ['--gate'] });
    expect([gated.code, existsSync(join(gated.output, 'run.json'))]).toEqual([5, true]);
    expect(gated.stdout).toMatch(/^verdict +worse/m);
    expect(revisionIn(gated.output).verdict.tests).toContainEqual(
      expect.objectContaining({ figure: 'coverage', at: 28, promised: 0.8, outcome: 'worse' }),
    );
    expect((await review({ runs: [run], lines: fewCome })).code).toBe(0);
    expect((await review({ runs: [tiny()], args: ['--gate'] })).code).toBe(0);
  });
});
