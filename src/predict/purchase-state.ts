import type { FeatureRows } from '../features/dataset';
import { featureColumn } from '../features/dataset';
import { FORECAST_DAYS } from '../models/dates/forecast/forecast-days';

/**
 * `vigente`: due or not yet due; `vencida`: away for longer than is usual, and not likely to be back soon; `perdida`:
 * not likely to be back within a year.
 */
export type PurchaseState = 'vigente' | 'vencida' | 'perdida';

export interface StatesAndReasons {
  state: PurchaseState[];
  /** Why, in a sentence for the shop: the data's language. */
  reason: string[];
}

/** A customer who is more likely to stay away than to come back in the time asked about. */
const EVEN_CHANCE = 0.5;
const LAPSE_DAYS = 28;
/** More days than any history has. */
const MOST_DAYS = 2 ** 24;

/**
 * A customer is lost (`perdida`) when fewer than half of such customers are expected back within FORECAST_DAYS. Overdue
 * (`vencida`) is, of the others, who has been away for more than the usual gap (the median one) and is less likely than
 * not to come back within another usual gap, given all that is known. A customer with a single purchase has no usual
 * gap and is never overdue.
 *
 * @param chanceWithin chance that a row's customer buys within so many days (1 … FORECAST_DAYS)
 */
export function purchaseStates(
  rows: FeatureRows,
  chanceWithin: (row: number, days: number) => number,
): StatesAndReasons {
  const gap = featureColumn(rows, 'gap_median');
  const elapsed = featureColumn(rows, 'days_since_last');
  const purchases = featureColumn(rows, 'n_purchases');
  const result: StatesAndReasons = { state: [], reason: [] };
  const rhythms = new Map<number, string>();
  for (let row = 0; row < rows.length; row++) {
    const usual = purchases[row] === 1 ? null : Math.max(1, Math.round(gap[row]!));
    const state = stateOf({ usual, elapsed: elapsed[row]! }, (days) => chanceWithin(row, days));
    // Few rhythms are all there are, and a text takes longer than all the rest.
    const key = (usual ?? 0) * MOST_DAYS + elapsed[row]!;
    const rhythm = rhythms.get(key) ?? rhythmText(usual, elapsed[row]!);
    rhythms.set(key, rhythm);
    result.state.push(state);
    result.reason.push(`${rhythm}${lapseText(state, (days) => chanceWithin(row, days))}`);
  }
  return result;
}

function rhythmText(usual: number | null, elapsed: number): string {
  return usual === null
    ? `una sola compra, ${agoText(elapsed)}: se espera lo que la tienda ve tras una primera compra`
    : `compra cada ${usual} ${usual === 1 ? 'día' : 'días'}; ${elapsedText(elapsed)}`;
}

function stateOf(
  { usual, elapsed }: { usual: number | null; elapsed: number },
  within: (days: number) => number,
): PurchaseState {
  if (within(FORECAST_DAYS) < EVEN_CHANCE) return 'perdida';
  const overdue = usual !== null && elapsed > usual && within(Math.min(FORECAST_DAYS, usual)) < EVEN_CHANCE;
  return overdue ? 'vencida' : 'vigente';
}

function lapseText(state: PurchaseState, within: (days: number) => number): string {
  if (state === 'vigente') return '';
  if (state === 'vencida') return `; ${percent(1 - within(LAPSE_DAYS))} de no volver en ${LAPSE_DAYS} días`;
  return `; ${percent(1 - within(FORECAST_DAYS))} de no volver en un año`;
}

function percent(share: number): string {
  return `${Math.round(100 * Math.min(1, Math.max(0, share)))} %`;
}

function elapsedText(days: number): string {
  if (days === 0) return 'ha comprado hoy';
  return days === 1 ? 'ha pasado 1' : `han pasado ${days}`;
}

function agoText(days: number): string {
  if (days === 0) return 'hoy';
  return days === 1 ? 'hace 1 día' : `hace ${days} días`;
}
