import { FREQUENCIES, PRODUCT_COUNTS, PURCHASES_MUST } from '../../src/config/settings';
import type { EtlMetrics } from '../../src/evaluation/metrics-schema';

/** A year of a shop that is closed on Christmas Day and misses a file of four days in June. */
export function fullEtl(): EtlMetrics {
  const lines = linesOfYear();
  const linesKept = lines.reduce((sum, count) => sum + count, 0);
  const reasons = [
    { reason: 'cantidad_no_positiva', lines: 1204 },
    { reason: 'fecha_invalida', lines: 311 },
    { reason: 'campos_de_menos', lines: 27 },
  ];
  const linesRejected = 1542;
  return {
    linesIn: linesKept + linesRejected,
    linesKept,
    linesRejected,
    reasons,
    customers: 2469,
    recurrentCustomers: 1893,
    products: 16_914,
    purchases: 262_174,
    linesPerDay: { firstDay: '2017-01-01', lines },
    gapDays: { gaps: gapsByDay(), lastBinIsOpen: true },
    funnel: fullFunnel(),
  };
}

/** More on Saturdays, a slow rise, nothing on the days without a file. */
function linesOfYear(): number[] {
  return Array.from({ length: 365 }, (_, day) => {
    if (day === 358 || (day >= 160 && day < 164)) return 0;
    const saturday = (day + 6) % 7 === 5 ? 900 : 0;
    return 3100 + 2 * day + saturday + ((day * 7919) % 311);
  });
}

/** Index g counts gaps of g days: many short ones, a rise at each week, an open last bin. */
function gapsByDay(): number[] {
  return Array.from({ length: 61 }, (_, gap) => {
    if (gap === 0) return 0;
    if (gap === 60) return 1480;
    return Math.round(26_000 * Math.exp(-gap / 8) * (gap % 7 === 0 ? 1.6 : 1) + 40);
  });
}

/** All readings of the rule, stricter ones with fewer customers. */
function fullFunnel(): EtlMetrics['funnel'] {
  return PRODUCT_COUNTS.flatMap((productCount, c) =>
    PURCHASES_MUST.flatMap((purchasesMust, p) =>
      FREQUENCIES.map((frequency, f) => {
        const above = Math.round(2402 * (1 - 0.14 * c));
        const every = Math.round(above * 0.22);
        const left = p === 0 ? above : every;
        return {
          name: `${productCount} / ${purchasesMust} / ${frequency}`,
          chosen: c === 0 && p === 0 && f === 0,
          productCount,
          purchasesMust,
          frequency,
          steps: [
            { step: 'customers', limit: null, customers: 2469 },
            { step: 'purchase-above', limit: 10, customers: above },
            ...(p === 1 ? [{ step: 'every-purchase-above' as const, limit: 10, customers: every }] : []),
            ...frequencySteps(f, c === 0 && p === 0 ? 2402 : left),
          ],
        };
      }),
    ),
  );
}

function frequencySteps(frequency: number, left: number): Steps {
  if (frequency === 0) {
    return [
      { step: 'two-such-days', limit: null, customers: Math.round(left * 0.93) },
      { step: 'mean-gap-below', limit: 30, customers: Math.round(left * 0.788) },
    ];
  }
  return frequency === 1
    ? [{ step: 'some-month-with-two', limit: null, customers: Math.round(left * 0.9) }]
    : [{ step: 'every-month-with-two', limit: null, customers: Math.round(left * 0.31) }];
}

type Steps = EtlMetrics['funnel'][number]['steps'];

/** Three weeks, one customer, nothing rejected. */
export function shortEtl(): EtlMetrics {
  return {
    linesIn: 42,
    linesKept: 42,
    linesRejected: 0,
    reasons: [],
    customers: 1,
    recurrentCustomers: 1,
    products: 9,
    purchases: 6,
    linesPerDay: {
      firstDay: '2024-02-20',
      lines: [7, 0, 0, 7, 0, 0, 0, 7, 0, 0, 0, 7, 0, 0, 0, 7, 0, 0, 0, 0, 7],
    },
    gapDays: { gaps: [0, 0, 0, 1, 3, 1], lastBinIsOpen: true },
    funnel: [
      {
        name: 'units / qualify / mean-gap',
        chosen: true,
        productCount: 'units',
        purchasesMust: 'qualify',
        frequency: 'mean-gap',
        steps: [
          { step: 'customers', limit: null, customers: 1 },
          { step: 'mean-gap-below', limit: 30, customers: 1 },
        ],
      },
    ],
  };
}
