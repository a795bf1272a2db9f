import { kaplanMeier } from '../../../evaluation/statistics/kaplan-meier';
import type { Answers } from '../../../features/dataset';
import type { DateModel } from '../forecast/date-model';
import { distributionPrediction } from '../forecast/day-distribution';
import { FORECAST_DAYS } from '../forecast/forecast-days';

/** Chance of each day over all training rows, [FORECAST_DAYS]. */
export type MarginalDays = number[];

/** The share of rows that bought on each day after the origin, censored rows counted while they were watched. */
export function fitMarginalDays(answers: Answers): MarginalDays {
  const { days, survival } = kaplanMeier(answers.daysToNext, answers.watched);
  const chances = new Array<number>(FORECAST_DAYS).fill(0);
  days.forEach((day, i) => {
    if (day >= 1 && day <= FORECAST_DAYS) chances[day - 1] = (survival[i - 1] ?? 1) - survival[i]!;
  });
  return chances;
}

/** The same distribution for everybody: its date is the global median. */
export function globalMedianModel(marginal: MarginalDays): DateModel {
  return {
    name: 'global-median',
    kind: 'baseline',
    predict: ({ length }, reach) => {
      const chances = new Float64Array(length * reach);
      for (let row = 0; row < length; row++) chances.set(marginal.slice(0, reach), row * reach);
      return distributionPrediction(chances, reach);
    },
  };
}
