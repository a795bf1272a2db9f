import { resolve } from 'node:path';
import { WHITE_SPACE } from '../../config/white-space';
import type { Dialect } from '../dialect';
import { identifier, literal } from './spark-quoting';

/** Whole numbers, also spelt `+3`, `03` or `3.0`. */
const WHOLE = '[+-]?[0-9]+([.]0*)?';
/** Decimal and exponent notation: a cast alone also reads `1d`, `NaN` and space around. */
const NUMBER = '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?';

/** Spark SQL in ANSI mode, in UTC. */
export const sparkDialect: Dialect = {
  name: 'spark',
  literal,
  identifier,
  date: (isoDay) => `DATE ${literal(isoDay)}`,
  parquetRows: (path) => `parquet.${identifier(/^[a-z0-9]+:\/\//.test(path) ? path : resolve(path))}`,
  // The places stand beside the rows: nothing else keeps an order here.
  numberedRows: (table) => table,
  daysBetween: (from, to) => `datediff(${to}, ${from})`,
  addDays: (date, days) => `date_add(${date}, CAST(${days} AS INT))`,
  epochDay: (date) => `unix_date(${date})`,
  monthStart: (date) => `CAST(trunc(${date}, 'MM') AS DATE)`,
  weekday: (date) => `weekday(${date})`,
  monthIndex: (date) => `(year(${date}) * 12 + month(${date}))`,
  dayIn: (instant, zone) => `CAST(from_utc_timestamp(${instant}, ${literal(zone)}) AS DATE)`,
  // A timestamp is an instant here, and its zone the session's: UTC.
  instant: (timestamp) => `CAST(${timestamp} AS TIMESTAMP)`,
  text: (value) => `CAST(${value} AS STRING)`,
  trimmed: (text) => `coalesce(trim(BOTH ${literal(WHITE_SPACE)} FROM ${text}), '')`,
  byteLength: (text) => `octet_length(${text})`,
  matches: (text, pattern) => `regexp_like(${text}, ${literal(pattern)})`,
  isMatch: whole,
  replaced: (text, pattern, by) => `regexp_replace(${text}, ${literal(pattern)}, ${literal(replacement(by))})`,
  jsonObject: (entries) =>
    `to_json(named_struct(${entries.map(([name, value]) => `${literal(name)}, ${value}`).join(', ')}), map('ignoreNullFields', 'false'))`,
  isTrimmed: (text) =>
    `(${text} >= '!' AND ${text} < '\u00a0' AND ${[...WHITE_SPACE].map((white) => `NOT endswith(${text}, ${literal(white)})`).join(' AND ')})`,
  isOneOf: (text, words) => `${text} IN (${words.map(literal).join(', ')})`,
  spells: (text, value) => `CAST(${value} AS STRING) = ${text}`,
  tryCast: (value, type) => `try_cast(${value} AS ${type})`,
  parseInteger: (text) =>
    `CASE WHEN ${whole(text, WHOLE)} THEN try_cast(regexp_replace(${text}, '[.]0*$', '') AS BIGINT) END`,
  parseNumber: (text) =>
    `CASE WHEN ${whole(text, NUMBER)} AND abs(try_cast(${text} AS DOUBLE)) < double('Infinity') THEN try_cast(${text} AS DOUBLE) END`,
  hashBucket: (text, buckets) => `CAST(conv(substr(md5(${text}), 1, 7), 16, 10) AS INT) % ${buckets}`,
  median: (value) => `CAST(percentile(${value}, 0.5) AS DOUBLE)`,
};

function whole(text: string, pattern: string): string {
  return `regexp_like(${text}, ${literal(`\\A(?:${pattern})\\z`)})`;
}

/** Java writes groups as `$1`, and a plain `$` with a backslash. */
function replacement(by: string): string {
  return by.replaceAll('$', '\\$').replace(/\\([1-9])/g, '$$$1');
}
