import type { DateModel, DayPrediction, HazardWriter } from '../forecast/date-model';
import { distributionPrediction } from '../forecast/day-distribution';

/** A model of daily chances, which make the distribution. */
export function hazardModel(model: Pick<DateModel, 'name' | 'kind'> & Required<Pick<DateModel, 'hazards'>>): DateModel {
  return {
    ...model,
    predict: (rows, reach) => fromDailyHazards(rows.length, reach, model.hazards(rows, reach)),
  };
}

/** The distribution that daily chances make: on each day the chance to have stayed quiet so far times the day's own. */
function fromDailyHazards(length: number, reach: number, hazards: HazardWriter): DayPrediction {
  const chances = new Float64Array(length * reach);
  const daily = new Float64Array(reach);
  for (let row = 0; row < length; row++) {
    hazards(row, daily);
    let quiet = 1;
    for (let d = 0; d < reach; d++) {
      const chance = daily[d]!;
      chances[row * reach + d] = quiet * chance;
      quiet *= 1 - chance;
    }
  }
  return distributionPrediction(chances, reach);
}
