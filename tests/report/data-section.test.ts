import { describe, expect, test } from 'vitest';
import type { EtlMetrics } from '../../src/evaluation/metrics-schema';
import { renderData } from '../../src/report/sections/data-section';
import { EN } from '../../src/report/texts/texts-en';
import { ES } from '../../src/report/texts/texts-es';
import { shortEtl } from './etl-fixture';
import { fullMetrics } from './metrics-fixture';
import { shortMetrics } from './other-states';
import { chartPayloads, pageText } from './page-text';

const section = (etl: EtlMetrics) => renderData({ ...fullMetrics(), etl }, ES);

describe('a year of data', () => {
  const markup = renderData(fullMetrics(), ES);
  const text = pageText(markup);

  test('read, rejected and used lines add up in the table behind the chart', () => {
    const rows = chartPayloads(markup)[0]!.csv.split('\r\n');
    expect(rows.slice(1, 4)).toEqual(['Leídas;1350184;1', 'Rechazadas;1542;0,001142', 'Usadas;1348642;0,9989']);
  });

  test('reasons are in the reader’s words, the commonest first, and add up to all rejected', () => {
    expect(text).toContain('El primer motivo de rechazo es «cantidad cero o negativa (¿devolución?)»: 78,1 %');
    expect(text).toContain('fecha imposible o escrita de otro modo 311 20,17 % 0,02 %');
    expect(pageText(renderData(fullMetrics(), EN))).toContain(
      'impossible date, or one written in another way 311 20.17% 0.02%',
    );
  });

  test('the longest gap is named, and every empty day is marked', () => {
    expect(text).toContain('Sin líneas en 5 de 365 días; el hueco más largo es de 4 días (10 jun 2017 – 13 jun 2017)');
    const { data, layout } = chartPayloads(markup)[1]!;
    expect(data[1]!['x']).toEqual(['2017-06-10', '2017-06-11', '2017-06-12', '2017-06-13', '2017-12-25']);
    expect(layout['shapes']).toHaveLength(2);
  });

  test('a long history is shown by month and downloaded by day', () => {
    expect(text).toContain('2017-06 ');
    expect(chartPayloads(markup)[1]!.csv.trim().split('\r\n')).toHaveLength(366);
  });

  test('every reading of the rule is there, the chosen one first', () => {
    expect(text).toContain('1.893 clientes de 2.469 son recurrentes por la regla elegida, una de 24 lecturas');
    expect(text).toContain('units / qualify / mean-gap (elegido) unidades alguna < 30 días alguna compra de más de 10');
    const { layout } = chartPayloads(markup)[2]!;
    const { ticktext } = layout['yaxis'] as { ticktext: string[] };
    expect(ticktext).toHaveLength(24);
    expect(ticktext[0]).toBe('<b>✓ unidades · alguna · &lt; 30 días</b>');
  });

  test('gaps are counted from one day on, and the last bin is open', () => {
    const rows = chartPayloads(markup)[3]!.csv.trim().split('\r\n');
    expect(rows[1]).toMatch(/^1;/);
    expect(rows.at(-1)).toMatch(/^≥ 60;1480;/);
  });
});

describe('what is missing is said', () => {
  test('no rejected line', () => {
    expect(pageText(renderData(shortMetrics(), ES))).toContain('No se ha rechazado ninguna línea.');
  });

  test('rejected lines without reasons', () => {
    const text = pageText(section({ ...shortEtl(), linesIn: 44, linesRejected: 2 }));
    expect(text).toContain('Se han rechazado 2 líneas, pero la ejecución no dice por qué.');
  });

  test('no line, no reading and no gap: sentences instead of charts', () => {
    const empty: EtlMetrics = {
      ...shortEtl(),
      linesIn: 0,
      linesKept: 0,
      linesPerDay: { firstDay: '2024-01-01', lines: [] },
      gapDays: { gaps: [0, 0], lastBinIsOpen: true },
      funnel: [],
    };
    const markup = section(empty);
    expect(chartPayloads(markup)).toEqual([]);
    expect(pageText(markup)).toContain('No se leyó ninguna línea, así que no hay nada que dibujar.');
    expect(pageText(markup)).toContain('Ningún cliente recurrente tiene dos compras');
    expect(pageText(markup)).toContain('La ejecución no trae los pasos de la regla');
  });

  test('a shop that closes on Sundays misses no file', () => {
    const lines = Array.from({ length: 28 }, (_, day) => (day % 7 === 0 ? 0 : 5));
    const text = pageText(section({ ...shortEtl(), linesPerDay: { firstDay: '2017-01-01', lines } }));
    expect(text).toContain('Faltan 4 días, todos en domingo: parece el día de cierre');
  });
});
