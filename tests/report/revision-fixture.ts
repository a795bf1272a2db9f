import type { Revision, RevisionFigure, RevisionFigures, VerdictTest } from '../../src/evaluation/revision-schema';

const figure = (value: number, low: number, high: number, rows = 100): RevisionFigure => ({
  rows,
  customers: rows,
  value,
  low,
  high,
});

const FIGURES: RevisionFigures = {
  outcome: { rows: 100, customers: 100, came: 90, stillOpen: 0, notCome: 10 },
  dates: {
    restrictedTo: { from: 28, to: 28 },
    mae: figure(4.5, 4, 5),
    within1: figure(0.3, 0.2, 0.4),
    within3: figure(0.55, 0.45, 0.65),
    within7: figure(0.8, 0.72, 0.88),
  },
  interval: { coverage: figure(0.79, 0.71, 0.87), meanWidth: 11.25, inside: 75, outside: 21, open: 4, without: 0 },
  chances: [7, 14, 28].map((days, index) => ({
    days,
    brier: figure(0.15 - 0.04 * index, 0.1, 0.2),
    expected: [60.5, 80.25, 91.2][index]!,
    actual: [58, 79, 90][index]!,
    range: [
      { low: 54, high: 67 },
      { low: 75, high: 85 },
      { low: 87, high: 94 },
    ][index]!,
    ratio: { value: 0.98, low: 0.9, high: 1.06 },
    reliability: [
      { rows: 40, chance: 0.45, share: 0.5 },
      { rows: 60, chance: 0.9, share: 0.88 },
    ],
  })),
  products: {
    top: 3,
    hit: figure(0.6, 0.5, 0.7, 90),
    recall: figure(0.12, 0.1, 0.14, 90),
    ndcg: figure(0.33, 0.3, 0.36, 90),
    byK: [1, 2, 3].map((k) => ({ k, hit: 0.2 * k, recall: 0.04 * k, ndcg: 0.33 })),
  },
};

const group = { from: null, to: null, state: null, rows: 60, customers: 60 };

/** A review of one run of 100 customers whose promises were kept. */
export function keptRevision(): Revision {
  return {
    schema: 'recompra/revision',
    version: 1,
    run: {
      id: '0123456789ab',
      version: '0.1.0',
      seed: 42,
      inputs: [{ name: 'newer.csv', bytes: 12345, sha256: 'ab'.repeat(32) }],
    },
    lines: {
      firstDay: '2017-12-01',
      lastDay: '2017-12-31',
      until: '2017-12-31',
      linesIn: 5010,
      linesKept: 5000,
      linesRejected: 10,
    },
    windowDays: 28,
    predictions: [
      {
        source: 'out',
        id: 'fedcba987654',
        origin: '2017-12-03',
        rule: {
          productCount: 'units',
          minProducts: 10,
          purchasesMust: 'qualify',
          frequency: 'mean-gap',
          nextPurchase: 'any',
        },
        watchedDays: 28,
        models: ['hazard-network'],
        promised: {
          horizonDays: 28,
          customers: 120,
          mae: { value: 4.4, low: 4.2, high: 4.6 },
          coverage: { value: 0.8, low: 0.78, high: 0.82 },
          meanWidth: 11,
          brier: [],
          top: 3,
          hit: { value: 0.6, low: 0.57, high: 0.63 },
          recall: 0.12,
          ndcg: 0.33,
        },
        figures: FIGURES,
      },
    ],
    pooled: FIGURES,
    segments: [
      {
        by: 'purchases',
        groups: [
          {
            ...group,
            from: null,
            to: 2,
            mae: null,
            coverage: null,
            meanWidth: null,
            chances: null,
            hit: null,
            rows: 5,
            customers: 5,
          },
          {
            ...group,
            from: 2,
            to: 4,
            mae: figure(5, 4, 6, 60),
            coverage: figure(0.8, 0.7, 0.9, 60),
            meanWidth: 12.5,
            chances: { days: 28, expected: 50.5, actual: 49, brier: figure(0.1, 0.05, 0.15, 60) },
            hit: figure(0.5, 0.4, 0.6, 49),
          },
        ],
      },
      { by: 'elapsed-gaps', groups: [] },
      {
        by: 'state',
        groups: [
          {
            ...group,
            state: 'vigente',
            mae: figure(4, 3, 5, 60),
            coverage: null,
            meanWidth: null,
            chances: null,
            hit: null,
          },
        ],
      },
    ],
    verdict: {
      errorRate: 0.05,
      correction: 'holm',
      buyersTolerance: 0.05,
      leastCustomers: 20,
      tests: [
        test('mae', { promised: 4.4, realised: figure(4.5, 4, 5), outcome: 'as-promised' }),
        test('coverage', { promised: 0.8, realised: figure(0.79, 0.71, 0.87), outcome: 'as-promised' }),
      ],
      outcome: 'as-promised',
    },
    notes: [],
  };
}

function test(
  name: VerdictTest['figure'],
  { promised, realised, outcome }: Pick<VerdictTest, 'promised' | 'realised' | 'outcome'>,
): VerdictTest {
  return { figure: name, at: 28, rows: 100, promised, realised, standardError: 0.1, pValue: 0.5, outcome };
}

/** The same, with intervals that held 60 % instead of 80. */
export function worseRevision(): Revision {
  const kept = keptRevision();
  const coverage = test('coverage', { promised: 0.8, realised: figure(0.6, 0.5, 0.7), outcome: 'worse' });
  return { ...kept, verdict: { ...kept.verdict, outcome: 'worse', tests: [kept.verdict.tests[0]!, coverage] } };
}

/** The day after the predictions: nothing has come yet. */
export function openRevision(): Revision {
  const kept = keptRevision();
  const figures: RevisionFigures = {
    outcome: { rows: 100, customers: 100, came: 0, stillOpen: 100, notCome: 0 },
    dates: null,
    interval: null,
    chances: [],
    products: null,
  };
  const mae: VerdictTest = { ...test('mae', { promised: 4.4, realised: null, outcome: 'not-yet' }), pValue: null };
  return {
    ...kept,
    predictions: [{ ...kept.predictions[0]!, watchedDays: 1, promised: null, figures }],
    pooled: figures,
    segments: [],
    verdict: { ...kept.verdict, outcome: 'no-verdict', tests: [mae] },
    notes: [
      { code: 'still-open', source: null, count: 100 },
      { code: 'no-promises', source: 'out', count: 1 },
    ],
  };
}
