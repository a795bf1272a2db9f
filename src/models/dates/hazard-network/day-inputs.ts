import { MS_PER_DAY } from '../../../config/calendar';
import type { DatedRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import { HISTORY_DAYS, writeHistory } from '../../../features/day-history';
import { WEEKDAY_FEATURES } from '../../../tables/decayed-sums';
import { ELAPSED_CELLS, elapsedCell } from '../baselines/elapsed-cells';
import { DAY_INPUTS, DAY_LAYOUT, MONTH_PARTS, USUAL_LOGIT, WEEKS_BACK } from './day-layout';
import type { HazardTables } from './hazard-tables';
import { logRate, writeLogitsAlike } from './hazard-tables';
import { writeOwnHazard } from './own-hazard';

/** Purchases that the weekdays of all customers count for beside a customer's own. */
const WEEKDAY_STRENGTH = 3;
/** Elapsed days are near 4 or 5. */
const USUAL_LOG_DAYS = 1.5;
const MOST_RATIO = 3;

// Taken out of their modules once: what is imported is read through a getter, which shows in loops over days.
const AT = DAY_LAYOUT;
const WIDTH = DAY_INPUTS;
const WEEKS = WEEKS_BACK;
const LOGIT = USUAL_LOGIT;

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
  const size = days.reduce((sum, count) => sum + count, 0) * WIDTH;
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
    at += days[row]! * WIDTH;
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
  private readonly cells: Int32Array;
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
    this.cells = new Int32Array(mostDays);
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
    for (let d = 1; d <= days; d++) this.writeDay(row, d, start + (d - 1) * WIDTH);
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
    for (let d = 1; d <= days; d++) {
      this.cells[d - 1] = elapsedCell(elapsed + d);
      this.alikeByDay[d - 1] = chanceOf(this.alike[this.cells[d - 1]!]!);
    }
    writeOwnHazard(this.bought, elapsed, this.alikeByDay, own);
    for (let d = 1; d <= days; d++) {
      const at = start + (d - 1) * WIDTH;
      const cell = this.cells[d - 1]!;
      const chance = Math.min(0.99, own[d - 1]!);
      this.inputs[at + AT.ownHazard] = Math.log(chance / (1 - chance)) - LOGIT;
      this.inputs[at + AT.alikeHazard] = this.alike[cell]! - LOGIT;
      this.inputs[at + AT.globalHazard] = this.tables.global[cell]! - LOGIT;
    }
  }

  private writeDay(row: number, d: number, at: number): void {
    const { inputs } = this;
    const day = this.rows.origin[row]! + d;
    const weekday = (day + 3) % 7;
    const elapsed = logDays(this.elapsed[row]! + d);
    inputs[at + AT.weekdayFactor] = this.factors[weekday]!;
    inputs[at + AT.dailyRate] = this.logRecent + this.factors[weekday]! - LOGIT;
    this.writeWeeks(d, at);
    inputs[at + AT.elapsed] = elapsed - USUAL_LOG_DAYS;
    inputs[at + AT.elapsedRatio] = Math.max(-MOST_RATIO, Math.min(MOST_RATIO, elapsed - this.logMedian));
    inputs[at + AT.ahead] = d / 28;
    inputs[at + AT.firstWeek] = d <= 7 ? 1 : 0;
    inputs[at + AT.tomorrow] = d === 1 ? 1 : 0;
    inputs[at + AT.weekday + weekday] = 1;
    inputs[at + AT.monthPart + this.monthPart(day)] = 1;
  }

  /** The days one, two, … weeks before the d-th that the origin knows of. */
  private writeWeeks(d: number, at: number): void {
    const latest = 7 * Math.ceil(d / 7) - d;
    for (let week = 0; week < WEEKS.recent; week++) {
      this.inputs[at + AT.sameWeekday + week] = this.bought[latest + 7 * week]!;
    }
    let earlier = 0;
    for (let week = WEEKS.recent; week < WEEKS.recent + WEEKS.earlier; week++) {
      earlier += this.bought[latest + 7 * week]!;
    }
    this.inputs[at + AT.earlierWeekdays] = earlier / WEEKS.earlier;
    for (let week = 0; week < WEEKS.large; week++) {
      this.inputs[at + AT.largeWeekday + week] = this.large[latest + 7 * week]!;
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
