import type { FeatureRows } from '../features/dataset';
import { featureColumn } from '../features/dataset';

/** `vigente`: due or not yet due; `vencida`: away for longer than is usual, and not likely to be back soon. */
export type PurchaseState = 'vigente' | 'vencida';

export interface StatesAndReasons {
  state: PurchaseState[];
  /** Why, in a sentence for the shop: the data's language. */
  reason: string[];
}

/** Where no model gives chances, elapsed time beyond this many usual gaps makes a customer overdue. */
const OVERDUE_GAPS = 2;
/** A customer who is more likely to stay away for another usual gap than to come back within it has left the rhythm. */
const EVEN_CHANCE = 0.5;

/**
 * A customer is overdue (`vencida`) when more than the usual gap (their median one) has passed since the last purchase
 * and the chance that they come back within another usual gap, given all that is known, is below one half. The chance
 * of lapse is the one that no purchase comes within the horizon, given none so far: 1 − F(horizon).
 *
 * @param chances [n × horizon], see DayPrediction; undefined where no model gives any
 */
export function purchaseStates(
  rows: FeatureRows,
  chances: Float64Array | undefined,
  horizon: number,
): StatesAndReasons {
  const gap = featureColumn(rows, 'gap_median');
  const elapsed = featureColumn(rows, 'days_since_last');
  const result: StatesAndReasons = { state: [], reason: [] };
  for (let row = 0; row < rows.length; row++) {
    const usual = Math.max(1, Math.round(gap[row]!));
    const days = chances?.subarray(row * horizon, (row + 1) * horizon);
    const overdue = isOverdue(elapsed[row]!, usual, days);
    result.state.push(overdue ? 'vencida' : 'vigente');
    result.reason.push(`compra cada ${usual} ${usual === 1 ? 'día' : 'días'}; ${elapsedText(elapsed[row]!)}`);
    if (overdue && days) result.reason[row] += `; ${percent(1 - sumOf(days))} de no volver en ${horizon} días`;
  }
  return result;
}

function isOverdue(elapsed: number, usual: number, chances: Float64Array | undefined): boolean {
  if (chances === undefined) return elapsed > OVERDUE_GAPS * usual;
  return elapsed > usual && sumOf(chances.subarray(0, usual)) < EVEN_CHANCE;
}

function sumOf(chances: Float64Array): number {
  return chances.reduce((sum, chance) => sum + chance, 0);
}

function percent(share: number): string {
  return `${Math.round(100 * Math.min(1, Math.max(0, share)))} %`;
}

function elapsedText(days: number): string {
  if (days === 0) return 'ha comprado hoy';
  return days === 1 ? 'ha pasado 1' : `han pasado ${days}`;
}
