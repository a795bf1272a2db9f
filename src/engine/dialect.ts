/**
 * The spellings in which SQL engines differ. Everything else in the stages is text that every engine
 * runs as it is. Arguments are SQL expressions; dates are DATE, day counts INTEGER.
 */
export interface Dialect {
  readonly name: string;
  /** Text as a string literal. */
  literal(text: string): string;
  /** A name, quoted. */
  identifier(name: string): string;
  /** An ISO day as a DATE literal. */
  date(isoDay: string): string;
  /** FROM item: a table that a reader filled, with the places of its rows from 0 in the BIGINT `column`. */
  numberedRows(table: string, column: string): string;
  /** Whole days from `from` to `to`, INTEGER. */
  daysBetween(from: string, to: string): string;
  /** `date` moved by `days` (an INTEGER expression), DATE. */
  addDays(date: string, days: string): string;
  /** Days since 1970-01-01, INTEGER. */
  epochDay(date: string): string;
  /** First day of the month, DATE. */
  monthStart(date: string): string;
  /** Monday 0 … Sunday 6, INTEGER. */
  weekday(date: string): string;
  /** Text without the white space around it: blanks, tabs, line breaks, no-break spaces; '' for NULL. */
  trimmed(text: string): string;
  /** Condition: there is text, and `trimmed` would not change it. NULL or false where that takes a closer look. */
  isTrimmed(text: string): string;
  /** Condition: `text` is one of these words, asked only where the expression around it asks. */
  isOneOf(text: string, words: readonly string[]): string;
  /** Condition: `text` is the engine's own spelling of `value`. */
  spells(text: string, value: string): string;
  /**
   * Text to DATE under a strptime format, NULL where it does not fit. Months and weekdays may be named in Spanish,
   * English, Portuguese or German. With `%z` the day as written counts, or the day of the instant in `zone`.
   */
  parseDate(text: string, format: string, zone?: string): string;
  /** ISO day or date-time to DATE, NULL for anything else: the day as written, or the day of an instant in `zone`. */
  parseIsoDate(text: string, zone?: string): string;
  /** Seconds since 1970-01-01 UTC, or thousandths of them, in text to DATE, NULL for anything else. */
  parseEpoch(text: string, perSecond: 1 | 1000, zone?: string): string;
  /** The day of an instant (TIMESTAMP WITH TIME ZONE) in `zone`. */
  dayIn(instant: string, zone: string): string;
  /** Whole number in text to BIGINT, NULL for anything else or out of range. */
  parseInteger(text: string): string;
  /** Number in text to a finite DOUBLE, NULL for anything else. */
  parseNumber(text: string): string;
  /** Calendar months since year 0, INTEGER: consecutive months differ by one. */
  monthIndex(date: string): string;
  /** Exact median of integers as DOUBLE (mean of the middle two), ignoring NULLs. */
  median(value: string): string;
}
