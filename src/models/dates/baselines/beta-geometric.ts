import { weekdayOf } from '../../../config/calendar';
import type { Answers, DatedRows, FeatureRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import { RECENT_HALF_LIFE_DAYS, WEEKDAY_FEATURES } from '../../../tables/decayed-sums';
import { nelderMead } from '../../fitting/nelder-mead';
import type { DateModel } from '../forecast/date-model';
import { LEARNED_DAYS } from '../forecast/forecast-days';
import { hazardModel } from './daily-hazards';
import { daysAtRisk } from './person-days';

/** What training found, ready for JSON. */
export interface BetaGeometric {
  /** Mean of the beta prior of a customer's daily buying chance. */
  mean: number;
  /** Decayed days the prior counts for: a + b of the beta distribution. */
  strength: number;
  /** Decayed purchases that the global weekdays count for beside a customer's own. */
  weekdayStrength: number;
  /** Share of all purchases on each weekday, Monday first, sums to 1. */
  weekdayShares: number[];
}

/** A day's chance is never certain: a certain miss would be an infinitely bad forecast. */
const MOST_CHANCE = 0.95;
/** What is left of a purchase's weight a day later, in `recent_rate`. */
const PER_DAY = 2 ** (-1 / RECENT_HALF_LIFE_DAYS);

/**
 * Fits the beta-geometric with weekday factor: a customer's daily chance to buy is the mean of a beta posterior over
 * their decayed purchase days (prior `mean` × `strength` purchases in `strength` days), times the share of purchases
 * the customer makes on that weekday over one seventh. Prior and strengths maximise the likelihood of the training
 * rows' days, quiet ones included.
 */
export function fitBetaGeometric(rows: DatedRows, answers: Answers): BetaGeometric {
  const weekdayShares = sharesOf(rows);
  const history = historyOf(rows);
  const model = ([mean, strength, weekday]: readonly number[]): BetaGeometric => ({
    mean: 1 / (1 + Math.exp(-mean!)),
    strength: Math.exp(strength!),
    weekdayStrength: Math.exp(weekday!),
    weekdayShares,
  });
  const { at } = nelderMead((point) => -logLikelihood(model(point), { history, answers }), {
    start: [-2, 3, 2],
    bounds: [
      [-8, 3],
      [-2, 8],
      [-2, 8],
    ],
    tolerance: 1e-4,
    evaluations: 150,
  });
  return model(at);
}

export function betaGeometricModel(model: BetaGeometric): DateModel {
  return hazardModel({
    name: 'beta-geometric',
    kind: 'baseline',
    hazards: (rows) => {
      const hazard = dailyHazard(model, historyOf(rows));
      return (row, into) => {
        for (let d = 1; d <= into.length; d++) into[d - 1] = hazard(row, d);
      };
    },
  });
}

/** What the model reads of each row. */
interface History {
  length: number;
  /** Decayed days since the first purchase. */
  days: Float64Array;
  /** Decayed purchases in them. */
  purchases: Float64Array;
  /** Decayed purchases by weekday, Monday first, each [length]; they decay more slowly. */
  byWeekday: Float64Array[];
  /** Their sum. */
  allWeekdays: Float64Array;
  weekday: Int32Array;
}

function historyOf(rows: DatedRows): History {
  const days = featureColumn(rows, 'tenure_days').map((tenure) => (1 - PER_DAY ** tenure) / (1 - PER_DAY));
  const rate = featureColumn(rows, 'recent_rate');
  const byWeekday = WEEKDAY_FEATURES.map((name) => featureColumn(rows, name));
  return {
    length: rows.length,
    days,
    purchases: rate.map((r, row) => r * days[row]!),
    byWeekday,
    allWeekdays: Float64Array.from({ length: rows.length }, (_, row) => byWeekday.reduce((sum, w) => sum + w[row]!, 0)),
    weekday: rows.origin.map(weekdayOf),
  };
}

/** Share of decayed purchases on each weekday; one seventh each where there are none. */
function sharesOf(rows: FeatureRows): number[] {
  const sums = WEEKDAY_FEATURES.map((name) => featureColumn(rows, name).reduce((a, b) => a + b, 1e-9));
  const total = sums.reduce((a, b) => a + b, 0);
  return sums.map((sum) => sum / total);
}

/**
 * Chance to buy on day d of a row, given none before. The d − 1 quiet days since the origin are evidence like the
 * days before it: they lengthen the posterior's days, which is what makes the wait beta-geometric.
 */
function dailyHazard(model: BetaGeometric, history: History): (row: number, d: number) => number {
  const { mean, strength } = model;
  const factors = weekdayFactors(model, history);
  return (row, d) => {
    const daily = (mean * strength + history.purchases[row]!) / (strength + history.days[row]! + d - 1);
    return Math.min(MOST_CHANCE, daily * factors[row * 7 + ((history.weekday[row]! + d) % 7)]!);
  };
}

/** A customer's share of purchases on each weekday over one seventh: [length × 7], Monday first. */
function weekdayFactors({ weekdayStrength, weekdayShares }: BetaGeometric, history: History): Float64Array {
  const factors = new Float64Array(history.length * 7);
  for (let row = 0; row < history.length; row++) {
    for (let w = 0; w < 7; w++) {
      const own = weekdayStrength * weekdayShares[w]! + history.byWeekday[w]![row]!;
      factors[row * 7 + w] = (7 * own) / (weekdayStrength + history.allWeekdays[row]!);
    }
  }
  return factors;
}

function logLikelihood(model: BetaGeometric, { history, answers }: { history: History; answers: Answers }): number {
  const hazard = dailyHazard(model, history);
  let sum = 0;
  for (let row = 0; row < history.length; row++) {
    const end = daysAtRisk(answers, row, LEARNED_DAYS);
    let product = 1;
    for (let d = 1; d <= end; d++) {
      const chance = Math.min(MOST_CHANCE, hazard(row, d) * (answers.activity?.(row, d) ?? 1));
      product *= d === answers.daysToNext[row] ? chance : 1 - chance;
    }
    sum += Math.log(Math.max(product, Number.MIN_VALUE));
  }
  return sum;
}
