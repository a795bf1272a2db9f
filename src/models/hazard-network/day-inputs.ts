import type { DatedRows } from '../../features/dataset';
import { featureColumn } from '../../features/dataset';
import { HISTORY_DAYS, writeHistory } from '../../features/day-history';
import { WEEKDAY_FEATURES } from '../../features/decayed-history';
import { ELAPSED_CELLS, elapsedCell } from '../baselines/elapsed-cells';
import {
  AHEAD,
  ALIKE_HAZARD,
  DAILY_RATE,
  DAY_INPUTS,
  EARLIER_WEEKDAYS,
  EARLIER_WEEKS,
  ELAPSED,
  ELAPSED_RATIO,
  FIRST_WEEK,
  GLOBAL_HAZARD,
  LARGE_WEEKDAY,
  LARGE_WEEKS,
  MONTH_PART,
  MONTH_PARTS,
  OWN_HAZARD,
  RECENT_WEEKS,
  SAME_WEEKDAY,
  TOMORROW,
  USUAL_LOGIT,
  WEEKDAY,
  WEEKDAY_FACTOR,
} from './day-layout';
import type { HazardTables } from './hazard-tables';
import { logRate, writeLogitsAlike } from './hazard-tables';
import { writeOwnHazard } from './own-hazard';

/** Purchases that the weekdays of all customers count for beside a customer's own. */
const WEEKDAY_STRENGTH = 3;
/** Elapsed days are near 4 or 5. */
const USUAL_LOG_DAYS = 1.5;
const MOST_RATIO = 3;
const MS_PER_DAY = 86_400_000;

/**
 * What is known at the origin of each day 1 … days[row] after it, one day after another: [Σ days × DAY_INPUTS].
 * Besides the calendar only the history up to the origin is read.
 *
 * @param memory where the inputs are written, if not to memory of their own
 */
export function dayInputs(
  rows: DatedRows,
  days: Int32Array,
  tables: HazardTables,
  memory?: Float32Array,
): Float32Array {
  const size = days.reduce((sum, count) => sum + count, 0) * DAY_INPUTS;
  const inputs = memory ? memory.subarray(0, size).fill(0) : new Float32Array(size);
  const writer = new DayWriter(
    rows,
    tables,
    inputs,
    days.reduce((most, count) => Math.max(most, count), 0),
  );
  let at = 0;
  for (let row = 0; row < rows.length; row++) {
    writer.writeRow(row, days[row]!, at);
    at += days[row]! * DAY_INPUTS;
  }
  return inputs;
}

/** Fills in row after row; what a row needs is worked out once and its buffers are used again. */
class DayWriter {
  private readonly elapsed: Float64Array;
  private readonly median: Float64Array;
  private readonly recent: Float64Array;
  private readonly rate: Float64Array;
  private readonly byWeekday: Float64Array[];
  private readonly bought = new Uint8Array(HISTORY_DAYS);
  private readonly large = new Uint8Array(HISTORY_DAYS);
  private readonly alike = new Float64Array(ELAPSED_CELLS);
  private readonly alikeByDay: Float64Array;
  private readonly ownByDay: Float64Array;
  private readonly factors = new Float64Array(7);
  /** Logarithm of the row's recent rate, and of its median gap. */
  private logRecent = 0;
  private logMedian = 0;
  private readonly parts = new Map<number, number>();

  constructor(
    private readonly rows: DatedRows,
    private readonly tables: HazardTables,
    private readonly inputs: Float32Array,
    mostDays: number,
  ) {
    this.alikeByDay = new Float64Array(mostDays);
    this.ownByDay = new Float64Array(mostDays);
    this.elapsed = featureColumn(rows, 'days_since_last');
    this.median = featureColumn(rows, 'gap_median');
    this.recent = featureColumn(rows, 'recent_rate');
    this.rate = featureColumn(rows, 'decayed_rate');
    this.byWeekday = WEEKDAY_FEATURES.map((name) => featureColumn(rows, name));
  }

  writeRow(row: number, days: number, start: number): void {
    writeHistory(this.rows.history.bought, row, this.bought);
    writeHistory(this.rows.history.large, row, this.large);
    writeLogitsAlike(this.tables, this.rate[row]!, this.alike);
    this.writeFactors(row);
    this.logRecent = logRate(this.recent[row]!);
    this.logMedian = Math.log(this.median[row]!);
    this.writeHazards(row, days, start);
    for (let d = 1; d <= days; d++) this.writeDay(row, d, start + (d - 1) * DAY_INPUTS);
  }

