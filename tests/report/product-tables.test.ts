import { describe, expect, test } from 'vitest';
import { renderTopProducts } from '../../src/report/sections/top-products-section';
import { EN } from '../../src/report/texts/texts-en';
import { ES } from '../../src/report/texts/texts-es';
import { judgedMetrics } from './judged-metrics';
import { fullMetrics } from './metrics-fixture';
import { chartPayloads, pageText } from './page-text';

const markup = renderTopProducts(judgedMetrics(), ES);
const text = pageText(markup);

test('the chosen method is given as a multiple of others, with its interval', () => {
  expect(text).toContain('1,040 (1,020 a 1,060) 1,050 (1,030 a 1,070) 1,060 (1,040 a 1,080)');
  expect(pageText(renderTopProducts(judgedMetrics(), EN))).toContain('1.040 (1.020 to 1.060)');
});

test('the known and the new stand apart, with catalogue and popularity; what nobody bought is a dash', () => {
  expect(text).toMatch(/Más vendidos de la tienda 25,[\d,]+ % — [\d,]+ 25,00 % 12,50 %/);
  expect(text).toMatch(/1,25 % [\d,]+ 50,00 % 12,50 %/);
});

describe('hits by size of the purchase', () => {
  const chart = chartPayloads(markup).find(({ file }) => file.includes('hits-by-size'))!;

  test('the method in use beside the customer’s most bought and the best sellers, groups in order', () => {
    expect(chart.data.map(({ x }) => x)).toEqual([
      ['1', '2–19', '20+'],
      ['1', '2–19', '20+'],
    ]);
    expect(text).toContain('Acierta el 18,00 % de las compras más pequeñas y el 93,00 % de las de 20+ productos');
  });
});

test('intervals are drawn on the hit rate of the methods that have them', () => {
  const bars = chartPayloads(markup)[0]!.data.filter((trace) => trace['error_y'] !== undefined);
  expect(bars).toHaveLength(1);
  const { array, arrayminus } = bars[0]!['error_y'] as { array: number[]; arrayminus: number[] };
  expect(array.map((value) => value.toFixed(6))).toEqual(Array(10).fill('0.030000'));
  expect(arrayminus.map((value) => value.toFixed(6))).toEqual(Array(10).fill('0.020000'));
});

test('figures of an older run, without any of this, are shown without it', () => {
  const { topProducts } = fullMetrics();
  const older = { ...fullMetrics(), topProducts: { ...topProducts, hitChances: null } };
  expect(chartPayloads(renderTopProducts(older, ES))).toHaveLength(1);
});
