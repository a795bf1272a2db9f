import type { Metrics } from '../../src/evaluation/metrics-schema';
import { fullMetrics } from './metrics-fixture';

/** What a name from a file can hold: a tag that ends the script, an image that runs, quotes, a separator, an emoji. */
export const HOSTILE = `</script><img src=x onerror="alert('x')">\u2028&lt; <a href="http://evil.example">%{x}</a> 🛒`;

/** A run whose every free text is hostile. */
export function hostileMetrics(): Metrics {
  const full = fullMetrics();
  const rename = (name: string) => (name === full.nextPurchase.chosen ? HOSTILE : name);
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
      })),
    },
    nextPurchase: {
      ...full.nextPurchase,
      chosen: HOSTILE,
      choice: {
        ...full.nextPurchase.choice!,
        reference: HOSTILE,
        merits: full.nextPurchase.choice!.merits.map((merit) => ({ ...merit, model: HOSTILE })),
      },
      models: full.nextPurchase.models.map((model) => ({ ...model, name: rename(model.name) })),
      paired: full.nextPurchase.paired.map((pair) => ({ ...pair, model: rename(pair.model) })),
    },
    topProducts: {
      ...full.topProducts,
      chosen: HOSTILE,
      methods: full.topProducts.methods.map((method) => (method.chosen ? { ...method, name: HOSTILE } : method)),
      difference: { ...full.topProducts.difference!, model: HOSTILE },
    },
  };
}
