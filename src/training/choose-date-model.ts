import { dateScores } from '../evaluation/date-scores';
import { average } from '../evaluation/day-errors';
import type { DateChoiceMetrics } from '../evaluation/metrics-schema';
import { pairedStandardError } from '../evaluation/paired-bootstrap';
import type { JudgedForecasts } from './judged-forecasts';
import type { JudgedRows } from './judged-rows';

/** The simple rule that a learned model has to beat, and that it is shrunk towards; the simplest there is, without it. */
const REFERENCE = 'hazard-table';
/**
 * How much models differ from the reference where nothing is known: the standard deviation of the relative CRPS of the
 * candidates on the data sets of the benchmark.
 */
const USUAL_DIFFERENCE = 0.02;

export interface DateChoice {
  /** Name of the model whose forecast is given. */
  chosen: string;
  /** What the choice stood on. */
  metrics: DateChoiceMetrics;
}

interface Candidate {
  name: string;
  crps: Float64Array;
}

/**
 * Chooses on the validation rows the model that tells chances with the highest expected merit: its gain over the simple
 * rule in CRPS, shrunk towards none by how sure it is (the posterior mean of a normal prior, customers being the units
 * of evidence; Efron & Morris 1975). So a gain that few customers show counts little, and is not thrown away. A model
 * of dates alone is never chosen: it could tell nobody how sure it is.
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
  const merits = candidates.map((candidate) => meritOf(candidate, reference, rows.customer));
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

function meritOf({ name, crps }: Candidate, reference: Candidate, customers: ArrayLike<number>) {
  const scale = average(reference.crps) || 1;
  const { mean, standardError } = pairedStandardError(reference.crps, crps, customers);
  const [gain, error] = [mean / scale, standardError / scale];
  const belief = Number.isFinite(error) ? USUAL_DIFFERENCE ** 2 / (USUAL_DIFFERENCE ** 2 + error ** 2) : 0;
  return { model: name, gain, standardError: Number.isFinite(error) ? error : null, merit: belief * gain };
}
