import type { DateModelName } from '../../src/config/model-names';
import type { DateModelMetrics, DayErrors, Metrics, NextPurchaseMetrics } from '../../src/evaluation/metrics-schema';
import { METRICS_VERSION } from '../../src/evaluation/metrics-schema';
import { estimate } from './estimate';
import { fullEtl } from './etl-fixture';
import { topProducts } from './products-fixture';

export function errors(mae: number, r2: number | null, within3: number, train = false): DayErrors {
  return {
    rows: train ? 88_412 : 15_976,
    customers: train ? 1771 : 1667,
    mae,
    rmse: mae * 1.46,
    r2,
    within1: within3 * 0.56,
    within3,
    within7: Math.min(1, within3 * 1.32),
  };
}

type Figures = [
  name: DateModelName,
  kind: DateModelMetrics['kind'],
  train: number,
  test: number,
  r2: number,
  within3: number,
];

/** Coverage and width of those that tell chances. */
const INTERVALS: Record<string, DateModelMetrics['interval']> = {
  'global-median': { coverage: estimate(0.8152, 0.011), meanWidth: 13.4 },
  'hazard-table': { coverage: estimate(0.8071, 0.006), meanWidth: 9.9 },
  'hazard-network': { coverage: estimate(0.8034, 0.006), meanWidth: 9.7 },
};

function dateModel([name, kind, train, test, r2, within3]: Figures, chosen: DateModelName): DateModelMetrics {
  return {
    name,
    kind,
    chosen: name === chosen,
    train: errors(train, r2 + 0.01, within3 + 0.004, true),
    validation: errors((train + test) / 2, r2, within3),
    test: errors(test, r2, within3),
    testMae: estimate(test, 0.093),
    interval: INTERVALS[name] ?? null,
    concordance: 0.5 + 0.55 * r2,
    ...(name in INTERVALS ? judgedChances(test) : { probabilities: pointOnly(test), intervalSegments: [] }),
    byOrigin: [
      { origin: '2017-10-01', rows: 7988, mae: test - 0.1, crps: test * 0.7 },
      { origin: '2017-12-03', rows: 7988, mae: test + 0.1, crps: test * 0.7 },
    ],
  };
}

/** A date alone: its CRPS is the absolute error. */
const pointOnly = (mae: number) => ({ crps: estimate(mae, 0.093), ibs: null, brier: [], reliability: [] });

/** Chances that hold within 7 days and are a little high within 28; intervals that fail those long gone. */
function judgedChances(mae: number): Pick<DateModelMetrics, 'probabilities' | 'intervalSegments'> {
  const bins = (shift: number) =>
    Array.from({ length: 10 }, (_, bin) => ({
      rows: 400 + 250 * bin,
      chance: 0.05 + 0.1 * bin,
      share: Math.max(0, 0.05 + 0.1 * bin - shift * bin),
    }));
  return {
    probabilities: {
      crps: estimate(mae * 0.695, 0.06),
      ibs: 0.1156,
      brier: [7, 14, 28].map((days, index) => ({ days, value: [0.1637, 0.1051, 0.06][index]! })),
      reliability: [7, 14, 28].map((days) => ({ days, bins: bins(days === 28 ? 0.004 : 0) })),
    },
    intervalSegments: [
      {
        by: 'elapsed_ratio',
        groups: [
          { from: null, to: 1, rows: 9000, coverage: 0.803, meanWidth: 9.1 },
          { from: 1, to: 4, rows: 5000, coverage: 0.811, meanWidth: 10.9 },
          { from: 4, to: null, rows: 1800, coverage: 0.742, meanWidth: 17.2 },
        ],
      },
      {
        by: 'n_purchases',
        groups: [
          { from: null, to: 5, rows: 104, coverage: null, meanWidth: null },
          { from: 5, to: null, rows: 15_872, coverage: 0.807, meanWidth: 9.8 },
        ],
      },
    ],
  };
}

export const pair = (
  model: DateModelName,
  against: DateModelName,
  value: number,
  half: number,
  metric: 'mae' | 'crps' = 'mae',
): NextPurchaseMetrics['paired'][number] => ({
  model,
  against,
  metric,
  difference: estimate(value, half),
  ratio: estimate(1 + value / 5, half / 5),
});

/** Late answers pull the mean above the median, as in real purchases. */
function predictedVsActual(): NextPurchaseMetrics['predictedVsActual'] {
  const far = { predicted: 28, rows: 61, mean: 22.4, q25: 16, median: 28, q75: 28 };
  const near = Array.from({ length: 24 }, (_, index) => {
    const predicted = index + 1;
    const rows = predicted > 21 ? 4 : predicted === 5 ? 2943 : Math.round(2600 * Math.exp(-index / 5));
    const mean = predicted * 0.86 + 1.9;
    return { predicted, rows, mean, q25: mean * 0.45, median: mean * 0.88, q75: mean * 1.38 };
  });
  return [...near, far];
}

