import { describe, expect, test } from 'vitest';
import { renderNextPurchase } from '../../src/report/next-purchase-section';
import { EN } from '../../src/report/texts-en';
import { ES } from '../../src/report/texts-es';
import { fullMetrics, pair } from './metrics-fixture';
import { badMetrics, shortMetrics } from './other-states';
import { chartPayloads, pageText } from './page-text';

const markup = renderNextPurchase(fullMetrics(), ES);
const text = pageText(markup);

describe('the table of models', () => {
  const rows = [...markup.text.matchAll(/<tr(?: class="chosen")?>\s*<th scope="row">[\s\S]*?<\/tr>/g)].map(
    ([row]) => row,
  );

  test('rules come first, the network last and marked as chosen', () => {
    const names = rows.slice(0, 5).map((row) => pageText(row).split(' referencia')[0]);
    expect(names.slice(0, 4)).toEqual([
      'Mediana global',
      'Último intervalo',
      'Intervalo medio propio',
      'Tabla de riesgo',
    ]);
    expect(rows[4]).toContain('class="chosen"');
    expect(pageText(rows[4]!)).toContain('Red densa ✓ elegido');
  });

  test('rules come first whatever their order in the file', () => {
    const full = fullMetrics();
    const models = [...full.nextPurchase.models].reverse();
    const reversed = pageText(renderNextPurchase({ ...full, nextPurchase: { ...full.nextPurchase, models } }, ES));
    expect(reversed.indexOf('dense-network')).toBeGreaterThan(reversed.indexOf('global-median'));
  });

  test('Train stands beside Test with every figure, and the interval under the error', () => {
    expect(pageText(rows[3]!)).toContain(
      '4,54 6,63 0,359 34,4 % 61,4 % 81,0 % 4,55 4,57 4,47 a 4,66 6,67 0,349 34,2 % 61,0 % 80,5 % 80,71 % 9,9',
    );
  });

  test('a figure that is not there is a dash', () => {
    const full = fullMetrics();
    const models = full.nextPurchase.models.map((model) =>
      model.kind === 'network'
        ? model
        : { ...model, train: null, validation: null, test: { ...model.test!, r2: null } },
    );
    const dashes = pageText(renderNextPurchase({ ...full, nextPurchase: { ...full.nextPurchase, models } }, ES));
    expect(dashes).toContain('— — — — — — — 4,57 4,47 a 4,66 6,67 —');
  });
});

describe('the charts', () => {
  const [actual, error, forest] = chartPayloads(markup);

  test('the largest group tells what a date means, and groups of few cases are not drawn', () => {
    expect(text).toContain('Cuando el modelo dice 5 días, la compra llega de media a los 6,2');
    expect(text).toContain('Sin dibujar por tener muy pocos casos: 3 fechas.');
    expect(actual!.data.at(-1)!['x']).toHaveLength(21);
    expect(actual!.csv.trim().split('\r\n')).toHaveLength(25);
  });

  test('shares of the signed error add up', () => {
    expect(text).toMatch(
      /El 64,6 % de las fechas falla en 3 días o menos; el 53,2 % se adelanta y el 31,3 % llega tarde/,
    );
    const shares = error!.data[0]!['y'] as number[];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
  });

  test('the forest counts what is won, lost and undecided, and draws the undecided hollow', () => {
    expect(text).toContain('«Red densa» gana 4 de 4 comparaciones, pierde 0 y deja 0 sin decidir');
    const bad = chartPayloads(renderNextPurchase(badMetrics(), ES))[2]!;
    const { symbol } = bad.data[0]!['marker'] as { symbol: string[] };
    expect(symbol.filter((mark) => mark.endsWith('-open'))).toHaveLength(1);
    expect(forest!.csv).toContain('Red densa;Tabla de riesgo;-0,1347;-0,1959;-0,07350;gana');
  });

  test('a model has one colour, in the table as in the charts', () => {
    const { color } = forest!.data[0]!['marker'] as { color: string[] };
    expect(new Set(color)).toEqual(new Set(['series-1']));
    expect(markup.text).toMatch(/swatch series-1"[^>]*><\/span>\s*<span>Red densa/);
  });
});

describe('what is missing is said', () => {
  test('a history too short', () => {
    const short = renderNextPurchase(shortMetrics(), ES);
    expect(chartPayloads(short)).toEqual([]);
    expect(pageText(short)).toContain(
      'No hay evaluación de las fechas Motivo: la historia de 21 días es demasiado corta',
    );
    expect(pageText(renderNextPurchase(shortMetrics(), EN))).toContain('Reason: the history of 21 days is too short');
  });

  test('empty lists of a measured run', () => {
    const full = fullMetrics();
    const nextPurchase = { ...full.nextPurchase, paired: [], predictedVsActual: [], errorDays: [] };
    const empty = renderNextPurchase({ ...full, nextPurchase }, ES);
    expect(chartPayloads(empty).map(({ file }) => file)).toEqual([
      'recompra-reliability-es',
      'recompra-not-returned-es',
    ]);
    expect(pageText(empty)).toContain('La ejecución no trae diferencias emparejadas');
    expect(pageText(empty)).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('one model alone, without a network', () => {
    const full = fullMetrics();
    const models = full.nextPurchase.models.slice(0, 1).map((model) => ({ ...model, chosen: true }));
    const paired = [pair('global-median', 'elsewhere', 0.1, 0.2)];
    const nextPurchase = {
      ...full.nextPurchase,
      chosen: 'global-median',
      models,
      paired,
      bestBaseline: 'global-median',
    };
    const alone = pageText(renderNextPurchase({ ...full, nextPurchase }, ES));
    expect(alone).toContain('1 modelo, las referencias primero');
    expect(alone).toContain('«Mediana global» gana 0 de 1 comparación, pierde 0 y deja 1 sin decidir');
  });
});
