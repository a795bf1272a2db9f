import type { DayPrediction } from '../forecast/date-model';
import { distributionPrediction } from '../forecast/day-distribution';

/**
 * The distribution that daily chances make: on each day the chance to have stayed quiet so far times the day's own.
 *
 * @param hazard chance of a purchase on day d (1 … reach) of a row, given none before
 */
export function fromDailyHazards(
  length: number,
  reach: number,
  hazard: (row: number, d: number) => number,
): DayPrediction {
  const chances = new Float64Array(length * reach);
  for (let row = 0; row < length; row++) {
    let quiet = 1;
    for (let d = 1; d <= reach; d++) {
      const chance = hazard(row, d);
      chances[row * reach + d - 1] = quiet * chance;
      quiet *= 1 - chance;
    }
  }
  return distributionPrediction(chances, reach);
}
