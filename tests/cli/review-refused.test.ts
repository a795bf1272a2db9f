import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { EarlierRunFiles } from '../review/earlier-run';
import { csvOf, promising, writeEarlierRun, writeManifest } from '../review/earlier-run';
import { ORIGIN, TINY, TINY_LINES } from '../review/tiny-review';
import { temporaryFolder } from '../storage/temporary-folder';
import { recompra } from './recompra';
import { review, revisionIn, sure, tiny } from './reviewed';

describe('what cannot be reviewed', () => {
  const refused = (found: { code: number | null; stderr: string; output: string }) => {
    expect(existsSync(join(found.output, 'revision.json'))).toBe(false);
    return [found.code, found.stderr] as const;
  };

  test('a folder that is no finished run', async () => {
    const folder = temporaryFolder({ 'newer.csv': csvOf(TINY_LINES) });
    const { code, stderr } = await recompra([
      'review',
      '--predictions',
      folder,
      '-i',
      join(folder, 'newer.csv'),
      '-o',
      join(folder, 'out'),
      '-q',
    ]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('holds no finished run: run.json is missing')]);
  });

  test('lines that end before the predictions begin', async () => {
    const [code, stderr] = refused(await review({ runs: [{ ...tiny(), origin: '2014-03-20' }] }));
    expect(code).toBe(3);
    expect(stderr).toContain('the lines end on 2014-03-12, and the predictions were made on 2014-03-20');
    expect(stderr).toContain('give lines of 2014-03-21 and later');
  });

  test('lines that begin too late', async () => {
    const lines = csvOf(TINY_LINES.filter(([day]) => day > '2014-02-05'));
    const [code, stderr] = refused(await review({ runs: [tiny()], lines }));
    expect([code, stderr]).toEqual([3, expect.stringContaining('from 2014-02-01 to 2014-02-05 is not known')]);
  });

  test('two predictions of one customer and day, in one run or in two', async () => {
    const [code, stderr] = refused(await review({ runs: [tiny(), { ...tiny(), predictions: TINY.slice(1, 2) }] }));
    expect([code, stderr]).toEqual([3, expect.stringMatching(/among them bea on 2014-01-31, in .*run-0 and .*run-1/)]);
    const twice = await review({ runs: [{ ...tiny(), predictions: [...TINY, TINY[0]!] }] });
    expect(refused(twice)).toEqual([3, expect.stringContaining('1 customer is predicted twice')]);
  });

  test('runs that mean different things by a purchase', async () => {
    const large = { recurrence: { nextPurchase: 'qualifying', minProducts: 5 } };
    const [code, stderr] = refused(
      await review({ runs: [tiny(), { ...tiny(), origin: '2014-02-02', settings: large }] }),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('mean different things by a purchase');
    expect(stderr).toMatch(/minProducts=5.*nextPurchase=qualifying/);
    expect(stderr).toContain('review them one at a time');
  });

  test('but runs that differ in who is recurrent are reviewed, and told', async () => {
    const other = { ...tiny(), origin: '2014-02-02', settings: { recurrence: { minProducts: 5 } } };
    const { code, output } = await review({ runs: [tiny(), other] });
    expect(code).toBe(0);
    expect(revisionIn(output).notes).toContainEqual({ code: 'different-recurrence', source: null, count: 2 });
  });

  test('a file that is not the one its run.json lists', async () => {
    const folder = temporaryFolder({ 'newer.csv': csvOf(TINY_LINES) });
    const run = await writeEarlierRun(join(folder, 'run'), { ...tiny(), metrics: promising() });
    writeFileSync(join(run, 'metrics.json'), '{}');
    const ended = await recompra([
      'review',
      '--predictions',
      run,
      '-i',
      join(folder, 'newer.csv'),
      '-o',
      join(folder, 'o'),
      '-q',
    ]);
    expect([ended.code, ended.stderr]).toEqual([
      3,
      expect.stringContaining('metrics.json is not the file that its run.json lists'),
    ]);
  });

  test('predictions without their details, or without a column of them', async () => {
    const folder = temporaryFolder({ 'newer.csv': csvOf(TINY_LINES) });
    const run = await writeEarlierRun(join(folder, 'run'), tiny());
    writeManifest(run, ['top_productos.parquet'], {});
    const ended = await recompra([
      'review',
      '--predictions',
      run,
      '-i',
      join(folder, 'newer.csv'),
      '-o',
      join(folder, 'o'),
      '-q',
    ]);
    expect([ended.code, ended.stderr]).toEqual([3, expect.stringContaining('holds no predicciones_detalle.parquet')]);
    expect(ended.stderr).toContain('recompra predict --detail');
    const old = await review({ runs: [{ ...tiny(), without: ['n_compras', 'prob_28d'] }] });
    expect(refused(old)).toEqual([
      3,
      expect.stringContaining('predicciones_detalle.parquet has no column prob_28d, n_compras'),
    ]);
  });

  test('files that are listed, and are no predictions', async () => {
    const folder = temporaryFolder({ 'newer.csv': csvOf(TINY_LINES) });
    const run = await writeEarlierRun(join(folder, 'run'), tiny());
    const names = ['predicciones_detalle.parquet', 'top_productos.parquet', 'metrics.json'];
    const args = ['review', '--predictions', run, '-i', join(folder, 'newer.csv'), '-o', join(folder, 'out'), '-q'];
    const refusal = async (name: string, content: string) => {
      await writeEarlierRun(run, { ...tiny(), metrics: promising() });
      writeFileSync(join(run, name), content);
      writeManifest(run, names, {});
      const { code, stderr } = await recompra(args);
      return [code, stderr];
    };
    expect(await refusal('metrics.json', '{')).toEqual([3, expect.stringContaining('metrics.json is no JSON')]);
    expect(await refusal('top_productos.parquet', 'x')).toEqual([
      3,
      expect.stringContaining('cannot be read as Parquet'),
    ]);
    const engine = await openDuckdb({ threads: 1 });
    await writeEarlierRun(run, { ...tiny(), metrics: promising() });
    const detail = join(run, 'predicciones_detalle.parquet');
    await engine.run(
      `CREATE TABLE detail AS SELECT * REPLACE ('soon' AS fecha_estimada) FROM read_parquet('${detail}')`,
    );
    await engine.writeParquet('SELECT * FROM detail', detail);
    await engine.close();
    writeManifest(run, names, {});
    const { code, stderr } = await recompra(args);
    expect([code, stderr]).toEqual([3, expect.stringContaining('holds predictions of other types')]);
  });

  test('lines of another shop, whose customers or products are named otherwise', async () => {
    const run: EarlierRunFiles = { origin: ORIGIN, predictions: sure };
    const strangers = csvOf([
      ['2014-02-01', 'x', 'bread'],
      ['2014-03-05', 'y', 'bread'],
    ]);
    expect(refused(await review({ runs: [run], lines: strangers }))).toEqual([
      3,
      expect.stringContaining('none of the customers of 40 predictions ("c0", …) has a line in --input'),
    ]);
    const renamed = csvOf([
      ...sure.map(({ customer }): [string, string, string] => ['2014-02-02', customer, 'pan']),
      ['2014-02-01', 'x', 'pan'],
      ['2014-03-05', 'x', 'pan'],
    ]);
    expect(refused(await review({ runs: [run], lines: renamed }))).toEqual([
      3,
      expect.stringContaining('add the same --product-map'),
    ]);
  });

  test('an output where the predictions themselves are', async () => {
    const folder = temporaryFolder({ 'newer.csv': csvOf(TINY_LINES) });
    const run = await writeEarlierRun(join(folder, 'run'), tiny());
    const args = ['review', '--predictions', run, '-i', join(folder, 'newer.csv'), '-o', `${run}/`, '-q'];
    const { code, stderr } = await recompra(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining('write the review to a folder or prefix of its own')]);
    expect(existsSync(join(run, 'run.json'))).toBe(true);
  });

  test('nothing at all', async () => {
    const { code, stderr } = await recompra(['review', '-q']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('nothing was given as --predictions and --input and --output'),
    ]);
  });
});
