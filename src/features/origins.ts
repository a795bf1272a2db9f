/** Days between consecutive origins: every origin falls on the same weekday as the first test origin. */
export const ORIGIN_STEP_DAYS = 7;
/** Horizons tried when none is given, longest first. */
const HORIZONS = [28, 21, 14, 7];
/** Days of history an origin needs at least, so that there are gaps to learn from. */
const WARM_UP_DAYS = 28;
const MOST_TEST_ORIGINS = 10;
const MOST_VALIDATION_ORIGINS = 6;
const LEAST_TRAINING_ORIGINS = 3;

/** Origins as epoch days, ascending; training ones for choosing, for the test, and for the model that is kept. */
export interface OriginPlan {
  horizon: number;
  /** Answers end before the first validation origin: choosing never sees a validation answer. */
  trainForChoice: number[];
  validation: number[];
  /** Answers end before the first test origin. */
  trainForTest: number[];
  test: number[];
  /** Answers end with the data: the model that is kept. */
  trainForUse: number[];
  /** All weekly origins, up to a week before the last day: the latest are censored, and some models learn from them. */
  weekly: number[];
}

/**
 * Lays out rolling weekly origins on days [firstDay, lastDay] (epoch days): the last test origin T is the latest
 * day with T + horizon ≤ lastDay, validation origins end `horizon` days before the first test origin, training
 * origins likewise before the first validation origin. Null where the history is too short for any horizon.
 */
export function planOrigins(firstDay: number, lastDay: number, horizon?: number): OriginPlan | null {
  for (const candidate of horizon === undefined ? HORIZONS : [horizon]) {
    const plan = planWithHorizon(firstDay, lastDay, candidate);
    if (plan !== null) return plan;
  }
  return null;
}

function planWithHorizon(firstDay: number, lastDay: number, horizon: number): OriginPlan | null {
  const all = weeklyBack(lastDay - horizon, firstDay + WARM_UP_DAYS);
  const blocks = splitBlocks(all.length, Math.ceil(horizon / ORIGIN_STEP_DAYS));
  if (blocks === null) return null;
  const test = all.slice(all.length - blocks.test);
  const validation = endingBy(all, test[0]! - horizon).slice(-blocks.validation);
  return {
    horizon,
    trainForChoice: endingBy(all, validation[0]! - horizon),
    validation,
    trainForTest: endingBy(all, test[0]! - horizon),
    test,
    trainForUse: all,
    weekly: weeklyOnward(all[0]!, lastDay - 1),
  };
}

/** Ascending origins, `ORIGIN_STEP_DAYS` apart, the last on `last`, none before `earliest`. */
function weeklyBack(last: number, earliest: number): number[] {
  const origins: number[] = [];
  for (let origin = last; origin >= earliest; origin -= ORIGIN_STEP_DAYS) origins.push(origin);
  return origins.reverse();
}

function weeklyOnward(first: number, last: number): number[] {
  return Array.from(
    { length: Math.floor((last - first) / ORIGIN_STEP_DAYS) + 1 },
    (_, i) => first + i * ORIGIN_STEP_DAYS,
  );
}

function endingBy(origins: number[], day: number): number[] {
  return origins.filter((origin) => origin <= day);
}

/**
 * How many weekly origins go to test and validation, given that each boundary costs `lost` − 1 origins whose
 * answers would reach over it. About a quarter to the test, a sixth to validation, within the limits above.
 */
function splitBlocks(available: number, lost: number): { test: number; validation: number } | null {
  const usable = available - 2 * (lost - 1);
  const test = Math.min(MOST_TEST_ORIGINS, Math.max(1, Math.round(usable / 4)));
  const validation = Math.min(MOST_VALIDATION_ORIGINS, Math.max(1, Math.floor(usable / 6)));
  return usable - test - validation < LEAST_TRAINING_ORIGINS ? null : { test, validation };
}

/** Days between the origins of models that learn from censored rows. */
const DENSE_STEP_DAYS = 3;

/**
 * Origins of models that learn from censored rows: every third day from the end of the warm-up, the last on the day
 * before `lastDay`, the day training may see last. Ascending epoch days; each weekday comes equally often.
 */
export function denseOrigins(firstDay: number, lastDay: number): number[] {
  const origins: number[] = [];
  for (let origin = lastDay - 1; origin >= firstDay + WARM_UP_DAYS; origin -= DENSE_STEP_DAYS) origins.push(origin);
  return origins.reverse();
}
