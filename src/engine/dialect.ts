/** A CSV whose records are all well formed: nothing is left to guess. */
export interface CsvFile {
  path: string;
  /** Lines before the first record. */
  headerLines: number;
  separator: string;
  lineEnd: '\n' | '\r\n';
  /** Bytes that no record exceeds. */
  longestRecord: number;
  /** Names of its columns, in their order. */
  columns: readonly string[];
}

export interface ParquetReading {
  /** Whether byte columns without a type are handed out as they are; as text unless given. */
  rawBytes?: boolean;
  /** Names of the file's columns: given, the place of each row, from 0, is a last column beside them. */
  numberedAmong?: readonly string[];
}

/**
 * The spellings in which SQL engines differ. Everything else is text that every engine runs as it is. Arguments are SQL
 * expressions unless said otherwise; dates are DATE, day counts INTEGER. Patterns are regular expressions that RE2 and
 * Java read alike, given as they are.
 */
export interface Dialect {
  readonly name: string;
  /** Text as a string literal. */
  literal(text: string): string;
  /** A name, quoted. */
  identifier(name: string): string;
  /** An ISO day as a DATE literal. */
  date(isoDay: string): string;
  /** FROM item: the rows of the Parquet file at `path`, which is no expression. */
  parquetRows(path: string): string;
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
  /** Calendar months since year 0, INTEGER: consecutive months differ by one. */
  monthIndex(date: string): string;
  /** The day of an instant (TIMESTAMP WITH TIME ZONE) in `zone`. */
  dayIn(instant: string, zone: string): string;
  /** A timestamp without zone, in UTC, as the instant that it is. */
  instant(timestamp: string): string;
  /** A value as text. */
  text(value: string): string;
  /** Text without the white space around it: blanks, tabs, line breaks, no-break spaces; '' for NULL. */
  trimmed(text: string): string;
  /** Length of text in bytes of UTF-8, an integer. */
  byteLength(text: string): string;
  /** Condition: the pattern fits some part of the text. */
  matches(text: string, pattern: string): string;
  /** Condition: the pattern fits the text as a whole. */
  isMatch(text: string, pattern: string): string;
  /** Text with all matches of the pattern replaced; `\1` … in `by` are what its groups matched. */
  replaced(text: string, pattern: string, by: string): string;
  /** A JSON object as text, of names (no expressions) and the expressions of their values. */
  jsonObject(entries: readonly (readonly [string, string])[]): string;
  /** Condition: there is text, and `trimmed` would not change it. NULL or false where that takes a closer look. */
  isTrimmed(text: string): string;
  /** Condition: `text` is one of these words, asked only where the expression around it asks. */
  isOneOf(text: string, words: readonly string[]): string;
  /** Condition: `text` is the engine's own spelling of `value`. */
  spells(text: string, value: string): string;
  /**
   * A cast that gives NULL where it fails. What it forgives (rounding, spellings) depends on the engine: to be trusted
   * where `spells` says that it changed nothing.
   */
  tryCast(value: string, type: 'DATE' | 'BIGINT' | 'DOUBLE'): string;
  /** Whole number in text to BIGINT, NULL for anything else or out of range. */
  parseInteger(text: string): string;
  /** Number in text to a finite DOUBLE, NULL for anything else. */
  parseNumber(text: string): string;
  /** One of 0 … `buckets` − 1 (a number), INTEGER: the same of a text on every engine. */
  hashBucket(text: string, buckets: number): string;
  /** Exact median of integers as DOUBLE (mean of the middle two), ignoring NULLs. */
  median(value: string): string;
}

/** What it takes besides to read the files of others: records, bytes, days as people write them. */
export interface ReadingDialect extends Dialect {
  /** Whether `csvRows` and `parquetRows` can be told to read exactly the file at this path. */
  canName(path: string): boolean;
  /** FROM item: the records of a CSV, all columns VARCHAR, an empty field NULL. */
  csvRows(file: CsvFile): string;
  /** FROM item: the rows of the Parquet file at `path`, which is no expression. */
  parquetRows(path: string, reading?: ParquetReading): string;
  /** FROM item: the rows of Parquet files with the same columns, which this program wrote; at least one. */
  parquetParts(paths: readonly string[]): string;
  /** A column's value as it is stored: it is looked at, whatever a file's own statistics say that it can be. */
  asStored(column: string): string;
  /** Bytes as text, NULL where they are no UTF-8. */
  decoded(bytes: string): string;
  /**
   * Text to DATE under a strptime format, NULL where it does not fit. Months and weekdays may be named in Spanish,
   * English, Portuguese or German. With `%z` the day as written counts, or the day of the instant in `zone`.
   */
  parseDate(text: string, format: string, zone?: string): string;
  /** ISO day or date-time to DATE, NULL for anything else: the day as written, or the day of an instant in `zone`. */
  parseIsoDate(text: string, zone?: string): string;
  /** Seconds since 1970-01-01 UTC, or thousandths of them, in text to DATE, NULL for anything else. */
  parseEpoch(text: string, perSecond: 1 | 1000, zone?: string): string;
}
