import { describe, expect, test } from 'vitest';
import type { DateChoiceMetrics, NextPurchaseMetrics } from '../../src/evaluation/metrics-schema';
import { renderNextPurchase } from '../../src/report/sections/next-purchase-section';
import { EN } from '../../src/report/texts/texts-en';
import { ES } from '../../src/report/texts/texts-es';
import { fullMetrics, pair } from './metrics-fixture';
import { badMetrics, shortMetrics } from './other-states';
import { chartPayloads, pageText } from './page-text';

const markup = renderNextPurchase(fullMetrics(), ES);
const text = pageText(markup);

describe('the table of models', () => {
  const table = markup.text.slice(markup.text.indexOf('<table class="models">'));
  const rows = [...table.matchAll(/<tr(?: class="chosen")?>\s*<th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) => row);

  test('rules come first, the network last and marked as chosen', () => {
    const names = rows.slice(0, 6).map((row) => pageText(row).replace(/ [a-z]+-[a-z]+ .*/, ''));
    expect(names.slice(0, 4)).toEqual([
      'Mediana global',
      'Último intervalo',
      'Intervalo medio propio',
      'Tabla de riesgo',
    ]);
    expect(rows[5]).toContain('class="chosen"');
    expect(pageText(rows[5]!)).toContain('Red de riesgo diario ✓ elegido');
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
    expect(text).toContain('Cuando el modelo dice 5 días, la mitad de las compras ha llegado a los 5,5');
    expect(text).toContain('Sin dibujar por tener muy pocos casos: 3 fechas.');
    expect(actual!.data.at(-1)!['x']).toHaveLength(22);
    expect(actual!.csv.trim().split('\r\n')).toHaveLength(26);
  });

  test('shares of the signed error add up', () => {
    expect(text).toMatch(
      /El 64,6 % de las fechas falla en 3 días o menos; el 53,2 % se adelanta y el 31,3 % llega tarde/,
    );
    const shares = error!.data[0]!['y'] as number[];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
  });

  test('the forest counts what is won, lost and undecided, and draws the undecided hollow', () => {
    expect(text).toContain('«Red de riesgo diario» gana 4 de 5 comparaciones, pierde 0 y deja 1 sin decidir');
    const bad = chartPayloads(renderNextPurchase(badMetrics(), ES))[2]!;
    const { symbol } = bad.data[0]!['marker'] as { symbol: string[] };
    // Of the model in use alone: it is clear of all three.
    expect(symbol.map((mark) => mark.endsWith('-open'))).toEqual([false, false, false]);
    const { symbol: own } = forest!.data[0]!['marker'] as { symbol: string[] };
    expect(own.filter((mark) => mark.endsWith('-open'))).toHaveLength(1);
    expect(bad.csv).toContain('Red de riesgo diario;Intervalo medio propio');
    expect(forest!.csv).toContain('Red de riesgo diario;Tabla de riesgo;-0,1347;-0,1959;-0,07350;gana');
  });

  test('a model has one colour, in the table as in the charts', () => {
    const { color } = forest!.data[0]!['marker'] as { color: string[] };
    expect(new Set(color)).toEqual(new Set(['series-7']));
    expect(markup.text).toMatch(/swatch series-7 circle"[^>]*><\/span>\s*<span>Red de riesgo diario/);
  });
});

describe('the choice', () => {
  test('says by what, against which simple rule, and on how much', () => {
    expect(text).toContain(
      'En uso: «Red de riesgo diario», que da la fecha, el intervalo y las probabilidades. Elegido por su ganancia esperada sobre la regla sencilla, «Tabla de riesgo», en todo el pronóstico (CRPS): la vista en validación',
    );
    expect(text).toContain('3.122 filas de 1.604 clientes en 2 fechas de corte de validación');
    expect(text).toContain('Juzgado en 28 días, en 3 fechas de corte de prueba: la historia tiene 365.');
  });

  test('the merits are a table with the chosen one marked', () => {
    expect(text).toContain(
      'En validación, «Red de riesgo diario» ahorra el 3,1 % del CRPS de «Tabla de riesgo»; se espera de él el 3,1 %',
    );
    expect(text).toContain('Mediana global −23,14 % 1,12 % −24,78 %');
    expect(text).toContain('✓ Red de riesgo diario 3,12 % 0,71 % 3,07 %');
  });

  test('of a single customer only what is usual counts, and a chosen model that gained nothing is said to have', () => {
    const full = fullMetrics();
    const merits: DateChoiceMetrics['merits'] = [
      { model: 'hazard-table', gain: 0, standardError: null, merit: 0 },
      { model: 'hazard-network', gain: -0.012, standardError: null, merit: 0.025 },
    ];
    const choice: DateChoiceMetrics = { reference: 'hazard-table', rows: 3, customers: 1, origins: 3, merits };
    const alone = pageText(renderNextPurchase({ ...full, nextPurchase: { ...full.nextPurchase, choice } }, ES));
    expect(alone).toContain(
      '«Red de riesgo diario» no mejora el CRPS de «Tabla de riesgo» (−1,2 %); se espera de él que ahorre el 2,5 %',
    );
    expect(alone).toContain('✓ Red de riesgo diario −1,20 % — 2,50 %');
    expect(alone).toContain('3 filas de 1 cliente en 3 fechas de corte de validación');
  });

  test('English says the same', () => {
    const english = pageText(renderNextPurchase(fullMetrics(), EN));
    expect(english).toContain('Chosen by the gain expected of it over the simple rule, “Hazard table”');
    expect(english).toContain('On validation “Daily hazard network” saves 3.1% of the CRPS of “Hazard table”');
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

  test('that everybody has a forecast all the same, by which model, and that no horizon was judged', () => {
    const short = pageText(renderNextPurchase(shortMetrics(), ES));
    expect(short).toContain('En uso: «Beta-geométrico», que da la fecha, el intervalo y las probabilidades.');
    expect(short).toContain(
      'Todos los clientes recurrentes tienen igualmente su fecha, su intervalo y sus probabilidades',
    );
    expect(short).not.toMatch(/28 días|Juzgado en/);
    expect(pageText(renderNextPurchase(shortMetrics(), EN))).toContain('Every recurrent customer has a date');
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
    const paired = [pair('global-median', 'last-gap', 0.1, 0.2)];
    const nextPurchase: NextPurchaseMetrics = {
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
