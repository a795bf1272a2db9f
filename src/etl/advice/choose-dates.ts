import type { DateReading } from './date-shapes';
import { dateReadings } from './date-shapes';

export interface DateChoice {
  /** Formats to read the values with; more than one where one is not enough and no value fits two differently. */
  formats: string[];
  /** What would fit as well and mean other days, one list for each choice. */
  alternatives: string[][];
}

/** Formats tried beside each other. */
const MOST_FORMATS = 3;
/** A further format is worth having from this share of the values on. */
const WORTH_HAVING = 0.001;

interface Candidate {
  format: string;
  count: number;
  first: number;
  last: number;
}

/** The fewest formats that read the values, or null where none reads most of them. `given` are kept where they do. */
export function chooseDates(values: readonly string[], given: readonly string[]): DateChoice | null {
  const readings = values.map((value) => dateReadings(value)).filter((all) => all.length > 0);
  if (readings.length * 2 < values.length || readings.length === 0) return null;
  const kept = given.filter((format) => readings.some((all) => all.some((one) => one.format === plain(format))));
  const formats: string[] = [];
  const alternatives: string[][] = [];
  let left: readonly DateReading[][] = readings;
  while (left.length > WORTH_HAVING * readings.length && formats.length < MOST_FORMATS) {
    const ranked = rank(left, range(readings, formats)).filter(({ format }) => !clashes(readings, format, formats));
    const best = ranked.find(({ format }) => kept.some((one) => plain(one) === format)) ?? ranked[0];
    if (best === undefined) break;
    const equal = ranked.filter(({ format, count }) => format !== best.format && count === best.count);
    if (differs(left, best.format, equal)) alternatives.push(equal.map(({ format }) => format));
    formats.push(best.format);
    left = left.filter((all) => all.every(({ format }) => format !== best.format));
  }
  return { formats, alternatives };
}

/** `%-d` asks for what `%d` forgives. */
function plain(format: string): string {
  return format.replaceAll('%-', '%');
}

/** Candidates for values, those that fit most first; of equals the one under which the days lie closest together. */
function rank(readings: readonly DateReading[][], near: { first: number; last: number } | null): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { format, day } of readings.flat()) {
    const known = found.get(format) ?? { format, count: 0, first: near?.first ?? day, last: near?.last ?? day };
    found.set(format, {
      format,
      count: known.count + 1,
      first: Math.min(known.first, day),
      last: Math.max(known.last, day),
    });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.last - a.first - (b.last - b.first));
}

/** First and last day under the formats that are chosen already. */
function range(readings: readonly DateReading[][], formats: readonly string[]) {
  const days = readings.flatMap((all) => all.filter(({ format }) => formats.includes(format)).map(({ day }) => day));
  if (days.length === 0) return null;
  return days.reduce(({ first, last }, day) => ({ first: Math.min(first, day), last: Math.max(last, day) }), {
    first: days[0]!,
    last: days[0]!,
  });
}

/** Whether a value fits `format` and one of the others, and means different days. */
function clashes(readings: readonly DateReading[][], format: string, others: readonly string[]): boolean {
  return readings.some((all) => {
    const own = all.find((one) => one.format === format);
    return own !== undefined && all.some((one) => others.includes(one.format) && one.day !== own.day);
  });
}

/** Whether equals of a format read any value as another day. */
function differs(readings: readonly DateReading[][], format: string, equal: readonly Candidate[]): boolean {
  const names = equal.map((candidate) => candidate.format);
  return clashes(readings, format, names);
}
