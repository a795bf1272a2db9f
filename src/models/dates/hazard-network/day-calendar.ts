import { MS_PER_DAY } from '../../../config/calendar';
import { DAY_LAYOUT, MONTH_PARTS } from './day-layout';

/** Where the inputs of days are written. */
export interface DayMemory {
  into: Float32Array;
  /** Days of a row, at most. */
  days: number;
  /** Floats from a day to the next, and from an input to the next. */
  dayStep: number;
  inputStep: number;
  /** Inputs that are written, the first ones of DAY_LAYOUT. */
  inputs: number;
}

/** What the calendar says of the days after an origin. */
export interface OriginDays {
  /** Their inputs as they are written, those that are no matter of the calendar 0. */
  inputs: Float32Array;
  /** Of each day the two inputs that are 1, of its weekday and of its part of the month: [days × 2]. */
  calendar: Int32Array;
}

/** @param origin epoch day */
export function originDays(origin: number, memory: DayMemory): OriginDays {
  const { days, dayStep, inputStep, inputs: written } = memory;
  const inputs = new Float32Array(Math.max(days * dayStep, written * inputStep));
  const calendar = new Int32Array(2 * days);
  for (let d = 1; d <= days; d++) {
    const set = (input: number, value: number) => {
      if (input < written) inputs[(d - 1) * dayStep + input * inputStep] = value;
    };
    const weekday = DAY_LAYOUT.weekday + ((origin + d + 3) % 7);
    const date = new Date((origin + d) * MS_PER_DAY).getUTCDate();
    const part = DAY_LAYOUT.monthPart + MONTH_PARTS.filter((first) => first <= date).length - 1;
    set(DAY_LAYOUT.ahead, d / 28);
    set(DAY_LAYOUT.firstWeek, d <= 7 ? 1 : 0);
    set(DAY_LAYOUT.tomorrow, d === 1 ? 1 : 0);
    set(weekday, 1);
    set(part, 1);
    calendar.set([weekday, part], 2 * (d - 1));
  }
  return { inputs, calendar };
}
