import type { CandidateFeatures, CandidateView } from './candidate-view';
import { CUSTOMER, FAMILY, STANDING } from './customer-features';
import { DUENESS, FREQUENCY, HABIT, RECENCY } from './own-features';
import { SHOP_FEATURES } from './shop-features';

/** What differs between a customer's candidates. */
const OF_PRODUCT: CandidateFeatures = {
  ...FREQUENCY,
  ...RECENCY,
  ...DUENESS,
  ...HABIT,
  ...STANDING,
  ...SHOP_FEATURES,
  ...FAMILY,
};

/** What the network knows of a candidate, by name, in the order of the columns. */
export const FEATURES_OF_CANDIDATES: CandidateFeatures = { ...OF_PRODUCT, ...CUSTOMER };

/** Names of the candidate features, in the order of the columns. */
export const CANDIDATE_FEATURES: readonly string[] = Object.keys(FEATURES_OF_CANDIDATES);

const WIDTH = CANDIDATE_FEATURES.length;
const valuesOf = (features: CandidateFeatures) => Object.values(features).map(({ value }) => value);
const PRODUCT_VALUES = valuesOf(OF_PRODUCT);
const CUSTOMER_VALUES = valuesOf(CUSTOMER);

/** Writes into a row what differs between a customer's candidates, unscaled. */
export function writeCandidate(out: Float32Array, row: number, candidate: CandidateView): void {
  const at = row * WIDTH;
  for (let i = 0; i < PRODUCT_VALUES.length; i++) out[at + i] = PRODUCT_VALUES[i]!(candidate);
}

/** Writes into all rows of a customer what their candidates have in common, unscaled. */
export function writeCustomer(
  out: Float32Array,
  { row, rows }: { row: number; rows: number },
  candidate: CandidateView,
): void {
  for (let i = 0; i < CUSTOMER_VALUES.length; i++) {
    const value = CUSTOMER_VALUES[i]!(candidate);
    const at = row * WIDTH + PRODUCT_VALUES.length + i;
    for (let n = 0; n < rows; n++) out[at + n * WIDTH] = value;
  }
}
