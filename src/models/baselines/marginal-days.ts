import { kaplanMeier } from '../../evaluation/kaplan-meier';
import type { Answers } from '../../features/dataset';
import type { DateModel } from '../date-model';
import { distributionPrediction } from '../day-distribution';

/** Chance of each day 1 … horizon over all training rows, [horizon]. */
export type MarginalDays = number[];

/** The share of rows that bought on each day after the origin, censored rows counted while they were watched. */
export function fitMarginalDays(answers: Answers, horizon: number): MarginalDays {
  const { days, survival } = kaplanMeier(answers.daysToNext, answers.watched);
  const chances = new Array<number>(horizon).fill(0);
  days.forEach((day, i) => {
    if (day >= 1 && day <= horizon) chances[day - 1] = (survival[i - 1] ?? 1) - survival[i]!;
  });
  return chances;
}

/** The same distribution for everybody: its date is the global median. */
export function globalMedianModel(marginal: MarginalDays, horizon: number): DateModel {
  return {
    name: 'global-median',
    kind: 'baseline',
    predict: ({ length }) => {
      const chances = new Float64Array(length * horizon);
      for (let row = 0; row < length; row++) chances.set(marginal, row * horizon);
      return distributionPrediction(chances, horizon);
    },
  };
}
