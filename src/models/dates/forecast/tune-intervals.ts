import type { Answers } from '../../../features/dataset';
import type { DayBounds, IntervalRule, StatedForecasts } from './day-intervals';
import { forecastIntervals, SHORTEST } from './day-intervals';
import { chanceBy } from './forecast-cells';

/** How far below the mass of equally sure intervals the least sure may fall. */
const MASS_SLACK = 0.035;
/** Halvings until a step in mass moves less coverage than a row does. */
const BISECTIONS = 11;
/** The stated mass is believed as much as this many customers who were watched. */
const BELIEVED_CUSTOMERS = 200;

export interface TuneOptions {
  /** Share of the answers that the intervals are to cover. */
  nominal: number;
  /** Different customers among the rows, the units of evidence. */
  customers: number;
}

/**
 * The rule whose stated intervals cover `nominal` of the answers, as far as they are known, found by bisection on rows
 * that the model had not learned from: days are discrete, so that a stated mass covers more than it says. First the
 * mass that covers it in intervals all equally sure, and then, from a little below that mass, the price of a day; the
 * rule with the shorter intervals. Of few customers the stated mass itself is believed.
 */
export function tuneIntervals(
  stated: StatedForecasts,
  answers: Answers,
  { nominal, customers }: TuneOptions,
): IntervalRule {
  const weight = customers / (customers + BELIEVED_CUSTOMERS);
  const covers = (rule: IntervalRule) => {
    const bounds = forecastIntervals(stated, rule);
    return weight * knownCoverage(stated, bounds, answers) + (1 - weight) * statedMass(stated, bounds) >= nominal;
  };
  const mass = bisect(0, 1, (leastMass) => covers({ leastMass, dayPrice: SHORTEST }));
  const leastMass = Math.max(0, mass - MASS_SLACK);
  // The cheaper a day the more is covered: bisect from the dear end.
  const saving = bisect(0, SHORTEST, (cheaper) => covers({ leastMass, dayPrice: SHORTEST - cheaper }));
  const rules = [
    { leastMass: mass, dayPrice: SHORTEST },
    { leastMass, dayPrice: SHORTEST - saving },
  ];
  const [equal, priced] = rules.map((rule) => widthWithin(forecastIntervals(stated, rule)));
  return rules[priced! < equal! ? 1 : 0]!;
}

/**
 * Share of the answers inside. A row that has not bought since its origin and whose interval is not over counts with
 * the chance that the forecast gives the rest of the interval, given the quiet days: its mass goes to where it can
 * still fall (redistribution to the right; Efron 1967, "The two sample problem with censored data").
 */
export function knownCoverage({ cells, days }: StatedForecasts, bounds: DayBounds, answers: Answers): number {
  let inside = 0;
  for (let row = 0; row < days.length; row++) {
    const [low, high] = [bounds.low[row]!, bounds.high[row]!];
    const day = answers.daysToNext[row]!;
    if (!Number.isNaN(day)) inside += day >= low && day <= high ? 1 : 0;
    else inside += massAfter(cells, row, { low, high, quiet: answers.watched[row]! });
  }
  return inside / days.length;
}

/** Chance of a purchase in low … high, given none up to `quiet`. */
function massAfter(
  cells: Float64Array,
  row: number,
  { low, high, quiet }: { low: number; high: number; quiet: number },
): number {
  const gone = chanceBy(cells, row, quiet);
  const until = Number.isFinite(high) ? chanceBy(cells, row, high) : 1;
  return Math.max(0, until - Math.max(gone, chanceBy(cells, row, low - 1))) / Math.max(1e-9, 1 - gone);
}

/** Mean mass that the forecasts themselves give their intervals. */
function statedMass({ cells, days }: StatedForecasts, bounds: DayBounds): number {
  let sum = 0;
  for (let row = 0; row < days.length; row++) {
    sum += massAfter(cells, row, { low: bounds.low[row]!, high: bounds.high[row]!, quiet: 0 });
  }
  return sum / days.length;
}

/** The smallest value, to BISECTIONS halvings of the range, for which what grows with it is enough. */
function bisect(from: number, to: number, enough: (value: number) => boolean): number {
  let [low, high] = [from, to];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Days of the next four weeks inside, summed over rows: what all intervals have in common to be compared by. */
function widthWithin({ low, high }: DayBounds): number {
  return low.reduce((sum, bound, row) => sum + Math.min(28, high[row]!) - Math.min(28, bound), 0);
}
