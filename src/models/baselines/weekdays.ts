import type { FeatureRows } from '../../features/dataset';
import { featureColumn } from '../../features/dataset';

/** Weekday of each row's origin, 0 = Monday, back from its place on the circle. */
export function originWeekdays(rows: FeatureRows): Int32Array {
  const sine = featureColumn(rows, 'weekday_sin');
  const cosine = featureColumn(rows, 'weekday_cos');
  return Int32Array.from({ length: rows.length }, (_, row) => {
    const turn = Math.atan2(sine[row]!, cosine[row]!) / (2 * Math.PI);
    return (Math.round(turn * 7) + 7) % 7;
  });
}
