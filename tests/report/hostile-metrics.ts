import type { Metrics } from '../../src/evaluation/metrics-schema';
import { fullMetrics } from './metrics-fixture';

/** What a name from a file can hold: a tag that ends the script, an image that runs, quotes, a separator, an emoji. */
export const HOSTILE = `</script><img src=x onerror="alert('x')">\u2028&lt; <a href="http://evil.example">%{x}</a> 🛒`;

/** A run whose every free text is hostile. */
export function hostileMetrics(): Metrics {
  const full = fullMetrics();
  return {
    ...full,
    run: {
      ...full.run,
      id: HOSTILE,
      version: HOSTILE,
      backend: HOSTILE,
      inputs: [{ name: HOSTILE, bytes: 1, sha256: HOSTILE }],
      settings: { [HOSTILE]: { [HOSTILE]: HOSTILE }, input: HOSTILE, csv: { maxRejectedShare: HOSTILE } },
    },
    etl: {
      ...full.etl,
      reasons: [{ reason: HOSTILE, lines: 1542 }],
      funnel: full.etl.funnel.map((reading) => ({
        ...reading,
        name: HOSTILE,
        productCount: HOSTILE,
        purchasesMust: HOSTILE,
        frequency: HOSTILE,
      })),
    },
    nextPurchase: {
      ...full.nextPurchase,
      models: full.nextPurchase.models.map((model) => ({
        ...model,
        intervalSegments: model.intervalSegments.map((segment) => ({ ...segment, by: HOSTILE })),
      })),
    },
  };
}
