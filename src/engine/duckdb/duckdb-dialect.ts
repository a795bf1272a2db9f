import { WHITE_SPACE } from '../../config/white-space';
import type { ReadingDialect } from '../dialect';
import { dayIn, parseEpoch, parseFormattedDate, parseIsoDate } from './duckdb-dates';
import { csvRows, parquetRows, partsToRead } from './duckdb-files';
import { canBeNamed } from './duckdb-paths';
import { identifier, literal } from './duckdb-quoting';

/** Whole numbers, also spelt `+3`, `03` or `3.0`; a cast alone would round 3.7 to 4. */
const WHOLE = "'[+-]?[0-9]+([.]0*)?'";

export const duckdbDialect: ReadingDialect = {
  name: 'duckdb',
  literal,
  identifier,
  date: (isoDay) => `DATE ${literal(isoDay)}`,
  canName: canBeNamed,
  csvRows,
  parquetRows,
  parquetParts: partsToRead,
  numberedRows: (table, column) => `(SELECT *, rowid AS ${column} FROM ${table})`,
  daysBetween: (from, to) => `CAST(date_diff('day', ${from}, ${to}) AS INTEGER)`,
  addDays: (date, days) => `CAST(date_add(${date}, CAST(${days} AS INTEGER)) AS DATE)`,
  epochDay: (date) => `CAST(date_diff('day', DATE '1970-01-01', ${date}) AS INTEGER)`,
  monthStart: (date) => `CAST(date_trunc('month', ${date}) AS DATE)`,
  weekday: (date) => `CAST(isodow(${date}) - 1 AS INTEGER)`,
  parseDate: parseFormattedDate,
  trimmed: (text) => `coalesce(trim(${text}, ${literal(WHITE_SPACE)}), '')`,
  text: (value) => `CAST(${value} AS VARCHAR)`,
  byteLength: (text) => `strlen(${text})`,
  matches: (text, pattern) => `regexp_matches(${text}, ${literal(pattern)})`,
  isMatch: (text, pattern) => `regexp_full_match(${text}, ${literal(pattern)})`,
  replaced: (text, pattern, by) => `regexp_replace(${text}, ${literal(pattern)}, ${literal(by)}, 'g')`,
  // Comparisons are answered from a column's least and largest value, of which other writers leave NaN out.
  asStored: (column) => `greatest(${column}, ${column})`,
  decoded: (bytes) => `TRY(decode(${bytes}))`,
  jsonObject: (entries) =>
    `CAST(json_object(${entries.map(([name, value]) => `${literal(name)}, ${value}`).join(', ')}) AS VARCHAR)`,
  isTrimmed: (text) =>
    [
      `${text} >= '!' AND ${text} < '\u00a0'`,
      ...[...WHITE_SPACE].map((white) => `NOT suffix(${text}, ${literal(white)})`),
    ].join(' AND '),
  // A long IN would become a join of all rows, also of those that no CASE asks about.
  isOneOf: (text, words) => `list_contains([${words.map(literal).join(', ')}], ${text})`,
  spells: (text, value) => `CAST(${value} AS VARCHAR) = ${text}`,
  parseIsoDate,
  parseEpoch,
  dayIn,
  instant: (timestamp) => `timezone('UTC', ${timestamp})`,
  tryCast: (value, type) => `TRY_CAST(${value} AS ${type})`,
  parseInteger: (text) =>
    `CASE WHEN CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR) = ${text} THEN TRY_CAST(${text} AS BIGINT)
          WHEN regexp_full_match(${text}, ${WHOLE}) THEN TRY_CAST(regexp_replace(${text}, '[.]0*$', '') AS BIGINT) END`,
  // Beyond decimal and exponent notation the cast forgives only `1_000`, `+-1`, `nan` and `inf` (and space around it).
  parseNumber: (text) =>
    `CASE WHEN isfinite(TRY_CAST(${text} AS DOUBLE)) AND NOT contains(${text}, '_') AND NOT contains(${text}, '+-') THEN TRY_CAST(${text} AS DOUBLE) END`,
  monthIndex: (date) => `CAST(extract(year FROM ${date}) * 12 + extract(month FROM ${date}) AS INTEGER)`,
  hashBucket: (text, buckets) => `CAST('0x' || substr(md5(${text}), 1, 7) AS INTEGER) % ${buckets}`,
  median: (value) => `CAST(quantile_cont(${value}, 0.5) AS DOUBLE)`,
};
