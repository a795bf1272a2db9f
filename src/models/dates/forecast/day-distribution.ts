import type { DayPrediction } from './date-model';

/** Median day and restricted mean of a distribution over days 1 … reach (see DayPrediction.chances). */
export function distributionPrediction(chances: Float64Array, reach: number): DayPrediction {
  const length = chances.length / reach;
  const days = new Float64Array(length);
  const mean = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const start = row * reach;
    let before = 0;
    let expected = 0;
    let median = reach;
    for (let d = 1; d <= reach; d++) {
      const chance = chances[start + d - 1]!;
      if (before < 0.5 && before + chance >= 0.5) median = d;
      before += chance;
      expected += chance * d;
    }
    days[row] = median;
    mean[row] = expected + (1 - before) * reach;
  }
  return { days, mean, chances };
}
