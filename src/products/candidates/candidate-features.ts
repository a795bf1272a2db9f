import type { CandidateView, FeatureGroup } from './candidate-view';
import { CUSTOMER, FAMILY, STANDING } from './customer-features';
import { DUENESS, FREQUENCY, HABIT, RECENCY } from './own-features';
import { SHOP_FEATURES } from './shop-features';

/** What differs between a customer's candidates, and what does not, in the order of the columns. */
const OF_PRODUCT: readonly FeatureGroup[] = [FREQUENCY, RECENCY, DUENESS, HABIT, STANDING, SHOP_FEATURES, FAMILY];
const GROUPS: readonly FeatureGroup[] = [...OF_PRODUCT, CUSTOMER];

/** What the network knows of a candidate: meaning by name, in the order of the columns. */
export const FEATURES_OF_CANDIDATES: Readonly<Record<string, string>> = Object.fromEntries(
  GROUPS.flatMap(({ meanings }) => Object.entries(meanings)),
);

/** Names of the candidate features, in the order of the columns. */
export const CANDIDATE_FEATURES: readonly string[] = Object.keys(FEATURES_OF_CANDIDATES);

const WIDTH = CANDIDATE_FEATURES.length;
const widthOf = ({ meanings }: FeatureGroup) => Object.keys(meanings).length;
const [RECENCY_AT, DUENESS_AT, HABIT_AT, STANDING_AT, SHOP_AT, FAMILY_AT, CUSTOMER_AT] = OF_PRODUCT.map((_, i) =>
  OF_PRODUCT.slice(0, i + 1).reduce((columns, group) => columns + widthOf(group), 0),
) as [number, number, number, number, number, number, number];

/** Writes into a row what differs between a customer's candidates, unscaled. */
export function writeCandidate(out: Float32Array, row: number, candidate: CandidateView): void {
  const at = row * WIDTH;
  // one after another by name: a loop over them would look each call up
  FREQUENCY.write(candidate, out, at);
  RECENCY.write(candidate, out, at + RECENCY_AT);
  DUENESS.write(candidate, out, at + DUENESS_AT);
  HABIT.write(candidate, out, at + HABIT_AT);
  STANDING.write(candidate, out, at + STANDING_AT);
  SHOP_FEATURES.write(candidate, out, at + SHOP_AT);
  FAMILY.write(candidate, out, at + FAMILY_AT);
}

/** Writes into all rows of a customer what their candidates have in common, unscaled. */
export function writeCustomer(
  out: Float32Array,
  { row, rows }: { row: number; rows: number },
  candidate: CandidateView,
): void {
  if (rows === 0) return;
  const first = row * WIDTH + CUSTOMER_AT;
  CUSTOMER.write(candidate, out, first);
  for (let n = 1; n < rows; n++) out.copyWithin(first + n * WIDTH, first, (row + 1) * WIDTH);
}
