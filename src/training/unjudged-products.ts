import type { Missing, TopProductsMetrics } from '../evaluation/metrics-schema';
import { SAFEST } from '../products/recommenders';

/** Figures of products that nothing could be judged by: the safest method recommends, and why is told. */
export function productsWithoutEvaluation(top: number, missing: Missing): TopProductsMetrics {
  return {
    top,
    origins: [],
    chosen: SAFEST.name,
    chosenBy: 'safest',
    missing,
    customers: 0,
    methods: [],
    hitChances: null,
    difference: null,
  };
}
