import type { DatedRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import { HISTORY_DAYS, writeHistory } from '../../../features/day-history';
import { FEATURE_NAMES } from '../../../features/feature-list';
import type { Scaler } from '../../fitting/scaler';
import { scaleRows } from '../../fitting/scaler';
import { logRate } from './hazard-tables';

/** What the feature list does not say directly: size of the last basket, paces against each other, last large purchase. */
const DERIVED_INPUTS = 8;
const MOST_SIZE_RATIO = 2;
const MOST_VARIATION = 3;
/** Days after which a large purchase is as good as none. */
const LARGE_DAYS = 60;

/** Inputs of the context network: the scaled features and DERIVED_INPUTS more. */
export function contextWidth({ mean }: Scaler): number {
  return mean.length + DERIVED_INPUTS;
}

/**
 * Row-major [rows × contextWidth], all of them near −3 … 3.
 *
 * @throws RangeError that names row and feature where a feature is not a number
 */
export function contextInputs(rows: DatedRows, scaler: Scaler): Float32Array {
  const scaled = scaleRows(rows, scaler);
  const width = contextWidth(scaler);
  const inputs = new Float32Array(rows.length * width);
  const derived = derivedInputs(rows);
  for (let row = 0; row < rows.length; row++) {
    inputs.set(scaled.subarray(row * scaler.mean.length, (row + 1) * scaler.mean.length), row * width);
    inputs.set(derived(row), row * width + scaler.mean.length);
  }
  if (inputs.some((value) => !Number.isFinite(value))) refuse(rows);
  return inputs;
}

function derivedInputs(rows: DatedRows): (row: number) => number[] {
  const column = (name: string) => featureColumn(rows, name);
  const [unitsLast, unitsMean] = [column('units_last'), column('units_mean')];
  const [purchases, tenure] = [column('n_purchases'), column('tenure_days')];
  const [recent, decayed] = [column('recent_rate'), column('decayed_rate')];
  const [deviation, gap, elapsed] = [column('gap_sd'), column('gap_mean'), column('days_since_last')];
  const large = new Uint8Array(HISTORY_DAYS);
  return (row) => {
    writeHistory(rows.history.large, row, large);
    const sinceLarge = Math.log1p(daysSince(large));
    const size = Math.log((unitsLast[row]! + 1) / (unitsMean[row]! + 1));
    const lifelong = logRate((purchases[row]! - 1) / Math.max(1, tenure[row]!));
    const [fast, slow] = [logRate(recent[row]!), logRate(decayed[row]!)];
    return [
      Math.max(-MOST_SIZE_RATIO, Math.min(MOST_SIZE_RATIO, size)),
      lifelong + 2,
      fast + 2,
      fast - slow,
      slow - lifelong,
      Math.min(MOST_VARIATION, deviation[row]! / Math.max(1, gap[row]!)) - 0.8,
      sinceLarge - 2,
      sinceLarge - Math.log1p(elapsed[row]!),
    ];
  };
}

function refuse(rows: DatedRows): never {
  for (const [index, column] of rows.features.entries()) {
    const row = column.findIndex((value) => !Number.isFinite(value));
    if (row !== -1) throw new RangeError(`row ${row}: feature ${FEATURE_NAMES[index]} is ${column[row]}`);
  }
  throw new RangeError('the scaler holds values that are not finite');
}

function daysSince(history: Uint8Array): number {
  const age = history.indexOf(1);
  return age === -1 ? LARGE_DAYS : Math.min(age, LARGE_DAYS);
}
