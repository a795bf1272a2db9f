import { expect, test } from 'vitest';
import { purchaseStates } from '../../src/predict/purchase-state';
import { featureRows } from '../models/feature-rows';

/** Row r's chance grows evenly to `shares[r]` on day 28, and to `year[r]` on day 364. */
const evenly =
  (shares: readonly number[], year: readonly number[] = shares.map(() => 1)) =>
  (row: number, days: number) =>
    days <= 28 ? (shares[row]! * days) / 28 : shares[row]! + ((year[row]! - shares[row]!) * (days - 28)) / (364 - 28);

const many = (length: number) => new Array<number>(length).fill(5);

test('overdue is who has passed the usual gap and is not likely back within another', () => {
  const rows = featureRows({ gap_median: [7, 7, 7, 14], days_since_last: [3, 9, 9, 15], n_purchases: many(4) });
  // chance within another usual gap: 10 %, 25 %, 60 % and 49 %
  const { state, reason } = purchaseStates(rows, evenly([0.4, 1, 2.4, 0.98]));
  expect(state).toEqual(['vigente', 'vencida', 'vigente', 'vencida']);
  expect(reason).toEqual([
    'compra cada 7 días; han pasado 3',
    'compra cada 7 días; han pasado 9; 0 % de no volver en 28 días',
    'compra cada 7 días; han pasado 9',
    'compra cada 14 días; han pasado 15; 2 % de no volver en 28 días',
  ]);
});

test('lost is who is more likely to stay away for a year than to come back, however long they have been away', () => {
  const rows = featureRows({ gap_median: [5, 5, 5], days_since_last: [60, 1, 60], n_purchases: many(3) });
  const { state, reason } = purchaseStates(rows, evenly([0.1, 0.1, 0.1], [0.49, 0.27, 0.5]));
  expect(state).toEqual(['perdida', 'perdida', 'vencida']);
  expect(reason[0]).toBe('compra cada 5 días; han pasado 60; 51 % de no volver en un año');
  expect(reason[1]).toBe('compra cada 5 días; ha pasado 1; 73 % de no volver en un año');
});

test('a usual gap longer than four weeks is asked about as it is', () => {
  const rows = featureRows({ gap_median: [100, 100], days_since_last: [101, 101], n_purchases: many(2) });
  expect(purchaseStates(rows, evenly([0.4, 0.4], [1, 0.6])).state).toEqual(['vigente', 'vencida']);
});

test('a single purchase has no usual gap: it is told so, and never overdue', () => {
  const rows = featureRows({ gap_median: [9, 1, 1], days_since_last: [9, 0, 1], n_purchases: [1, 1, 1] });
  const { state, reason } = purchaseStates(rows, evenly([0.1, 0.3, 0.3]));
  expect(state).toEqual(['vigente', 'vigente', 'vigente']);
  expect(reason).toEqual([
    'una sola compra, hace 9 días: se espera lo que la tienda ve tras una primera compra',
    'una sola compra, hoy: se espera lo que la tienda ve tras una primera compra',
    'una sola compra, hace 1 día: se espera lo que la tienda ve tras una primera compra',
  ]);
});
