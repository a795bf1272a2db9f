import { expect, test } from 'vitest';
import { purchaseStates } from '../../src/predict/purchase-state';
import { featureRows } from '../models/feature-rows';

const HORIZON = 28;
/** The same chance on each of the 28 days. */
const even = (share: number) => new Float64Array(HORIZON).fill(share / HORIZON);
const chancesOf = (...rows: Float64Array[]) => Float64Array.from(rows.flatMap((row) => Array.from(row)));

test('overdue is who has passed the usual gap and is not likely back within another', () => {
  const rows = featureRows({ gap_median: [7, 7, 7, 14], days_since_last: [3, 9, 9, 15] });
  // chance within another usual gap: 10 %, 25 %, 60 % and 49 %
  const { state, reason } = purchaseStates(rows, chancesOf(even(0.4), even(1), even(2.4), even(0.98)), HORIZON);
  expect(state).toEqual(['vigente', 'vencida', 'vigente', 'vencida']);
  expect(reason).toEqual([
    'compra cada 7 días; han pasado 3',
    'compra cada 7 días; han pasado 9; 0 % de no volver en 28 días',
    'compra cada 7 días; han pasado 9',
    'compra cada 14 días; han pasado 15; 2 % de no volver en 28 días',
  ]);
});

test('the chance of lapse is what the distribution leaves beyond the horizon', () => {
  const rows = featureRows({ gap_median: [5], days_since_last: [60] });
  expect(purchaseStates(rows, even(0.27), HORIZON).reason[0]).toMatch(/73 % de no volver en 28 días$/);
});

test('a usual gap longer than the horizon is asked about within the horizon', () => {
  const rows = featureRows({ gap_median: [40, 40], days_since_last: [41, 41] });
  expect(purchaseStates(rows, chancesOf(even(0.6), even(0.4)), HORIZON).state).toEqual(['vigente', 'vencida']);
});

test('without chances two usual gaps are the limit, and nothing is said of lapse', () => {
  const rows = featureRows({ gap_median: [1, 1, 1], days_since_last: [0, 1, 3] });
  expect(purchaseStates(rows, undefined, HORIZON)).toEqual({
    state: ['vigente', 'vigente', 'vencida'],
    reason: ['compra cada 1 día; ha comprado hoy', 'compra cada 1 día; ha pasado 1', 'compra cada 1 día; han pasado 3'],
  });
});
