import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIFETIMES_WHEEL } from '../../bench/peers/data-sets';
import { extractMembers, fetchWheel } from '../../src/datasets/python-wheel';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { RepeatBuying } from '../../src/models/dates/baselines/bg-nbd';
import { bgNbdLogLikelihood, chanceAlive, chanceOfReturn, fitBgNbd } from '../../src/models/dates/baselines/bg-nbd';
import { bgNbdModel, fitBgNbdDates } from '../../src/models/dates/baselines/bg-nbd-dates';
import { datedRows } from './dated-rows';

const RAW = resolve(__dirname, '../../data/raw');
/** In the wheel: the 2,357 customers of CDNOW's 1/10 sample, 39 weeks each, as Fader, Hardie & Lee published them. */
const SUMMARY = 'lifetimes/datasets/cdnow_customers_summary.csv';

async function readCdnow(): Promise<RepeatBuying> {
  const folder = await mkdtemp(join(tmpdir(), 'cdnow-'));
  try {
    const wheel = await fetchWheel(LIFETIMES_WHEEL, { folder: RAW, python: 'python3' });
    await extractMembers(wheel, [SUMMARY], { folder, python: 'python3' });
    const rows = (await readFile(join(folder, SUMMARY), 'utf8')).trim().split('\n').slice(1);
    const column = (index: number) => Float64Array.from(rows, (row) => Number(row.split(',')[index]));
    return { frequency: column(1), recency: column(2), age: column(3) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('BG/NBD', () => {
  it('refits CDNOW: r .243, α 4.414, a .793, b 2.426, log-likelihood −9582.4 (Fader, Hardie & Lee 2005)', async ({
    skip,
  }) => {
    const cdnow = await readCdnow().catch(String);
    skip(typeof cdnow === 'string' && !process.env['CI'], String(cdnow));
    const { r, alpha, a, b, logLikelihood } = fitBgNbd(cdnow as RepeatBuying);
    expect((cdnow as RepeatBuying).frequency.length).toBe(2357);
    expect(r).toBeCloseTo(0.243, 3);
    expect(alpha).toBeCloseTo(4.414, 2);
    expect(a).toBeCloseTo(0.793, 2);
    expect(b).toBeCloseTo(2.426, 2);
    expect(logLikelihood).toBeCloseTo(-9582.4, 1);
  });

  it('P(alive) is 1 without repeats, falls with silence, and is the ratio of likelihoods', () => {
    const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    expect(chanceAlive(model, 0, 0, 39)).toBe(1);
    expect(chanceAlive(model, 4, 30, 32)).toBeGreaterThan(chanceAlive(model, 4, 10, 32));
    // two terms of eq. 3 with x 2, t_x 30.43, T 38.86 (CDNOW's first customer)
    const alive = (4.414 + 38.86) ** -2.243;
    const gone = (0.793 / (2.426 + 1)) * (4.414 + 30.43) ** -2.243;
    expect(chanceAlive(model, 2, 30.43, 38.86)).toBeCloseTo(alive / (alive + gone), 12);
  });

  it('the wait of a living customer is a gamma mixture of exponentials', () => {
    const model = { r: 1.5, alpha: 6, a: 1, b: 2 };
    const random = seededRandom(3);
    // λ ~ Gamma(1.5 + 2.5 = 4, 6 + 20): the sum of four exponentials
    let within = 0;
    for (let i = 0; i < 40_000; i++) {
      let rate = 0;
      for (let k = 0; k < 4; k++) rate -= Math.log(1 - random()) / 26;
      if (-Math.log(1 - random()) / rate <= 5) within++;
    }
    expect(chanceOfReturn(model, { x: 2.5, age: 20, time: 5 })).toBeCloseTo(within / 40_000, 1.7);
    expect(chanceOfReturn(model, { x: 2.5, age: 20, time: 0 })).toBeCloseTo(0, 12);
    expect(chanceOfReturn(model, { x: 2.5, age: 20, time: 1e12 })).toBeCloseTo(1, 9);
  });

  it('finds the parameters that drew its customers', () => {
    const fitted = fitBgNbd(draw({ r: 2, alpha: 20, a: 1, b: 6 }, 4000));
    expect(Math.abs(Math.log(fitted.r / 2))).toBeLessThan(0.2);
    expect(Math.abs(Math.log(fitted.alpha / 20))).toBeLessThan(0.2);
    expect(Math.abs(fitted.a / (fitted.a + fitted.b) - 1 / 7)).toBeLessThan(0.02);
  });

  it('stays inside its bounds where it would diverge: nobody drops out, all alike', () => {
    const n = 50;
    const all = (value: number) => new Float64Array(n).fill(value);
    const fitted = fitBgNbd({ frequency: all(10), recency: all(100), age: all(100) });
    for (const parameter of [fitted.r, fitted.alpha, fitted.a, fitted.b, fitted.logLikelihood]) {
      expect(Number.isFinite(parameter)).toBe(true);
    }
    expect(fitted.r / fitted.alpha).toBeCloseTo(0.1, 2);
    expect(chanceAlive(fitted, 10, 100, 100)).toBeGreaterThan(0.9);
  });

  it('its likelihood stays finite for histories of years', () => {
    const customer = { frequency: [5000], recency: [9000], age: [20_000] };
    expect(Number.isFinite(bgNbdLogLikelihood({ r: 0.01, alpha: 1e-3, a: 30, b: 1e-3 }, customer))).toBe(true);
  });

  it.each([
    [{ frequency: [0, 0], recency: [0, 0], age: [5, 6] }, /no customer bought twice/],
    [{ frequency: [], recency: [], age: [] }, /no customer bought twice/],
    [{ frequency: [1], recency: [9], age: [5] }, /customer 0: frequency 1, recency 9, age 5 cannot be/],
    [{ frequency: [1], recency: [1], age: [Number.NaN] }, /age NaN cannot be/],
  ])('says what it cannot fit', (customers, message) => {
    expect(() => fitBgNbd(customers)).toThrow(message);
  });
});

describe('BG/NBD as dates', () => {
  const rows = datedRows(4, {
    n_purchases: [5, 9, 5, 9],
    tenure_days: [40, 60, 54, 74],
    days_since_last: [2, 1, 16, 15],
  });

  it('fits one row a customer, the latest, in any order of rows', () => {
    const once = fitBgNbdDates(rows, Int32Array.of(0, 1, 0, 1));
    const twice = fitBgNbdDates(
      datedRows(2, { n_purchases: [5, 9], tenure_days: [54, 74], days_since_last: [16, 15] }),
      Int32Array.of(0, 1),
    );
    expect(once).toEqual(twice);
  });

  it('a horizon longer than all histories is no trouble: chances are a distribution', () => {
    const { chances, days } = bgNbdModel({ r: 2, alpha: 14, a: 0.5, b: 8 }).predict(rows, 400);
    for (let row = 0; row < 4; row++) {
      const sum = chances!.subarray(row * 400, (row + 1) * 400).reduce((a, b) => a + b, 0);
      expect(sum).toBeGreaterThan(0.4);
      expect(sum).toBeLessThanOrEqual(1);
    }
    expect(days[0]).toBeLessThan(days[2]!);
  });
});

/** Customers drawn from the model, each observed for 200 days from the first purchase. */
function draw(model: { r: number; alpha: number; a: number; b: number }, customers: number): RepeatBuying {
  const random = seededRandom(11);
  const exponential = () => -Math.log(1 - random());
  // integer shapes: a gamma is a sum of exponentials, a beta a ratio of gammas
  const gamma = (shape: number) => Array.from({ length: shape }, exponential).reduce((x, y) => x + y, 0);
  const age = new Float64Array(customers).fill(200);
  const frequency = new Float64Array(customers);
  const recency = new Float64Array(customers);
  for (let i = 0; i < customers; i++) {
    const rate = gamma(model.r) / model.alpha;
    const [x, y] = [gamma(model.a), gamma(model.b)];
    for (let day = exponential() / rate; day < 200; day += exponential() / rate) {
      frequency[i] = frequency[i]! + 1;
      recency[i] = day;
      if (random() < x / (x + y)) break;
    }
  }
  return { frequency, recency, age };
}
