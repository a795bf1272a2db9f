import type { FeatureRows } from '../../src/features/dataset';
import { FEATURE_NAMES } from '../../src/features/feature-list';

/** Feature rows with the named columns as given and zeros elsewhere. */
export function featureRows(columns: Record<string, number[]>): FeatureRows {
  const length = Object.values(columns)[0]!.length;
  return {
    length,
    features: FEATURE_NAMES.map((name) => Float64Array.from(columns[name] ?? new Array<number>(length).fill(0))),
  };
}