/** The same test rows: a sharp peak at zero, and a longer arm of dates that came too early. */
function errorDays(): NextPurchaseMetrics['errorDays'] {
  return Array.from({ length: 51 }, (_, index) => {
    const days = index - 27;
    return { days, rows: days === 0 ? 2471 : Math.round(2350 * Math.exp(-Math.abs(days) / (days < 0 ? 4.1 : 2.6))) };
  });
}

function nextPurchase(): NextPurchaseMetrics {
  const chosen = 'hazard-network';
  const rows: Figures[] = [
    ['global-median', 'baseline', 5.702, 5.775, -0.001, 0.674],
    ['last-gap', 'baseline', 6.911, 6.874, -0.312, 0.498],
    ['mean-gap', 'baseline', 5.488, 5.525, 0.118, 0.575],
    ['hazard-table', 'baseline', 4.541, 4.568, 0.349, 0.61],
    ['dense-network', 'network', 4.302, 4.512, 0.361, 0.612],
    ['hazard-network', 'network', 4.311, 4.433, 0.378, 0.615],
  ];
  return {
    horizonDays: 28,
    origins: {
      train: ['2017-03-05', '2017-03-08', '2017-08-20'],
      validation: ['2017-08-27', '2017-09-03'],
      test: ['2017-10-01', '2017-10-08', '2017-12-03'],
    },
    chosen,
    chosenBy: 'shrunken-merit',
    choice: {
      reference: 'hazard-table',
      rows: 3122,
      customers: 1604,
      origins: 2,
      merits: [
        { model: 'global-median', gain: -0.2314, standardError: 0.0112, merit: -0.2478 },
        { model: 'hazard-table', gain: 0, standardError: 0, merit: 0 },
        { model: 'hazard-network', gain: 0.0312, standardError: 0.0071, merit: 0.0307 },
      ],
    },
    missing: null,
    models: rows.map((figures) => dateModel(figures, chosen)),
    bestBaseline: 'hazard-table',
    paired: [
      pair(chosen, 'global-median', -1.342, 0.071),
      pair(chosen, 'last-gap', -2.441, 0.102),
      pair(chosen, 'mean-gap', -1.092, 0.083),
      pair(chosen, 'hazard-table', -0.1347, 0.0612),
      pair(chosen, 'dense-network', -0.0791, 0.0853),
      pair(chosen, 'mean-gap', -2.444, 0.093, 'crps'),
      pair(chosen, 'hazard-table', -0.0938, 0.041, 'crps'),
    ],
    predictedVsActual: predictedVsActual(),
    errorDays: errorDays(),
    gapTable: {
      splitDay: '2017-10-01',
      censoredShare: 0.042,
      models: [
        { name: 'hazard-table', rows: 1496, mae: 7.21, rmse: 13.4, r2: 0.08 },
        { name: 'hazard-network', rows: 1496, mae: 7.05, rmse: 13.9, r2: 0.01 },
      ],
    },
    unusualDays: [{ day: '2017-04-16', activity: 0.12 }],
    notReturned: {
      rows: 1561,
      days: [1, 7, 28, 90],
      survival: [0.81, 0.42, 0.09, 0.04],
      standardError: [0.01, 0.012, 0.007, 0.005],
    },
  };
}

/** A year of a shop with everything measured and the network ahead. */
export function fullMetrics(): Metrics {
  return {
    schema: 'recompra/metrics',
    version: METRICS_VERSION,
    run: {
      id: '3f9c1b27a0de',
      version: '0.1.0',
      seed: 42,
      backend: 'tfjs-wasm',
      inputs: [{ name: 'data.csv', bytes: 58_211_904, sha256: '9f86d081884c7d659a2feaa0c55ad015'.repeat(2) }],
      settings: {
        input: 'data/raw/data.csv',
        csv: { decimal: '.', priceIs: 'ticket', maxRejectedShare: 0.05 },
        recurrence: { productCount: 'units', minProducts: 10, frequency: 'mean-gap' },
        top: 3,
        seed: 42,
      },
      firstDay: '2017-01-01',
      lastDay: '2017-12-31',
      asOf: '2017-12-31',
    },
    etl: fullEtl(),
    nextPurchase: nextPurchase(),
    topProducts: topProducts(),
    prediction: {
      asOf: '2017-12-31',
      customers: 1893,
      overdue: 214,
      lost: 57,
      expected: [
        { days: 7, buyers: 1101.62, low: 1079, high: 1124 },
        { days: 14, buyers: 1483.4, low: 1464, high: 1503 },
        { days: 28, buyers: 1721.08, low: 1708, high: 1734 },
      ],
    },
  };
}
