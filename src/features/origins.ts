/** Horizons in which predictions may be judged, longest first, days. */
const HORIZONS = [28, 21, 14, 7];
/** A horizon takes at most this share of the history beyond the warm-up: the rest is to learn and to choose from. */
const HORIZON_SHARE = 1 / 4;
/** Days of history an origin needs, so that there are gaps to learn from: a quarter of the history, four weeks at most. */
const WARM_UP = { share: 1 / 4, most: 28 };
/** Days between origins: a week, so that all fall on one weekday, where the history is long; closer where it is not. */
const WEEKLY = { step: 7, test: { share: 1 / 4, least: 1, most: 10 }, validation: { share: 1 / 6, least: 1, most: 6 } };
const DENSE = { step: 3, test: { share: 1 / 4, least: 2, most: 8 }, validation: { share: 1 / 3, least: 3, most: 8 } };
/** Days that origins may lie on, less those between validation and test, from which weeks are enough. */
const WEEKLY_FROM_DAYS = 20 * 7;

/** Origins as epoch days, ascending; training ones for choosing, for the test, and for the model that is kept. */
export interface OriginPlan {
  /** Days in which predictions are judged; they reach further. */
  horizon: number;
  /** Answers end before the first validation origin: choosing never sees a validation answer. */
  trainForChoice: number[];
  validation: number[];
  /** Answers end before the first test origin. */
  trainForTest: number[];
  test: number[];
  /** Answers end with the data: the model that is kept. */
  trainForUse: number[];
  /** Origins after the test ones, whose answers are known in part. */
  latest: number[];
  /** All of them. */
  all: number[];
}

/** First day on which an origin has history enough behind it, epoch day. */
function firstOrigin(firstDay: number, lastDay: number): number {
  return firstDay + Math.min(WARM_UP.most, Math.floor((lastDay - firstDay + 1) * WARM_UP.share));
}

/**
 * Lays out rolling origins on days [firstDay, lastDay] (epoch days): the last test origin T is the latest day with
 * T + horizon ≤ lastDay, validation origins end `horizon` days before the first test origin. There are always several
 * of both: on histories of a few months they lie closer together than a week. Null where the history is too short to
 * judge anything.
 *
 * @param horizon days; as many as the history allows unless given
 */
export function planOrigins(firstDay: number, lastDay: number, horizon?: number): OriginPlan | null {
  const earliest = firstOrigin(firstDay, lastDay);
  const most = (lastDay + 1 - earliest) * HORIZON_SHARE;
  const allowed = horizon ?? HORIZONS.find((days) => days <= most);
  return allowed === undefined ? null : planWithHorizon(earliest, lastDay, allowed);
}

function planWithHorizon(earliest: number, lastDay: number, horizon: number): OriginPlan | null {
  const usable = lastDay - 2 * horizon - earliest;
  const layout = usable >= WEEKLY_FROM_DAYS ? WEEKLY : DENSE;
  const all = originsBack(lastDay - horizon, earliest, layout.step);
  const test = all.slice(-count(usable, layout.step, layout.test));
  const known = endingBy(all, (test[0] ?? earliest) - horizon);
  const validation = known.slice(-count(usable, layout.step, layout.validation));
  // What comes before the first validation origin must leave an origin to learn from.
  if (validation.length < layout.validation.least || all.length === 0 || validation[0]! <= all[0]!) return null;
  const latest = originsOnward(test.at(-1)! + layout.step, lastDay - 1, layout.step);
  return {
    horizon,
    trainForChoice: endingBy(all, validation[0]! - horizon),
    validation,
    trainForTest: known,
    test,
    trainForUse: all,
    latest,
    all: [...all, ...latest],
  };
}

function count(usable: number, step: number, { share, least, most }: { share: number; least: number; most: number }) {
  return Math.min(most, Math.max(least, Math.round((usable * share) / step)));
}

/** Ascending origins, `step` days apart, the last on `last`, none before `earliest`. */
function originsBack(last: number, earliest: number, step: number): number[] {
  const origins: number[] = [];
  for (let origin = last; origin >= earliest; origin -= step) origins.push(origin);
  return origins.reverse();
}

function originsOnward(first: number, last: number, step: number): number[] {
  return originsBack(last - ((last - first) % step), first, step);
}

function endingBy(origins: number[], day: number): number[] {
  return origins.filter((origin) => origin <= day);
}

/** Days between the origins of models that learn from censored rows. */
const DENSE_STEP_DAYS = 3;

/**
 * Origins of models that learn from censored rows: every third day from the end of the warm-up, the last on the day
 * before `lastDay`, the day training may see last. Ascending epoch days; each weekday comes equally often.
 */
export function denseOrigins(firstDay: number, lastDay: number): number[] {
  return originsBack(lastDay - 1, firstOrigin(firstDay, lastDay), DENSE_STEP_DAYS);
}
