import type { Metrics } from '../../src/evaluation/metrics-schema';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { estimate } from './estimate';
import { fullMetrics } from './metrics-fixture';

/** The fixture with what an evaluation of all methods adds. */
export function judgedMetrics(): Metrics {
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
