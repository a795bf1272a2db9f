import { dateScores } from '../evaluation/date-scores';
import { average } from '../evaluation/day-errors';
import { pairedStandardError } from '../evaluation/paired-bootstrap';
import type { DateModel, DayPrediction } from '../models/date-model';
import type { JudgedRows } from './judged-rows';

/** With fewer validation customers than this, scores that lie close together are in no sure order. */
const FEW_CUSTOMERS = 100;
/** A date that is not the distribution's median must err less by more than chance explains: two-sided 95 %. */
const CLEARLY = 1.96;

export interface DateChoice {
  /** Name of the model that gives the date. */
  chosen: string;
  /** Name of the model whose distribution gives interval and chances. */
  distribution: string;
  chosenBy: string;
}

interface Candidate extends DayPrediction {
  name: string;
  /** Per validation row. */
  mae: Float64Array;
  crps: Float64Array;
}

type Distribution = Candidate & { chances: Float64Array };

function isDistribution(candidate: Candidate): candidate is Distribution {
  return candidate.chances !== undefined;
}

/**
 * Chooses on the validation rows. The distribution with the lowest CRPS wins; with few customers, the simplest within
 * one standard error of it (by customer, paired), so that the safer rule stays. Its median is the date, unless a model
 * that gives dates alone has a clearly lower absolute error.
 *
 * @param models the simplest first
 */
export function chooseDateModel(models: readonly DateModel[], judged: JudgedRows, horizon: number): DateChoice {
  const { rows } = judged;
  const answers = { daysToNext: judged.daysToNext, customers: rows.customer, horizon };
  const candidates = models.map((model): Candidate => {
    const prediction = model.predict(rows);
    const { mae, crps } = dateScores(prediction, answers);
    return { name: model.name, ...prediction, mae, crps };
  });
  const distributions = candidates.filter(isDistribution);
  const few = new Set(rows.customer).size < FEW_CUSTOMERS;
  const distribution = few ? simplestOfTheBest(distributions, rows.customer) : lowest(distributions, 'crps');
  const point = clearlyBetterPoint(candidates, distribution, rows.customer);
  return {
    chosen: (point ?? distribution).name,
    distribution: distribution.name,
    chosenBy: reasonFor(point, distribution, few),
  };
}

function simplestOfTheBest(distributions: readonly Distribution[], customers: ArrayLike<number>): Distribution {
  const best = lowest(distributions, 'crps');
  return distributions.find((candidate) => {
    const { mean, standardError } = pairedStandardError(candidate.crps, best.crps, customers);
    return candidate === best || mean <= standardError;
  })!;
}

/** The model of dates alone with the lowest absolute error, where it errs clearly less than the distribution's median. */
function clearlyBetterPoint(
  candidates: readonly Candidate[],
  distribution: Candidate,
  customers: ArrayLike<number>,
): Candidate | null {
  const points = candidates.filter((candidate) => !isDistribution(candidate));
  if (points.length === 0) return null;
  const best = lowest(points, 'mae');
  const { mean, standardError } = pairedStandardError(best.mae, distribution.mae, customers);
  return mean < -CLEARLY * standardError ? best : null;
}

function lowest<Some extends Candidate>(candidates: readonly Some[], score: 'mae' | 'crps'): Some {
  return candidates.reduce((best, candidate) => (average(candidate[score]) < average(best[score]) ? candidate : best));
}

function reasonFor(point: Candidate | null, distribution: Candidate, few: boolean): string {
  if (point === null && few)
    return 'few customers: the simplest within one standard error of the lowest CRPS on the validation origins';
  if (point === null) return 'lowest CRPS on the validation origins';
  return `clearly lower mean absolute error on the validation origins than ${distribution.name}, which gives intervals and chances`;
}
