import type { FeatureRows } from '../features/dataset';
import { FEATURES } from '../features/feature-list';

/** Mean and deviation of each feature after its transform, [features] each. */
export interface Scaler {
  mean: number[];
  deviation: number[];
}

/** Standardised values beyond this many deviations say no more than the limit. */
const CLIP = 5;

/** Fitted on training rows alone; a constant feature gets deviation 1 and so stands at zero. */
export function fitScaler(rows: FeatureRows): Scaler {
  const mean: number[] = [];
  const deviation: number[] = [];
  rows.features.forEach((column, index) => {
    const values = column.map(transformOf(index));
    const average = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
    mean.push(average);
    deviation.push(variance > 1e-12 ? Math.sqrt(variance) : 1);
  });
  return { mean, deviation };
}

/** Standardised features as one row-major matrix [length × features]. */
export function scaleRows(rows: FeatureRows, scaler: Scaler): Float32Array {
  const width = rows.features.length;
  const matrix = new Float32Array(rows.length * width);
  rows.features.forEach((column, index) => {
    const transform = transformOf(index);
    const mean = scaler.mean[index]!;
    const deviation = scaler.deviation[index]!;
    for (let row = 0; row < rows.length; row++) {
      const value = (transform(column[row]!) - mean) / deviation;
      matrix[row * width + index] = Math.max(-CLIP, Math.min(CLIP, value));
    }
  });
  return matrix;
}

function transformOf(index: number): (value: number) => number {
  return FEATURES[index]!.transform === 'log1p' ? Math.log1p : (value) => value;
}
