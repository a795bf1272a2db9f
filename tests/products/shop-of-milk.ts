import { history } from './tiny-baskets';

const BREAD = 0;
export const MILK_A = 1;
export const MILK_B = 2;
const RICE = 3;
export const TEA = 4;
const OIL = 5;
const NAMES = ['BREAD', 'MILK [A]', 'MILK [B]', 'RICE', 'TEA', 'OIL'];

/** As-of date. */
export const DAY = 104;
/** Three customers; beside each basket the customer's baskets since and its age in days. */
export const SHOP = history(
  [
    [0, 9, MILK_B], // 11, 95 days
    [0, 23, BREAD, MILK_A, RICE], // 10, 81
    [0, 34, MILK_A, MILK_B], // 9, 70
    [0, 45, RICE], // 8, 59, a Sunday
    [0, 51, BREAD, MILK_A], // 7, 53
    [0, 59, MILK_B, RICE], // 6, 45, a Sunday
    [0, 66, MILK_A], // 5, 38, a Sunday
    [0, 74, BREAD, MILK_A, MILK_B, RICE], // 4, 30
    [0, 79, MILK_A, MILK_B, RICE], // 3, 25
    [0, 86, MILK_B], // 2, 18
    [0, 95, MILK_A, MILK_B, RICE], // 1, 9
    [0, 100, BREAD, MILK_A], // 0, 4
    [1, 80, MILK_A, TEA], // 2, 24, a Sunday
    [1, 90, MILK_A, TEA], // 1, 14
    [1, 100, TEA], // 0, 4
    [2, 70, MILK_B, OIL], // 1, 34
    [2, 95, BREAD, MILK_B, OIL], // 0, 9
  ],
  NAMES,
);

/** Customer 0's baskets, from the latest on: ages in days, products in each. */
export const AGES = [4, 9, 18, 25, 30, 38, 45, 53, 59, 70, 81, 95];
export const SIZES = [2, 3, 1, 3, 4, 1, 2, 2, 1, 2, 3, 1];
/** Those with each milk. */
export const WITH_A = [0, 1, 3, 4, 5, 7, 9, 10];
export const ALL = [...AGES.keys()];
export const WITH_B = [1, 2, 3, 4, 6, 9, 11];
