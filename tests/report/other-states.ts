import type { Metrics } from '../../src/evaluation/metrics-schema';
import { estimate } from './estimate';
import { shortEtl } from './etl-fixture';
import { errors, fullMetrics, pair } from './metrics-fixture';
import { worse } from './products-fixture';

/** Three weeks of one customer: nothing can be judged, and the run says why. */
export function shortMetrics(): Metrics {
  const missing = { reason: 'history-too-short', historyDays: 21 } as const;
  const full = fullMetrics();
  return {
    ...full,
    run: { ...full.run, backend: 'none', firstDay: '2024-02-20', lastDay: '2024-03-11', asOf: '2024-03-11' },
    etl: shortEtl(),
    nextPurchase: {
      horizonDays: 28,
      origins: { train: [], validation: [], test: [] },
      chosen: 'beta-geometric',
      chosenBy: 'untrained',
      choice: null,
      missing,
      models: [],
      bestBaseline: null,
      paired: [],
      predictedVsActual: [],
      errorDays: [],
      gapTable: null,
      notReturned: null,
      unusualDays: [],
    },
    topProducts: {
      top: 3,
      origins: [],
      chosen: 'GP-TopFreq',
      chosenBy: 'safest',
      missing,
      customers: 0,
      methods: [],
      hitChances: null,
      difference: null,
    },
    prediction: {
      asOf: '2024-03-11',
      customers: 1,
      overdue: 0,
      lost: 0,
      expected: [
        { days: 7, buyers: 0.31, low: 0, high: 1 },
        { days: 14, buyers: 0.62, low: 0, high: 1 },
        { days: 28, buyers: 0.97, low: 1, high: 1 },
      ],
    },
  };
}

/** Three months of a shop: judged on 14 days, and a rule is as good as the network. */
export function threeMonthMetrics(): Metrics {
  const full = fullMetrics();
  const chosen = 'hazard-table';
  const until14 = <T extends { days: number }>(scores: T[]) => scores.filter(({ days }) => days <= 14);
  const models = full.nextPurchase.models.map((model) => ({
    ...model,
    chosen: model.name === chosen,
    probabilities: {
      ...model.probabilities,
      brier: until14(model.probabilities.brier),
      reliability: until14(model.probabilities.reliability),
    },
  }));
  return {
    ...full,
    run: { ...full.run, firstDay: '2017-01-01', lastDay: '2017-03-30', asOf: '2017-03-30' },
    etl: { ...full.etl, linesPerDay: { firstDay: '2017-01-01', lines: full.etl.linesPerDay.lines.slice(0, 89) } },
    nextPurchase: {
      ...full.nextPurchase,
      horizonDays: 14,
      origins: {
        train: ['2017-01-23', '2017-02-10'],
        validation: ['2017-02-13', '2017-02-16', '2017-02-19'],
        test: ['2017-03-10', '2017-03-13', '2017-03-16'],
      },
      chosen,
      choice: {
        reference: 'hazard-table',
        rows: 640,
        customers: 240,
        origins: 3,
        merits: [
          { model: 'hazard-table', gain: 0, standardError: 0, merit: 0 },
          { model: 'hazard-network', gain: -0.062, standardError: 0.03, merit: -0.0018 },
        ],
      },
      models,
      predictedVsActual: [
        { predicted: 5, rows: 220, mean: 6.2, q25: 3, median: 5, q75: 9 },
        { predicted: 14, rows: 420, mean: 12.1, q25: 11, median: 14, q75: 14 },
      ],
      errorDays: full.nextPurchase.errorDays.filter(({ days }) => Math.abs(days) < 14),
      notReturned: {
        rows: 231,
        days: [1, 7, 14, 19],
        survival: [0.9, 0.55, 0.31, 0.2],
        standardError: [0.02, 0.03, 0.03, 0.03],
      },
    },
    prediction: { ...full.prediction, asOf: '2017-03-30' },
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
      choice: {
        ...full.nextPurchase.choice!,
        merits: full.nextPurchase.choice!.merits.map((merit) =>
          merit.model === 'hazard-network' ? { ...merit, gain: -0.071, merit: -0.0602 } : merit,
        ),
      },
      models,
      paired: [
        pair(chosen, 'global-median', -1.207, 0.068),
        pair(chosen, 'mean-gap', -0.957, 0.081),
        pair(chosen, 'hazard-network', -0.244, 0.055),
        pair(chosen, 'mean-gap', -2.35, 0.09, 'crps'),
        pair('hazard-network', 'global-median', -0.963, 0.074),
        pair('hazard-network', 'mean-gap', -0.061, 0.088),
        pair('hazard-network', 'hazard-table', 0.244, 0.055),
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
