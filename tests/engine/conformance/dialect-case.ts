import type { Dialect } from '../../../src/engine/dialect';

/** A spelling of the dialect put to the test: an expression, its inputs, and what it makes of each. */
export interface DialectCase {
  /** What the column `v` holds; a date is an ISO day. */
  type: 'VARCHAR' | 'DATE' | 'INTEGER' | 'DOUBLE';
  expression(dialect: Dialect): string;
  /** Input and outcome of each row; the outcome of DATE is an ISO day. */
  rows: readonly (readonly [string | number | null, string | number | boolean | null])[];
}

/** A case of a function. */
export const of = (
  type: DialectCase['type'],
  expression: DialectCase['expression'],
  rows: DialectCase['rows'],
): DialectCase => ({ type, expression, rows });

/** Functions that are no expression over one value have tests of their own in suite.ts. */
type Elsewhere = 'name' | 'identifier' | 'canName' | 'csvRows' | 'parquetRows' | 'numberedRows' | 'decoded' | 'median';

/** Functions that read or make days. */
export type DateSpelling =
  | 'date'
  | 'daysBetween'
  | 'addDays'
  | 'epochDay'
  | 'monthStart'
  | 'weekday'
  | 'monthIndex'
  | 'parseDate'
  | 'parseIsoDate'
  | 'parseEpoch'
  | 'instant'
  | 'dayIn';

/** All others: a new function of a dialect does not compile without its cases. */
export type ValueSpelling = Exclude<keyof Dialect, Elsewhere | DateSpelling>;
