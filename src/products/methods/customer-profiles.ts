import { joinInto, lengthOf } from '../../config/numbers';
import type { BasketHistory } from '../baskets/basket-history';
import type { BasketWeight } from './basket-profile';
import { addProfile } from './basket-profile';
import { ScoreBoard } from './score-board';

/**
 * Profiles of many customers as sparse rows, and the same by product: product p is in the profiles
 * `rows[productStart[p] … productStart[p + 1] − 1]`.
 */
export interface CustomerProfiles {
  /** Customer of each row, ascending. */
  customers: Int32Array;
  rowStart: Int32Array;
  /** Products of all rows with their values. */
  products: Int32Array;
  values: Float64Array;
  productStart: Int32Array;
  rows: Int32Array;
  /** Value of each entry of `rows`. */
  rowValues: Float64Array;
}

/**
 * Customers whose profiles others are compared with. A larger shop is represented by every n-th customer: neighbours
 * then cost the same however many customers there are.
 */
export const MOST_NEIGHBOUR_CANDIDATES = 5000;

export function neighbourCandidates({ members }: BasketHistory, most: number = MOST_NEIGHBOUR_CANDIDATES): Int32Array {
  const step = Math.max(1, Math.ceil(members.length / most));
  return members.filter((_, i) => i % step === 0);
}

/** Adds `factor` × the profile of a row to values, an entry's to the place that it has in `places`. */
export function addRow(
  into: Float64Array,
  { rowStart, values }: CustomerProfiles,
  { row, factor, places }: { row: number; factor: number; places: Int32Array },
): void {
  const end = rowStart[row + 1]!;
  for (let i = rowStart[row]!; i < end; i++) into[places[i]!]! += factor * values[i]!;
}

/** Profiles of these customers with what is known on `day`; customers without baskets by then have empty rows. */
export function buildProfiles(
  history: BasketHistory,
  { customers, day, weight }: { customers: Int32Array; day: number; weight: BasketWeight },
): CustomerProfiles {
  const board = new ScoreBoard(history.products.length);
  const rowStart = new Int32Array(customers.length + 1);
  const products: Int32Array[] = [];
  const values: Float64Array[] = [];
  customers.forEach((customer, row) => {
    addProfile(board, history, { customer, day, weight });
    const own = board.touched.slice(0, board.size).sort();
    products.push(own);
    values.push(Float64Array.from(own, (product) => board.values[product]!));
    rowStart[row + 1] = rowStart[row]! + own.length;
    board.clear();
  });
  const rowWise = {
    rowStart,
    products: joinInto(new Int32Array(lengthOf(products)), products),
    values: joinInto(new Float64Array(lengthOf(values)), values),
  };
  return { customers, ...rowWise, ...byProduct(rowWise, history.products.length) };
}

function byProduct(
  { rowStart, products, values }: Pick<CustomerProfiles, 'rowStart' | 'products' | 'values'>,
  catalogue: number,
) {
  const productStart = new Int32Array(catalogue + 1);
  for (const product of products) productStart[product + 1]! += 1;
  for (let product = 0; product < catalogue; product++) productStart[product + 1]! += productStart[product]!;
  const next = productStart.slice();
  const rows = new Int32Array(products.length);
  const rowValues = new Float64Array(products.length);
  for (let row = 0; row + 1 < rowStart.length; row++) {
    for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) {
      const at = next[products[i]!]!++;
      rows[at] = row;
      rowValues[at] = values[i]!;
    }
  }
  return { productStart, rows, rowValues };
}
