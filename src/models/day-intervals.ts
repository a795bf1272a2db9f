/** Inclusive bounds in days after the origin, [length] each. */
export interface DayBounds {
  low: Int32Array;
  high: Int32Array;
}

/**
 * How intervals are cut from distributions: of all runs of consecutive days that hold at least `leastMass`, the one
 * with the largest mass − `dayPrice` × days. The price lets a day in where it holds more than it costs, whoever's it
 * is, which makes intervals as short as they can be on average; the least mass sees to it that nobody's is a lottery.
 */
export interface IntervalRule {
  leastMass: number;
  /** Mass that a day must hold to be worth its width. */
  dayPrice: number;
}

/** What a row states: the date and the chance of each day, [length] and [length × horizon]. */
export interface StatedDays {
  days: Float64Array;
  chances: Float64Array;
}

/** A day priced above any chance: the interval is the shortest that holds the least mass. */
const SHORTEST = 1;
/** How far below the mass of equally sure intervals the least sure may fall. */
const MASS_SLACK = 0.035;
const ROUNDING = 1e-12;
/** Halvings until a step in mass moves less coverage than a row does. */
const BISECTIONS = 14;

/** Intervals by the rule, widened where the date given lies outside. */
export function intervalsAround({ days, chances }: StatedDays, horizon: number, rule: IntervalRule): DayBounds {
  const { low, high } = dayIntervals(chances, horizon, rule);
  return {
    low: low.map((bound, row) => Math.min(bound, days[row]!)),
    high: high.map((bound, row) => Math.max(bound, days[row]!)),
  };
}

/** Intervals of the restricted distribution, in which everything after the horizon counts as its last day. */
export function dayIntervals(chances: Float64Array, horizon: number, rule: IntervalRule): DayBounds {
  const length = chances.length / horizon;
  const bounds = { low: new Int32Array(length), high: new Int32Array(length) };
  const cumulative = new Float64Array(horizon + 1);
  for (let row = 0; row < length; row++) {
    for (let d = 1; d <= horizon; d++) cumulative[d] = cumulative[d - 1]! + chances[row * horizon + d - 1]!;
    cumulative[horizon] = 1;
    [bounds.low[row], bounds.high[row]] = bestRun(cumulative, rule);
  }
  return bounds;
}

/** `cumulative[d]` is the chance of day d or before; the earliest of equally good runs. */
function bestRun(cumulative: Float64Array, { leastMass, dayPrice }: IntervalRule): [number, number] {
  const horizon = cumulative.length - 1;
  const least = Math.min(leastMass, 1) - ROUNDING;
  let best: [number, number] = [1, horizon];
  let worth = Number.NEGATIVE_INFINITY;
  let first = 1;
  for (let start = 1; start <= horizon; start++) {
    const before = cumulative[start - 1]!;
    // The later a run starts, the later it holds the least mass.
    first = Math.max(first, start);
    while (first <= horizon && cumulative[first]! - before < least) first++;
    for (let end = first; end <= horizon; end++) {
      const value = cumulative[end]! - before - dayPrice * (end - start);
      if (value > worth + ROUNDING) {
        worth = value;
        best = [start, end];
      }
      // Not even all that is left would pay for a day more.
      if (1 - cumulative[end]! <= dayPrice) break;
    }
  }
  return best;
}

/**
 * The rule whose stated intervals cover `nominal` of the actual restricted days, found by bisection on validation rows:
 * days are discrete, so that a stated mass covers more than it says. First the mass that covers it in intervals all
 * equally sure, and then, from a little below that mass, the price of a day; the rule with the shorter intervals.
 */
export function tuneIntervals(
  stated: StatedDays,
  actual: ArrayLike<number>,
  { horizon, nominal }: { horizon: number; nominal: number },
): IntervalRule {
  const covers = (rule: IntervalRule) => coverage(intervalsAround(stated, horizon, rule), actual) >= nominal;
  const mass = bisect(0, 1, (leastMass) => covers({ leastMass, dayPrice: SHORTEST }));
  const leastMass = Math.max(0, mass - MASS_SLACK);
  // The cheaper a day the more is covered: bisect from the dear end.
  const saving = bisect(0, SHORTEST, (cheaper) => covers({ leastMass, dayPrice: SHORTEST - cheaper }));
  const rules = [
    { leastMass: mass, dayPrice: SHORTEST },
    { leastMass, dayPrice: SHORTEST - saving },
  ];
  const [equal, priced] = rules.map((rule) => totalWidth(intervalsAround(stated, horizon, rule)));
  return rules[priced! < equal! ? 1 : 0]!;
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

function totalWidth({ low, high }: DayBounds): number {
  return low.reduce((sum, bound, row) => sum + high[row]! - bound, 0);
}

function coverage({ low, high }: DayBounds, actual: ArrayLike<number>): number {
  let inside = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i]! >= low[i]! && actual[i]! <= high[i]!) inside++;
  return inside / actual.length;
}
