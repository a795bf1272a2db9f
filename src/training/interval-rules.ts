import { joinInto, lengthOf } from '../config/numbers';
import type { Dataset } from '../features/dataset';
import { answersSeenBy, selectRows } from '../features/dataset';
import type { DayBounds, IntervalRule, StatedForecasts } from '../models/dates/forecast/day-intervals';
import { forecastIntervals } from '../models/dates/forecast/day-intervals';
import { FORECAST_CELLS } from '../models/dates/forecast/forecast-cells';
import type { ShopDays } from '../models/dates/forecast/shop-days';
import { ORDINARY_DAYS, statedOnShopDays } from '../models/dates/forecast/shop-days';
import { tuneIntervals } from '../models/dates/forecast/tune-intervals';

/** Share of the answers the stated interval is to cover. */
export const NOMINAL_COVERAGE = 0.8;
/** Days of origins that rules are tuned on: new ones, for coverage moves with the season, and enough to be sure of it. */
const TUNED_DAYS = 42;
/** An origin must have been watched for so long that most of its answers have come: the rest is the forecasts' word. */
const LEAST_WATCHED_DAYS = 14;
/** More rows move no rule by more than their own noise. */
const MOST_ROWS = 3000;

/** What was stated of some rows, whose answers come one after the other. */
export interface StatedRows {
  rows: Dataset;
  stated: StatedForecasts;
}

/**
 * The rule that could be known on `day` (epoch day): its intervals covered 80 % at the newest origins that had been
 * watched for a fortnight by then, each as far as it had been watched; without any, that of the last part's own masses. On unusual days of the shop, as
 * known by then, the forecasts count as if they had known them: intervals are to hold on ordinary days.
 */
export function ruleKnownOn(day: number, parts: readonly StatedRows[], shop: ShopDays = ORDINARY_DAYS): IntervalRule {
  const watched = parts.flatMap(({ rows }) => [...rows.origin].filter((o) => o + LEAST_WATCHED_DAYS <= day));
  const newest = watched.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const known = parts.map((part): StatedRows => {
    const { rows, stated } = pickRows(part, (row) => {
      const origin = part.rows.origin[row]!;
      return origin <= newest && origin > newest - TUNED_DAYS;
    });
    return { rows, stated: statedOnShopDays(stated, rows.origin, shop) };
  });
  return known.every(({ rows }) => rows.length === 0) ? ruleByStatedMass(parts.at(-1)!, day) : tunedRule(known, day);
}

/** The rule that the forecasts' own masses ask for, where nothing of their answers is known. */
export function ruleByStatedMass({ rows, stated }: StatedRows, day: number): IntervalRule {
  return tuneIntervals(stated, answersSeenBy(rows, day), { nominal: NOMINAL_COVERAGE, customers: 0 });
}

function tunedRule(parts: readonly StatedRows[], day: number): IntervalRule {
  const answers = parts.map(({ rows }) => answersSeenBy(rows, day));
  const customers = new Set(parts.flatMap(({ rows }) => [...rows.customer])).size;
  return tuneIntervals(
    { days: joined(parts.map(({ stated }) => stated.days)), cells: joined(parts.map(({ stated }) => stated.cells)) },
    {
      daysToNext: joined(answers.map(({ daysToNext }) => daysToNext)),
      watched: joined(answers.map(({ watched }) => watched)),
    },
    // Split conformal prediction's correction for a finite sample, customers being what is exchangeable.
    { nominal: Math.min(1, NOMINAL_COVERAGE * (1 + 1 / Math.max(1, customers))), customers },
  );
}

/**
 * Intervals of the test rows, those of each origin by the rule that could be known on it.
 *
 * @param shopBy the shop's unusual days as they could be known on an epoch day; none unless given
 */
export function rollingIntervals(
  test: StatedRows,
  earlier: readonly StatedRows[],
  shopBy: (day: number) => ShopDays = () => ORDINARY_DAYS,
): DayBounds {
  const { rows, stated } = test;
  const bounds = { low: new Float64Array(rows.length), high: new Float64Array(rows.length) };
  for (const origin of new Set(rows.origin)) {
    const places = [...rows.origin.keys()].filter((row) => rows.origin[row] === origin);
    const rule = ruleKnownOn(origin, [...earlier, test], shopBy(origin));
    const { low, high } = forecastIntervals(statedAt(stated, places), rule);
    places.forEach((row, place) => {
      bounds.low[row] = low[place]!;
      bounds.high[row] = high[place]!;
    });
  }
  return bounds;
}

/** Some of the rows, and not more than MOST_ROWS of them, evenly spaced. */
function pickRows({ rows, stated }: StatedRows, keep: (row: number) => boolean): StatedRows {
  const kept = [...rows.origin.keys()].filter(keep);
  const step = Math.max(1, kept.length / MOST_ROWS);
  const places = kept.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  const wanted = new Set(places);
  return { rows: selectRows(rows, (row) => wanted.has(row)), stated: statedAt(stated, places) };
}

function statedAt({ days, cells }: StatedForecasts, places: readonly number[]): StatedForecasts {
  return {
    days: Float64Array.from(places, (row) => days[row]!),
    cells: joined(places.map((row) => cells.subarray(row * FORECAST_CELLS, (row + 1) * FORECAST_CELLS))),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return joinInto(new Float64Array(lengthOf(parts)), parts);
}
