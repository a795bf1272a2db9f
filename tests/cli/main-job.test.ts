import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { runSummarySchema, summaryOf } from '../../src/evaluation/run-summary-schema';
import type { Line } from '../features/tiny-shop';
import { syntheticShop } from '../training/synthetic-shop';
import { recompra } from './recompra';

const folder = mkdtempSync(join(tmpdir(), 'recompra-main-job-'));
const at = (...parts: string[]) => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

function writeCsv(name: string, lines: readonly Line[]): string {
  const rows = lines.map(([day, customer, product, units, price]) => `${day},${customer},${product},${units},${price}`);
  writeFileSync(at(name), ['fecha_compra,usuario,producto,cantidad,precio', ...rows, ''].join('\n'));
  return at(name);
}

const filesBelow = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const rowsOf = async (path: string) =>
  parquetReadObjects({ file: await asyncBufferFromFile(path), compressors, rowFormat: 'object' });

const STAGES = ['etl', 'features', 'train', 'predict', 'write', 'report'];
const LINES = syntheticShop({ customers: 40, days: 160, seed: 3 });

describe('recompra run', () => {
  let input: string;

  beforeAll(async () => {
    input = writeCsv('data.csv', [...LINES, ['2018-01-05', 'cliente-1', 'roto', -3, 1]]);
    const ended = await recompra(['run', '--input', input, '--output', at('out'), '--seed', '5']);
    expect([ended.code, ended.stderr.includes('Error')]).toEqual([0, false]);
    expect(ended.stdout).toMatch(/lines +\d.* in, .* kept, 1 rejected/);
    expect(ended.stdout).toMatch(/next date +mean error \d\.\d\d days by [\w-]+ \(/);
    expect(ended.stdout).toMatch(/judged on \d+ days at \d+ origins: the history has 160; chosen on \d+ origins, /);
    expect(ended.stdout).toMatch(/expected +\d+ buyers within 7 days \(\d+–\d+\), .*; \d+ overdue, \d+ lost/);
    expect(ended.stdout).toMatch(/Hit@3 \d+\.\d\d % \(\d+ \/ \d+\)/);
    expect(ended.stdout).toContain(`${at('out')}/reports/index.html`);
    expect(ended.stdout).toContain(`${at('out')}/contactar.csv`);
  });

  test('writes all files of the contract and nothing else, run.json listing each with bytes and hash', () => {
    const files = filesBelow(at('out'));
    expect(files.filter((name) => !name.startsWith('model_fecha/'))).toEqual([
      'clientes_recurrentes.parquet',
      'contactar.csv',
      'metrics.json',
      'predicciones_clientes.parquet',
      'predicciones_detalle.parquet',
      'rechazos.parquet',
      'reports/clientes.html',
      'reports/index.html',
      'run.json',
      'top_productos.parquet',
    ]);
    // beside these it holds the weights of whichever networks were chosen
    expect(files).toEqual(
      expect.arrayContaining(
        ['baselines.json', 'manifest.json', 'training_history.parquet'].map((f) => `model_fecha/${f}`),
      ),
    );
    const { outputs } = json(at('out', 'run.json'));
    expect(outputs.map(({ name }: { name: string }) => name)).toEqual(files.filter((name) => name !== 'run.json'));
    for (const { name, bytes, sha256 } of outputs) {
      expect([name, statSync(at('out', name)).size, hash(at('out', name))]).toEqual([name, bytes, sha256]);
    }
  });

  test('predicciones_clientes has exactly three columns, the list in three levels, and reads right elsewhere', async () => {
    const path = at('out', 'predicciones_clientes.parquet');
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
    const { children } = parquetSchema(metadata);
    expect(children.map(({ element }) => [element.name, element.logical_type?.type ?? element.converted_type])).toEqual(
      [
        ['cliente_id', expect.stringMatching(/STRING|UTF8/)],
        ['fecha_estimada', 'DATE'],
        ['top_productos', 'LIST'],
      ],
    );
    const [repeated] = children[2]!.children;
    expect([repeated!.element.name, repeated!.element.repetition_type]).toEqual(['list', 'REPEATED']);
    expect(repeated!.children.map(({ element }) => element.type)).toEqual(['BYTE_ARRAY']);
    const rows = await rowsOf(path);
    const { prediction } = metricsSchema.parse(json(at('out', 'metrics.json')));
    expect(rows.length).toBe(prediction.customers);
    for (const row of rows) {
      expect(row['fecha_estimada'].toISOString().slice(0, 10) > prediction.asOf).toBe(true);
      expect(new Set(row['top_productos']).size).toBe(3);
    }
  });

  test('the detail and the list of products agree with the predictions', async () => {
    const [clients, detail, top] = await Promise.all(
      ['predicciones_clientes', 'predicciones_detalle', 'top_productos'].map((name) =>
        rowsOf(at('out', `${name}.parquet`)),
      ),
    );
    expect(detail!.map((row) => [row['cliente_id'], row['fecha_estimada']])).toEqual(
      clients!.map((row) => [row['cliente_id'], row['fecha_estimada']]),
    );
    expect(top!.map((row) => row['producto'])).toEqual(clients!.flatMap((row) => row['top_productos']));
    expect(top!.map((row) => row['rango']).slice(0, 4)).toEqual([1, 2, 3, 1]);
    for (const row of detail!) {
      expect(row['fecha_min'] <= row['fecha_estimada']).toBe(true);
      expect(row['fecha_max'] === null || row['fecha_estimada'] <= row['fecha_max']).toBe(true);
    }
  });

  test('contactar.csv names every customer once, lost ones last, and no run reads it as purchase lines', async () => {
    const detail = await rowsOf(at('out', 'predicciones_detalle.parquet'));
    const [head, ...rows] = readFileSync(at('out', 'contactar.csv'), 'utf8').trimEnd().split('\n');
    expect(head).toMatch(/^\uFEFFcliente_id;accion;estado;fecha_estimada;/);
    const cells = rows.map((row) => row.split(';'));
    expect(cells.map(([id]) => id).sort()).toEqual(detail.map((row) => row['cliente_id']).sort());
    const dates = cells.filter(([, , state]) => state !== 'perdida').map((row) => row[3]!);
    expect(dates).toEqual([...dates].sort());
    expect(cells.slice(0, dates.length).every(([, , state]) => state !== 'perdida')).toBe(true);
    const { outputs } = json(at('out', 'run.json'));
    expect(outputs).toContainEqual(expect.objectContaining({ name: 'contactar.csv', rows: detail.length }));
    cpSync(at('out'), at('lines', 'earlier'), { recursive: true });
    cpSync(at('out', 'contactar.csv'), at('lines', 'contactar.csv'));
    cpSync(input, at('lines', 'data.csv'));
    const ended = await recompra(['etl', '--input', at('lines'), '-o', at('cleaned'), '--json', '-q']);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(JSON.parse(ended.stdout).etl.linesIn).toBe(LINES.length + 1);
  });

  test('each product has the chance of a hit, the same in both files, and what the test said of such chances is told', async () => {
    const lists = await rowsOf(at('out', 'top_productos.parquet'));
    const detail = await rowsOf(at('out', 'predicciones_detalle.parquet'));
    const told = lists.map((row) => row['prob_acierto'] as number);
    expect(told.every((chance) => chance > 0 && chance < 1)).toBe(true);
    expect(new Set(told).size).toBeGreaterThan(3);
    expect(detail.flatMap((row) => row['probs_acierto'])).toEqual(told);
    expect(Object.keys(lists[0]!).at(-1)).toBe('prob_acierto');
    const { hitChances } = metricsSchema.parse(json(at('out', 'metrics.json'))).topProducts;
    expect(hitChances!.ranks.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    for (const { chance, share } of hitChances!.ranks) expect(Math.abs(chance - share)).toBeLessThan(0.2);
  });

  test('chances are always there and grow with the days, and their sums are the expected buyers', async () => {
    const detail = await rowsOf(at('out', 'predicciones_detalle.parquet'));
    const { prediction } = metricsSchema.parse(json(at('out', 'metrics.json')));
    for (const row of detail) {
      const chances = ['prob_7d', 'prob_14d', 'prob_28d', 'prob_vuelve'].map((name) => row[name] as number);
      expect([...chances].sort((a, b) => a - b)).toEqual(chances);
      expect(chances[0]! > 0 && chances[3]! <= 1 + 1e-9).toBe(true);
    }
    const sums = [7, 14, 28].map((days) => detail.reduce((sum, row) => sum + row[`prob_${days}d`], 0));
    prediction.expected.forEach(({ buyers, low, high }, i) => {
      expect(buyers).toBeCloseTo(sums[i]!, 6);
      expect(low <= buyers + 1 && buyers - 1 <= high).toBe(true);
    });
    const inState = (state: string) => detail.filter((row) => row['estado'] === state).length;
    expect([prediction.overdue, prediction.lost]).toEqual([inState('vencida'), inState('perdida')]);
  });

  test('metrics.json follows its schema, keeps no time, and loses no line', () => {
    const metrics = metricsSchema.parse(json(at('out', 'metrics.json')));
    expect(metrics.etl.linesIn).toBe(LINES.length + 1);
    expect(metrics.etl.linesKept + metrics.etl.linesRejected).toBe(metrics.etl.linesIn);
    expect(metrics.etl.reasons).toEqual([{ reason: 'devolucion', lines: 1 }]);
    expect(metrics.etl.linesPerDay.lines.reduce((a, b) => a + b, 0)).toBe(metrics.etl.linesKept);
    expect(readFileSync(at('out', 'metrics.json'), 'utf8')).not.toMatch(/second|timing|duration/i);
  });

  test('again with the same seed on another number of threads: the same bytes', async () => {
    const ended = await recompra([
      'run',
      '-i',
      input,
      '-o',
      at('again'),
      '--seed',
      '5',
      '--threads',
      '1',
      '--quiet',
      '--json',
    ]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const summary = runSummarySchema.parse(JSON.parse(ended.stdout));
    const metrics = metricsSchema.parse(json(at('out', 'metrics.json')));
    expect(summary).toMatchObject(summaryOf(metrics));
    expect(summary.dates!.meanError).toBe(
      metrics.nextPurchase.models.find(({ name }) => name === metrics.nextPurchase.chosen)!.test!.mae,
    );
    expect(summary).toMatchObject({ output: at('again'), report: at('again', 'reports/index.html') });
    expect(Object.keys(summary.timings!)).toEqual(STAGES);
    const unequal = filesBelow(at('out')).filter((name) => hash(at('out', name)) !== hash(at('again', name)));
    expect(unequal).toEqual(['run.json']);
  });

  test('evaluate --json prints one object on stdout, and a gate that does not hold is exit 5', async () => {
    const ended = await recompra([
      'evaluate',
      '-i',
      input,
      '-o',
      at('figures'),
      '--json',
      '--quiet',
      '--reports',
      at('html'),
      '--gate',
      'mae=.01,coverage=.1..',
    ]);
    expect(ended.code).toBe(5);
    const { metrics, gate } = JSON.parse(ended.stdout);
    metricsSchema.parse(metrics);
    expect(gate).toEqual([
      { name: 'mae', low: null, high: 0.01, value: expect.any(Number), held: false },
      { name: 'coverage', low: 0.1, high: null, value: expect.any(Number), held: true },
    ]);
    expect(filesBelow(at('figures'))).toEqual(['metrics.json', 'run.json']);
    expect(filesBelow(at('html'))).toEqual(['index.html', 'run.json']);
  });

  describe('and then recompra predict', () => {
    const newer = () => writeCsv('newer.csv', syntheticShop({ customers: 40, days: 170, seed: 3 }));
    const predict = (...more: string[]) =>
      recompra(['predict', '-i', newer(), '--model', at('out', 'model_fecha'), '-o', at('today'), '--quiet', ...more]);

    test('works on new data from the saved model alone', async () => {
      const ended = await predict();
      expect([ended.code, ended.stderr]).toEqual([0, '']);
      expect(filesBelow(at('today'))).toEqual([
        'contactar.csv',
        'predicciones_clientes.parquet',
        'reports/clientes.html',
        'run.json',
        'top_productos.parquet',
      ]);
      expect(ended.stdout).toContain(`${at('today')}/reports/clientes.html`);
      expect(json(at('today', 'run.json')).outputs[0]).toMatchObject({ name: 'contactar.csv', rows: 40 });
      const rows = await rowsOf(at('today', 'predicciones_clientes.parquet'));
      expect(rows.length).toBe(40);
      expect(rows.every((row) => row['fecha_estimada'].toISOString().slice(0, 10) > '2018-06-19')).toBe(true);
    });

    test('on lines that span much less than the model was trained on it says so', async () => {
      const late = writeCsv(
        'late.csv',
        LINES.filter(([day]) => day >= '2018-04-15'),
      );
      const ended = await recompra(['predict', '-i', late, '--model', at('out', 'model_fecha'), '-o', at('late')]);
      expect([ended.code, ended.stderr]).toEqual([
        0,
        expect.stringMatching(/warning: these lines span 5\d days, the model was trained on 160/),
      ]);
    });

    test('on the data it was trained on it says what the run said, to the byte', async () => {
      const ended = await recompra([
        'predict',
        '-i',
        input,
        '--model',
        at('out', 'model_fecha'),
        '-o',
        at('same'),
        '--detail',
        '-q',
      ]);
      expect(ended.code).toBe(0);
      for (const name of [
        'contactar.csv',
        'predicciones_clientes.parquet',
        'predicciones_detalle.parquet',
        'top_productos.parquet',
      ]) {
        expect(hash(at('same', name))).toBe(hash(at('out', name)));
      }
    });

    test('for some customers, as CSV that a spreadsheet cannot be tricked by, or as JSON', async () => {
      const tricky = writeCsv('tricky.csv', [
        ...LINES.map(
          ([day, customer, product, units, price]): Line => [
            day,
            customer,
            product.replace(/^propio-3$/, '=1+1'),
            units,
            price,
          ],
        ),
      ]);
      writeFileSync(at('some.txt'), 'cliente-3\r\n\ncliente-4\n');
      const asked = ['-i', tricky, '--model', at('out', 'model_fecha'), '-q', '--customers-file', at('some.txt')];
      expect((await recompra(['predict', ...asked, '-o', at('csv'), '--format', 'csv'])).code).toBe(0);
      const csv = readFileSync(at('csv', 'predicciones_clientes.csv'), 'utf8').trimEnd().split('\n');
      expect(csv[0]).toBe('cliente_id,fecha_estimada,top_productos');
      expect(csv.slice(1).map((line) => line.split(',')[0])).toEqual(['cliente-3', 'cliente-4']);
      expect(readFileSync(at('csv', 'top_productos.csv'), 'utf8')).toContain(",'=1+1,");
      expect((await recompra(['predict', ...asked, '-o', at('json'), '--format', 'json'])).code).toBe(0);
      expect(json(at('json', 'predicciones_clientes.json'))[0].top_productos).toHaveLength(3);
    });

    test.each([
      ['no model there', (path: string) => rmSync(path, { recursive: true }), /no model at/],
      ['a foreign folder', (path: string) => rmSync(join(path, 'manifest.json')), /no manifest.json/],
      [
        'an altered file',
        (path: string) => writeFileSync(join(path, 'baselines.json'), 'x'),
        /baselines.json is not the file/,
      ],
    ])('%s: exit 4, a reason, nothing written', async (_, spoil, reason) => {
      const model = at('spoilt');
      cpSync(at('out', 'model_fecha'), model, { recursive: true });
      spoil(model);
      const ended = await recompra(['predict', '-i', input, '--model', model, '-o', at('nothing'), '-q']);
      expect(ended.code).toBe(4);
      expect(ended.stderr).toMatch(reason);
      expect(ended.stderr).toMatch(/what to do: /);
      expect(() => readdirSync(at('nothing'))).toThrow();
      rmSync(model, { recursive: true, force: true });
    });

    test('under another rule, or before what the model has seen: exit 4', async () => {
      const otherRule = await predict('--recurrence', 'minProducts=5');
      expect([otherRule.code, otherRule.stderr]).toEqual([4, expect.stringMatching(/trained under minProducts=10/)]);
      const earlier = await predict('--as-of', '2018-05-01');
      expect([earlier.code, earlier.stderr]).toEqual([4, expect.stringMatching(/after the as-of date 2018-05-01/)]);
    });
  });
});

describe('recompra run, where there is less to work with', () => {
  test('no recurrent customer: exit 3 with the funnel, nothing written', async () => {
    const input = writeCsv(
      'small.csv',
      LINES.map(([day, customer, product]): Line => [day, customer, product, 1, 1]),
    );
    const ended = await recompra(['run', '-i', input, '-o', at('none'), '-q']);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/no customer is recurrent on 2018-06-09/);
    expect(ended.stderr).toMatch(/\* units \/ qualify \/ mean-gap: 40 customers → 0 a purchase above 10/);
    expect(() => readdirSync(at('none'))).toThrow();
  });

  test('too short a history: exit 0, everybody has a forecast, and the figures say why they are missing', async () => {
    const input = writeCsv('short.csv', syntheticShop({ customers: 30, days: 26, seed: 4 }));
    const ended = await recompra(['run', '-i', input, '-o', at('short')]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/predicted by beta-geometric; no figures: the history of 2\d days is too short/);
    const { nextPurchase, prediction } = metricsSchema.parse(json(at('short', 'metrics.json')));
    expect(nextPurchase).toMatchObject({
      chosen: 'beta-geometric',
      chosenBy: 'untrained',
      choice: null,
      models: [],
      missing: { reason: 'history-too-short', historyDays: 26 },
    });
    const rows = await rowsOf(at('short', 'predicciones_clientes.parquet'));
    expect(rows.length).toBe(prediction.customers);
    expect(rows.every((row) => row['fecha_estimada'].toISOString().slice(0, 10) > prediction.asOf)).toBe(true);
    const detail = await rowsOf(at('short', 'predicciones_detalle.parquet'));
    expect(detail.every((row) => row['prob_28d'] > 0 && row['prob_vuelve'] >= row['prob_28d'])).toBe(true);
    expect(filesBelow(at('short')).filter((name) => name.startsWith('model_fecha'))).toEqual([
      'model_fecha/baselines.json',
      'model_fecha/manifest.json',
      'model_fecha/reading.json',
    ]);
  });

  test('an as-of date outside the data is refused, naming the days there are', async () => {
    const input = writeCsv('days.csv', LINES);
    const ended = await recompra(['run', '-i', input, '-o', at('outside'), '-q', '--as-of', '2019-01-01']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/2019-01-01[\s\S]*2018-01-01[\s\S]*2018-06-\d\d/);
  });

  test('an as-of date inside the data predicts as if the rest had not happened', async () => {
    const cut = '2018-05-20';
    const whole = writeCsv('whole.csv', LINES);
    const until = writeCsv(
      'until.csv',
      LINES.filter(([day]) => day <= cut),
    );
    const [a, b] = [at('whole'), at('until')];
    expect((await recompra(['run', '-i', whole, '-o', a, '-q', '--as-of', cut])).code).toBe(0);
    expect((await recompra(['run', '-i', until, '-o', b, '-q', '--as-of', cut])).code).toBe(0);
    const same = filesBelow(a).filter((name) => hash(join(a, name)) === hash(join(b, name)));
    expect(same).toEqual(
      expect.arrayContaining([
        'predicciones_clientes.parquet',
        'predicciones_detalle.parquet',
        'clientes_recurrentes.parquet',
        'model_fecha/baselines.json',
        'model_fecha/manifest.json',
      ]),
    );
  });
});
