import type { DatedRows } from '../../src/features/dataset';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import { datedRows } from './dated-rows';

/** Feature rows with the named columns as given and zeros elsewhere. */
export function featureRows(columns: Record<string, number[]>): DatedRows {
  const { length } = Object.values(columns)[0]!;
  return datedRows(length, Object.fromEntries(FEATURE_NAMES.map((name) => [name, columns[name] ?? 0])));
}
