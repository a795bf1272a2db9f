import type { DatedRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import { HISTORY_DAYS, writeHistory } from '../../../features/day-history';
import { FEATURE_NAMES } from '../../../features/feature-list';
import type { Scaler } from '../../fitting/scaler';
import { scaleInto } from '../../fitting/scaler';
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
  const width = contextWidth(scaler);
  const inputs = new Float32Array(rows.length * width);
  scaleInto(inputs, rows, { scaler, width });
  const writeDerived = derivedInputs(rows, inputs);
  for (let row = 0; row < rows.length; row++) writeDerived(row, row * width + scaler.mean.length);
  if (!allFinite(inputs)) refuse(rows);
  return inputs;
}

function allFinite(values: Float32Array): boolean {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at]!)) return false;
  return true;
}

function derivedInputs(rows: DatedRows, into: Float32Array): (row: number, at: number) => void {
  const column = (name: string) => featureColumn(rows, name);
  const [unitsLast, unitsMean] = [column('units_last'), column('units_mean')];
  const [purchases, tenure] = [column('n_purchases'), column('tenure_days')];
  const [recent, decayed] = [column('recent_rate'), column('decayed_rate')];
  const [deviation, gap, elapsed] = [column('gap_sd'), column('gap_mean'), column('days_since_last')];
  const large = new Uint8Array(HISTORY_DAYS);
  return (row, at) => {
    writeHistory(rows.history.large, row, large);
    const sinceLarge = Math.log1p(daysSince(large));
    const size = Math.log((unitsLast[row]! + 1) / (unitsMean[row]! + 1));
    const lifelong = logRate((purchases[row]! - 1) / Math.max(1, tenure[row]!));
    const [fast, slow] = [logRate(recent[row]!), logRate(decayed[row]!)];
    into[at] = Math.max(-MOST_SIZE_RATIO, Math.min(MOST_SIZE_RATIO, size));
    into[at + 1] = lifelong + 2;
    into[at + 2] = fast + 2;
    into[at + 3] = fast - slow;
    into[at + 4] = slow - lifelong;
    into[at + 5] = Math.min(MOST_VARIATION, deviation[row]! / Math.max(1, gap[row]!)) - 0.8;
    into[at + 6] = sinceLarge - 2;
    into[at + 7] = sinceLarge - Math.log1p(elapsed[row]!);
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
