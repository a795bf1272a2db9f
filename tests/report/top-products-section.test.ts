import { describe, expect, test } from 'vitest';
import { PRODUCT_METHODS } from '../../src/config/model-names';
import { renderTopProducts } from '../../src/report/sections/top-products-section';
import { EN } from '../../src/report/texts/texts-en';
import { ES } from '../../src/report/texts/texts-es';
import { fullMetrics } from './metrics-fixture';
import { shortMetrics } from './other-states';
import { chartPayloads, pageText } from './page-text';

const markup = renderTopProducts(fullMetrics(), ES);
const text = pageText(markup);

test('the table gives Hit@3 as a rate with hits and cases, and marks the method in use', () => {
  expect(text).toContain('Más vendidos de la tienda la misma para todos G-TopFreq 38,19 % (742 / 1943)');
  expect(text).toContain('✓ elegido distinta para cada cliente GP-TopFreq 56,46 % (1097 / 1943) 54,36 % a 58,56 %');
  expect(pageText(renderTopProducts(fullMetrics(), EN))).toContain('56.46% (1097 / 1943)');
});

test('the difference from the best other method is given in points with its interval', () => {
  expect(text).toContain('+0,82 puntos (IC 95 %: +0,33 a +1,31)');
});

describe('the chart by length', () => {
  const [chart] = chartPayloads(markup);

  test('three figures of three methods for k = 1 … 10, with k = 3 marked in each panel', () => {
    expect(chart!.data).toHaveLength(9);
    expect(chart!.data.every((trace) => (trace['x'] as number[]).length === 10)).toBe(true);
    const shapes = chart!.layout['shapes'] as { x0: number }[];
    expect(shapes.map(({ x0 }) => x0)).toEqual([3, 3, 3]);
  });

  test('the finding is the rate at the length delivered and at the longest', () => {
    expect(text).toContain('Con 3 productos acierta al menos uno el 56,46 % de las veces; con 10, el 69,58 %');
  });

  test('a list longer than what was judged is marked at the longest judged', () => {
    const full = fullMetrics();
    const [long] = chartPayloads(renderTopProducts({ ...full, topProducts: { ...full.topProducts, top: 50 } }, ES));
    expect((long!.layout['shapes'] as { x0: number }[])[0]!.x0).toBe(10);
  });

  test('methods differ by line and mark, not by colour alone', () => {
    const looks = chart!.data.slice(0, 3).map(({ line, marker }) => {
      return `${(line as { dash: string }).dash} ${(marker as { symbol: string }).symbol}`;
    });
    expect(new Set(looks).size).toBe(3);
  });
});

describe('what is missing is said', () => {
  test('a history too short', () => {
    const short = renderTopProducts(shortMetrics(), ES);
    expect(chartPayloads(short)).toEqual([]);
    expect(pageText(short)).toContain('No hay evaluación de los productos Motivo: la historia de 21 días');
  });

  test('methods without a case', () => {
    const full = fullMetrics();
    const methods = full.topProducts.methods.map((method) => ({
      ...method,
      cases: 0,
      hits: 0,
      hitAtTop: null,
      hitRate: [],
      recall: [],
      ndcg: [],
    }));
    const empty = pageText(renderTopProducts({ ...full, topProducts: { ...full.topProducts, methods } }, ES));
    expect(empty).toContain('Motivo: no hay casos de prueba con los que medir.');
    expect(empty).not.toMatch(/NaN|undefined|Infinity/);
  });
});

test('of ten methods three are drawn at first: the one in use, the customer’s and the shop’s most bought', () => {
  const full = fullMetrics();
  const [global, , own] = full.topProducts.methods;
  const methods = PRODUCT_METHODS.map((name) => ({
    ...(name === 'G-TopFreq' ? global! : own!),
    name,
    chosen: name === 'dense-ranker',
  }));
  const markup = renderTopProducts(
    { ...full, topProducts: { ...full.topProducts, chosen: 'dense-ranker', methods } },
    ES,
  );
  const chart = chartPayloads(markup).find(({ file }) => file.includes('hits-by-length'))!;
  expect(chart.hidden).toHaveLength(7);
  expect(chart.hidden).not.toContain(ES.methods['dense-ranker']);
  expect([...markup.text.matchAll(/data-series="[^"]*" aria-pressed="true"/g)]).toHaveLength(3);
});
