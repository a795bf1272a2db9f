import type { FeatureRows } from '../../features/dataset';
import { FEATURES } from '../../features/feature-list';

/** Mean and deviation of each network input after its transform, [inputs] each, in the order of the feature list. */
export interface Scaler {
  mean: number[];
  deviation: number[];
}

const INPUTS = [...FEATURES.keys()].filter((index) => FEATURES[index]!.networkInput);

/** Standardised values beyond this many deviations say no more than the limit. */
const CLIP = 5;

/** Fitted on training rows alone; a constant feature gets deviation 1 and so stands at zero. */
export function fitScaler(rows: FeatureRows): Scaler {
  const mean: number[] = [];
  const deviation: number[] = [];
  for (const index of INPUTS) {
    const values = rows.features[index]!.map(transformOf(index));
    const average = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
    mean.push(average);
    deviation.push(variance > 1e-12 ? Math.sqrt(variance) : 1);
  }
  return { mean, deviation };
}

/** Standardised network inputs as one row-major matrix [length × inputs]. */
export function scaleRows(rows: FeatureRows, scaler: Scaler): Float32Array {
  const width = INPUTS.length;
  const matrix = new Float32Array(rows.length * width);
  scaleInto(matrix, rows, { scaler, width });
  return matrix;
}

/** The same at the beginning of each row of a matrix that is `width` wide. */
export function scaleInto(
  matrix: Float32Array,
  rows: FeatureRows,
  { scaler, width }: { scaler: Scaler; width: number },
): void {
  INPUTS.forEach((index, input) => {
    const column = rows.features[index]!;
    const logarithmic = FEATURES[index]!.transform === 'log1p';
    const mean = scaler.mean[input]!;
    const deviation = scaler.deviation[input]!;
    for (let row = 0; row < rows.length; row++) {
      const value = logarithmic ? Math.log1p(column[row]!) : column[row]!;
      matrix[row * width + input] = Math.max(-CLIP, Math.min(CLIP, (value - mean) / deviation));
    }
  });
}

function transformOf(index: number): (value: number) => number {
  return FEATURES[index]!.transform === 'log1p' ? Math.log1p : (value) => value;
}
