import type { LineRow, Told } from './earlier-run';

export const ORIGIN = '2014-01-31';

/** Five predictions made on 31 January; what became of each stands in TINY_LINES. */
export const TINY: Told[] = [
  { customer: 'ana', days: 5, interval: [3, 8], chances: [0.5, 0.8, 0.9], products: ['bread', 'milk', 'eggs'] },
  { customer: 'bea', days: 10, interval: [8, 12], chances: [0.2, 0.6, 0.9], products: ['bread', 'milk', 'eggs'] },
  { customer: 'cid', days: 20, interval: [10, null], chances: [0.1, 0.3, 0.5], products: ['bread', 'milk', 'eggs'] },
  { customer: 'dom', days: 6, interval: [4, 9], chances: [0.6, 0.8, 0.95], products: ['milk', 'bread', 'eggs'] },
  { customer: 'eva', days: 40, products: ['bread'], state: 'perdida' },
];

/** ana on day 4 (and 6), bea on day 13, dom on day 9, eva on day 35, cid never; lines from day 1 to day 40. */
export const TINY_LINES: LineRow[] = [
  ['2014-01-20', 'cid', 'bread'],
  ['2014-02-01', 'somebody', 'bread'],
  ['2014-02-04', 'ana', 'bread'],
  ['2014-02-04', 'ana', 'wine'],
  ['2014-02-06', 'ana', 'milk'],
  ['2014-02-09', 'dom', 'milk'],
  ['2014-02-09', 'dom', 'eggs'],
  ['2014-02-13', 'bea', 'beer'],
  ['2014-03-07', 'eva', 'bread'],
  ['2014-03-12', 'somebody', 'bread'],
];
