import type { ProductMethodName } from '../../src/config/model-names';
import type { ProductMethodMetrics, TopProductsMetrics } from '../../src/evaluation/metrics-schema';
import { estimate } from './estimate';

/** A curve over k = 1 … 10 that rises, flattens, and has this value at k = 3. */
const curve = (third: number, rise: number) =>
  Array.from({ length: 10 }, (_, index) => third + rise * Math.log((index + 1) / 3));

/** The hit rate of the reference beside the shop's best sellers. */
export function topProducts(): TopProductsMetrics {
  const method = (name: ProductMethodName, hits: number, personal: boolean) => ({
    name,
    chosen: name === 'GP-TopFreq',
    personal,
    cases: 1943,
    hits,
    hitAtTop: estimate(hits / 1943, 0.021),
    hitRate: curve(hits / 1943, 0.109),
    recall: curve(hits / 1943 / 6, 0.04),
    ndcg: curve(hits / 1943 / 2.6, 0.034),
  });
  return {
    top: 3,
    origins: ['2017-10-01', '2017-10-08', '2017-12-03'],
    chosen: 'GP-TopFreq',
    chosenBy: 'shrunken-merit',
    missing: null,
    customers: 812,
    methods: [method('G-TopFreq', 742, false), method('P-TopFreq', 1081, true), method('GP-TopFreq', 1097, true)],
    hitChances: {
      learnedFrom: 1204,
      ranks: [
        { rank: 1, rows: 1943, chance: 0.402, share: 0.391 },
        { rank: 2, rows: 1943, chance: 0.263, share: 0.27 },
        { rank: 3, rows: 1901, chance: 0.198, share: 0.201 },
      ],
      bins: [
        { rows: 2310, chance: 0.14, share: 0.15 },
        { rows: 2377, chance: 0.29, share: 0.28 },
        { rows: 1100, chance: 0.55, share: 0.56 },
      ],
    },
    difference: { model: 'GP-TopFreq', against: 'P-TopFreq', hitAtTop: estimate(0.0082, 0.0049) },
  };
}

/** The method with fewer hits than the list for all. */
export function worse(method: ProductMethodMetrics): ProductMethodMetrics {
  const hits = method.hits - 369;
  return { ...method, chosen: false, hits, hitAtTop: estimate(hits / 1943, 0.021), hitRate: curve(hits / 1943, 0.1) };
}
