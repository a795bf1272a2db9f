import type { DatedRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import { HISTORY_DAYS, writeHistory } from '../../../features/day-history';
import { WEEKDAY_FEATURES } from '../../../tables/decayed-sums';
import { ELAPSED_CELLS, elapsedCell } from '../baselines/elapsed-cells';
import type { DayMemory, OriginDays } from './day-calendar';
import { originDays } from './day-calendar';
import type { DayInput } from './day-layout';
import { laidOut, USUAL_LOGIT, WEEKS_BACK } from './day-layout';
import type { HazardTables } from './hazard-tables';
import { logRate, writeLogitsAlike } from './hazard-tables';
import { writeOwnHazard } from './own-hazard';

/** Purchases that the weekdays of all customers count for beside a customer's own. */
const WEEKDAY_STRENGTH = 3;
/** Elapsed days are near 4 or 5. */
const USUAL_LOG_DAYS = 1.5;
const MOST_RATIO = 3;

// Taken out of their modules once: what is imported is read through a getter, which shows in loops over days.
const WEEKS = WEEKS_BACK;
const LOGIT = USUAL_LOGIT;
const cellOf = elapsedCell;

/** Fills in row after row; what a row needs is worked out once and its buffers are used again. */
export class DayWriter {
  /** 1 for each day before the origin with a purchase, by age, of the row written last: [HISTORY_DAYS]. */
  readonly bought = new Uint8Array(HISTORY_DAYS);
  private readonly elapsed: Float64Array;
  private readonly median: Float64Array;
  private readonly recent: Float64Array;
  private readonly rate: Float64Array;
  private readonly byWeekday: Float64Array[];
  private readonly large = new Uint8Array(HISTORY_DAYS);
  private readonly alike = new Float64Array(ELAPSED_CELLS);
  private readonly cells: Int32Array;
  private readonly alikeByDay: Float64Array;
  private readonly ownByDay: Float64Array;
  private readonly factors = new Float64Array(7);
  private readonly inputs: Float32Array;
  private readonly dayStep: number;
  /** Floats from one input to the next, and where each begins. */
  private readonly step: number;
  private readonly at: Readonly<Record<DayInput, number>>;
  /** Logarithm of the row's recent rate, and of its median gap. */
  private logRecent = 0;
  private logMedian = 0;
  private readonly origins = new Map<number, OriginDays>();

  constructor(
    private readonly rows: DatedRows,
    private readonly tables: HazardTables,
    private readonly memory: DayMemory,
  ) {
    const { into, days, dayStep, inputStep } = memory;
    this.inputs = into;
    this.dayStep = dayStep;
    this.step = inputStep;
    this.at = laidOut(inputStep);
    this.cells = new Int32Array(days);
    this.alikeByDay = new Float64Array(days);
    this.ownByDay = new Float64Array(days);
    this.elapsed = featureColumn(rows, 'days_since_last');
    this.median = featureColumn(rows, 'gap_median');
    this.recent = featureColumn(rows, 'recent_rate');
    this.rate = featureColumn(rows, 'decayed_rate');
    this.byWeekday = WEEKDAY_FEATURES.map((name) => featureColumn(rows, name));
  }

  /** Writes the row's days 1 … `days` from the `start`-th float on. */
  writeRow(row: number, days: number, start: number): void {
    const { dayStep } = this;
    writeHistory(this.rows.history.bought, row, this.bought);
    writeHistory(this.rows.history.large, row, this.large);
    writeLogitsAlike(this.tables, this.rate[row]!, this.alike);
    this.writeFactors(row);
    this.logRecent = logRate(this.recent[row]!);
    this.logMedian = Math.log(this.median[row]!);
    const { inputs } = this.daysAfter(this.rows.origin[row]!);
    this.inputs.set(days === this.memory.days ? inputs : inputs.subarray(0, days * dayStep), start);
    this.writeHazards(row, days, start);
    for (let d = 1; d <= days; d++) this.writeDay(row, d, start + (d - 1) * dayStep);
  }

  /** The inputs of the row's days that are 1 by the calendar: [days × 2]. */
  calendarOf(row: number): Int32Array {
    return this.daysAfter(this.rows.origin[row]!).calendar;
  }

  private daysAfter(origin: number): OriginDays {
    const known = this.origins.get(origin) ?? originDays(origin, this.memory);
    this.origins.set(origin, known);
    return known;
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
      this.cells[d - 1] = cellOf(elapsed + d);
      this.alikeByDay[d - 1] = chanceOf(this.alike[this.cells[d - 1]!]!);
    }
    writeOwnHazard(this.bought, elapsed, this.alikeByDay, own);
    for (let d = 1; d <= days; d++) {
      const at = start + (d - 1) * this.dayStep;
      const cell = this.cells[d - 1]!;
      const chance = Math.min(0.99, own[d - 1]!);
      this.inputs[at + this.at.ownHazard] = Math.log(chance / (1 - chance)) - LOGIT;
      this.inputs[at + this.at.alikeHazard] = this.alike[cell]! - LOGIT;
      this.inputs[at + this.at.globalHazard] = this.tables.global[cell]! - LOGIT;
    }
  }

  private writeDay(row: number, d: number, at: number): void {
    const { inputs } = this;
    const weekday = (this.rows.origin[row]! + d + 3) % 7;
    const elapsed = logDays(this.elapsed[row]! + d);
    inputs[at + this.at.weekdayFactor] = this.factors[weekday]!;
    inputs[at + this.at.dailyRate] = this.logRecent + this.factors[weekday]! - LOGIT;
    if (d <= 7) this.writeWeeks(d, at);
    else this.copyWeeks(at);
    inputs[at + this.at.elapsed] = elapsed - USUAL_LOG_DAYS;
    inputs[at + this.at.elapsedRatio] = Math.max(-MOST_RATIO, Math.min(MOST_RATIO, elapsed - this.logMedian));
  }

  /** The days one, two, … weeks before the d-th that the origin knows of. */
  private writeWeeks(d: number, at: number): void {
    const { inputs, bought, large, step } = this;
    const latest = 7 - d;
    for (let week = 0; week < WEEKS.recent; week++)
      inputs[at + this.at.sameWeekday + week * step] = bought[latest + 7 * week]!;
    let earlier = 0;
    for (let week = WEEKS.recent; week < WEEKS.recent + WEEKS.earlier; week++) earlier += bought[latest + 7 * week]!;
    inputs[at + this.at.earlierWeekdays] = earlier / WEEKS.earlier;
    for (let week = 0; week < WEEKS.large; week++)
      inputs[at + this.at.largeWeekday + week * step] = large[latest + 7 * week]!;
  }

  /** A week later the latest known weeks are the same. */
  private copyWeeks(at: number): void {
    const { inputs, step } = this;
    const before = at - 7 * this.dayStep;
    const end = this.at.largeWeekday + WEEKS.large * step;
    for (let input = this.at.sameWeekday; input < end; input += step) inputs[at + input] = inputs[before + input]!;
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
