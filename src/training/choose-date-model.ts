import type { DateModelName } from '../config/model-names';
import { dateScores } from '../evaluation/date-scores';
import { average } from '../evaluation/day-errors';
import type { DateChoiceMetrics } from '../evaluation/metrics-schema';
import { errorOverWeeks, expectedMerit, weeksOf } from '../evaluation/statistics/expected-merit';
import { pairedStandardError } from '../evaluation/statistics/paired-bootstrap';
import type { JudgedForecasts } from './judged-forecasts';
import type { JudgedRows } from './judged-rows';

/** The simple rule that a learned model has to beat; the simplest there is, without it. */
const REFERENCE: DateModelName = 'hazard-table';
/**
 * Usual gains in CRPS over the hazard table, as the validation origins of The Complete Journey showed them; models
 * differ from that by USUAL_DIFFERENCE (standard deviation) from shop to shop. A model that is not named here is
 * expected to be as good as the table.
 */
const USUAL_GAINS: Readonly<Partial<Record<DateModelName, number>>> = {
  'global-median': -0.3,
  'global-hazard': -0.13,
  'bg-nbd': -0.04,
  'beta-geometric': 0,
  'hazard-network': 0.025,
};
const USUAL_DIFFERENCE = 0.02;
/** A week's gain differs from the next one's by so much (standard deviation), whoever the customers are. */
const WEEKLY_DIFFERENCE = 0.03;

export interface DateChoice {
  /** Name of the model whose forecast is given. */
  chosen: DateModelName;
  /** What the choice stood on. */
  metrics: DateChoiceMetrics;
}

interface Candidate {
  name: DateModelName;
  crps: Float64Array;
}

/**
 * Chooses on the validation rows the model that tells chances with the highest expected merit: its gain over the simple
 * rule in CRPS, shrunk towards what is usual (expected-merit.ts), the more the fewer customers and weeks. A few weeks of a small shop say little of which model
 * is best; what other shops have shown then decides, and gives way as evidence comes. A model of dates alone is never
 * chosen: it could tell nobody how sure it is.
 *
 * @param forecasts of the validation rows by model name, the simplest first
 */
export function chooseDateModel(forecasts: JudgedForecasts, judged: JudgedRows, horizon: number): DateChoice {
  const { rows } = judged;
  const answers = { daysToNext: judged.daysToNext, customers: rows.customer, horizon };
  const candidates = [...forecasts].flatMap(([name, { prediction }]): Candidate[] =>
    prediction.chances === undefined ? [] : [{ name, crps: dateScores(prediction, answers).crps }],
  );
  const reference = candidates.find(({ name }) => name === REFERENCE) ?? candidates[0];
  if (reference === undefined) throw new RangeError('no model tells chances: there is nothing to choose from');
  const merits = candidates.map((candidate) => meritOf(candidate, reference, rows));
  const best = merits.reduce((a, b) => (b.merit > a.merit ? b : a));
  return {
    chosen: best.model,
    metrics: {
      reference: reference.name,
      rows: rows.length,
      customers: new Set(rows.customer).size,
      origins: new Set(rows.origin).size,
      merits,
    },
  };
}

function meritOf({ name, crps }: Candidate, reference: Candidate, { customer, origin }: JudgedRows['rows']) {
  const scale = average(reference.crps) || 1;
  const { mean, standardError } = pairedStandardError(reference.crps, crps, customer);
  const observed = { gain: mean / scale, standardError: standardError / scale };
  const uncertain = errorOverWeeks(observed.standardError, { weekly: WEEKLY_DIFFERENCE, weeks: weeksOf(origin) });
  const prior = { mean: USUAL_GAINS[name] ?? 0, deviation: USUAL_DIFFERENCE };
  return {
    model: name,
    gain: observed.gain,
    standardError: Number.isFinite(observed.standardError) ? observed.standardError : null,
    merit: name === reference.name ? 0 : expectedMerit({ gain: observed.gain, standardError: uncertain }, prior),
  };
}