  /** Logarithms of the customer's share of purchases on each weekday over one seventh, shrunk towards everybody's. */
  private writeFactors(row: number): void {
    const all = this.byWeekday.reduce((sum, column) => sum + column[row]!, WEEKDAY_STRENGTH);
    this.byWeekday.forEach((column, weekday) => {
      const own = column[row]! + WEEKDAY_STRENGTH * this.tables.weekdayShares[weekday]!;
      this.factors[weekday] = Math.log((7 * own) / all);
    });
  }

  private writeHazards(row: number, days: number, start: number): void {
    const elapsed = this.elapsed[row]!;
    const own = this.ownByDay.subarray(0, days);
    for (let d = 1; d <= days; d++) this.alikeByDay[d - 1] = chanceOf(this.alike[elapsedCell(elapsed + d)]!);
    writeOwnHazard(this.bought, elapsed, this.alikeByDay, own);
    for (let d = 1; d <= days; d++) {
      const at = start + (d - 1) * DAY_INPUTS;
      const cell = elapsedCell(elapsed + d);
      const chance = Math.min(0.99, own[d - 1]!);
      this.inputs[at + OWN_HAZARD] = Math.log(chance / (1 - chance)) - USUAL_LOGIT;
      this.inputs[at + ALIKE_HAZARD] = this.alike[cell]! - USUAL_LOGIT;
      this.inputs[at + GLOBAL_HAZARD] = this.tables.global[cell]! - USUAL_LOGIT;
    }
  }

  private writeDay(row: number, d: number, at: number): void {
    const { inputs } = this;
    const day = this.rows.origin[row]! + d;
    const weekday = (day + 3) % 7;
    const elapsed = logDays(this.elapsed[row]! + d);
    inputs[at + WEEKDAY_FACTOR] = this.factors[weekday]!;
    inputs[at + DAILY_RATE] = this.logRecent + this.factors[weekday]! - USUAL_LOGIT;
    this.writeWeeks(d, at);
    inputs[at + ELAPSED] = elapsed - USUAL_LOG_DAYS;
    inputs[at + ELAPSED_RATIO] = Math.max(-MOST_RATIO, Math.min(MOST_RATIO, elapsed - this.logMedian));
    inputs[at + AHEAD] = d / 28;
    inputs[at + FIRST_WEEK] = d <= 7 ? 1 : 0;
    inputs[at + TOMORROW] = d === 1 ? 1 : 0;
    inputs[at + WEEKDAY + weekday] = 1;
    inputs[at + MONTH_PART + this.monthPart(day)] = 1;
  }

  /** The days one, two, … weeks before the d-th that the origin knows of. */
  private writeWeeks(d: number, at: number): void {
    const latest = 7 * Math.ceil(d / 7) - d;
    for (let week = 0; week < RECENT_WEEKS; week++) {
      this.inputs[at + SAME_WEEKDAY + week] = this.bought[latest + 7 * week]!;
    }
    let earlier = 0;
    for (let week = RECENT_WEEKS; week < RECENT_WEEKS + EARLIER_WEEKS; week++) {
      earlier += this.bought[latest + 7 * week]!;
    }
    this.inputs[at + EARLIER_WEEKDAYS] = earlier / EARLIER_WEEKS;
    for (let week = 0; week < LARGE_WEEKS; week++) {
      this.inputs[at + LARGE_WEEKDAY + week] = this.large[latest + 7 * week]!;
    }
  }

  private monthPart(day: number): number {
    let part = this.parts.get(day);
    if (part === undefined) {
      const date = new Date(day * MS_PER_DAY).getUTCDate();
      part = MONTH_PARTS.filter((first) => first <= date).length - 1;
      this.parts.set(day, part);
    }
    return part;
  }
}

const LOGS = Float64Array.from({ length: 512 }, (_, days) => Math.log(days));

/** Looked up where it can be: a logarithm for each day of each row takes longer than the rest of its inputs. */
function logDays(days: number): number {
  return days < LOGS.length ? LOGS[days]! : Math.log(days);
}

function chanceOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
