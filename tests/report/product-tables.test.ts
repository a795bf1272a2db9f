import { describe, expect, test } from 'vitest';
import type { Metrics } from '../../src/evaluation/metrics-schema';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { EN } from '../../src/report/texts-en';
import { ES } from '../../src/report/texts-es';
import { renderTopProducts } from '../../src/report/top-products-section';
import { estimate } from './estimate';
import { fullMetrics } from './metrics-fixture';
import { chartPayloads, pageText } from './page-text';

/** The fixture with what an evaluation of all methods adds. */
function judged(): Metrics {
  const full = fullMetrics();
  const { methods } = full.topProducts;
  return metricsSchema.parse({
    ...full,
    topProducts: {
      ...full.topProducts,
      methods: methods.map((method, index) => ({
        ...method,
        reciprocalRank: method.hitRate.map((hit) => hit / 2),
        repeatRecall: method.hitRate.map((hit) => hit / 2),
        exploreRecall: method.hitRate.map(() => (index === 0 ? null : 0.0125)),
        coverage: 0.25 * (index + 1),
        popularity: 0.125,
        hitBounds: method.chosen ? method.hitRate.map((hit) => ({ low: hit - 0.02, high: hit + 0.03 })) : undefined,
        bySize: [
          { from: 1, to: 1, cases: 100, hit: 0.16 + index / 100, recall10: 0.3, ndcg10: 0.2 },
          { from: 2, to: 19, cases: 1700, hit: 0.6, recall10: 0.25, ndcg10: 0.3 },
          { from: 20, to: null, cases: 143, hit: 0.93, recall10: 0.2, ndcg10: 0.6 },
        ],
      })),
      comparisons: (['hit', 'recall10', 'ndcg10'] as const).map((metric, index) => ({
        model: 'GP-TopFreq',
        against: 'P-TopFreq',
        metric,
        ratio: estimate(1.04 + index / 100, 0.02),
        difference: estimate(0.02, 0.01),
      })),
    },
  });
}

const markup = renderTopProducts(judged(), ES);
const text = pageText(markup);

test('the chosen method is given as a multiple of others, with its interval', () => {
  expect(text).toContain('1,040 (1,020 a 1,060) 1,050 (1,030 a 1,070) 1,060 (1,040 a 1,080)');
  expect(pageText(renderTopProducts(judged(), EN))).toContain('1.040 (1.020 to 1.060)');
});

test('the known and the new stand apart, with catalogue and popularity; what nobody bought is a dash', () => {
  expect(text).toMatch(/Más vendidos de la tienda 25,[\d,]+ % — [\d,]+ 25,00 % 12,50 %/);
  expect(text).toMatch(/1,25 % [\d,]+ 50,00 % 12,50 %/);
});

describe('hits by size of the purchase', () => {
  const chart = chartPayloads(markup)[1]!;

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
  expect(chartPayloads(renderTopProducts(fullMetrics(), ES))).toHaveLength(1);
});
