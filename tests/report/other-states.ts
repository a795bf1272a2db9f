import type { Metrics } from '../../src/evaluation/metrics-schema';
import { estimate } from './estimate';
import { shortEtl } from './etl-fixture';
import { errors, fullMetrics, pair } from './metrics-fixture';
import { worse } from './products-fixture';

/** Three weeks of one customer: nothing can be judged, and the run says why. */
export function shortMetrics(): Metrics {
  const missing = 'the history of 21 days is too short for training, validation and test origins';
  const full = fullMetrics();
  return {
    ...full,
    run: { ...full.run, backend: 'none', firstDay: '2024-02-20', lastDay: '2024-03-11', asOf: '2024-03-11' },
    etl: shortEtl(),
    nextPurchase: {
      horizonDays: 28,
      origins: { train: [], validation: [], test: [] },
      chosen: 'mean-gap',
      distribution: null,
      chosenBy: `the safest rule, because ${missing}`,
      missing,
      models: [],
      bestBaseline: null,
      paired: [],
      predictedVsActual: [],
      errorDays: [],
      gapTable: null,
      notReturned: null,
    },
    topProducts: {
      top: 3,
      origins: [],
      chosen: 'GP-TopFreq',
      chosenBy: `the safest method, because ${missing}`,
      missing,
      customers: 0,
      methods: [],
      difference: null,
    },
    prediction: { asOf: '2024-03-11', customers: 1, overdue: 0, dueIn7: 1, dueIn14: 1, dueIn28: 1 },
  };
}

/** The network loses, a rule is in use, intervals are too narrow, and one list for all is as good. */
export function badMetrics(): Metrics {
  const full = fullMetrics();
  const chosen = 'hazard-table';
  const models = full.nextPurchase.models.map((model) => ({
    ...model,
    chosen: model.name === chosen,
    interval: model.name === chosen ? { coverage: estimate(0.718, 0.009), meanWidth: 6.2 } : null,
    ...(model.kind === 'network' ? { test: errors(4.812, 0.291, 0.582), testMae: estimate(4.812, 0.097) } : {}),
  }));
  return {
    ...full,
    etl: { ...full.etl, linesIn: full.etl.linesIn + 60_000, linesRejected: full.etl.linesRejected + 60_000 },
    nextPurchase: {
      ...full.nextPurchase,
      chosen,
      distribution: chosen,
      chosenBy: 'lowest CRPS on the validation origins',
      models,
      paired: [
        pair(chosen, 'global-median', -1.207, 0.068),
        pair(chosen, 'mean-gap', -0.957, 0.081),
        pair(chosen, 'dense-network', -0.244, 0.055),
        pair('dense-network', 'global-median', -0.963, 0.074),
        pair('dense-network', 'mean-gap', -0.061, 0.088),
        pair('dense-network', 'hazard-table', 0.244, 0.055),
      ],
    },
    topProducts: {
      ...full.topProducts,
      chosen: 'G-TopFreq',
      methods: full.topProducts.methods.map((method) =>
        method.personal ? worse(method) : { ...method, chosen: true },
      ),
      difference: { model: 'G-TopFreq', against: 'GP-TopFreq', hitAtTop: estimate(0.0072, 0.019) },
    },
  };
}
