import type { Dialect, ReadingDialect } from '../../../src/engine/dialect';

/** A spelling of the dialect put to the test: an expression, its inputs, and what it makes of each. */
export interface DialectCase<Spoken extends Dialect = Dialect> {
  /** What the column `v` holds; a date is an ISO day. */
  type: 'VARCHAR' | 'DATE' | 'INTEGER' | 'BIGINT' | 'DOUBLE';
  expression(dialect: Spoken): string;
  /** Input and outcome of each row; the outcome of DATE is an ISO day. */
  rows: readonly (readonly [string | number | null, string | number | boolean | null])[];
}

/** A case of a function. */
export function of<Spoken extends Dialect>(
  type: DialectCase['type'],
  expression: (dialect: Spoken) => string,
  rows: DialectCase['rows'],
): DialectCase<Spoken> {
  return { type, expression, rows };
}

/** Functions that are no expression over one value have tests of their own in suite.ts. */
type Elsewhere = 'name' | 'identifier' | 'parquetRows' | 'numberedRows' | 'median';

/** Functions that make something of days. */
export type DateSpelling =
  | 'date'
  | 'daysBetween'
  | 'addDays'
  | 'epochDay'
  | 'monthStart'
  | 'weekday'
  | 'monthIndex'
  | 'dayIn'
  | 'instant';

/** All others: a new function of a dialect does not compile without its cases. */
export type ValueSpelling = Exclude<keyof Dialect, Elsewhere | DateSpelling>;

/** Functions of engines that read the files of others. */
export type ReadingSpelling = Exclude<
  keyof ReadingDialect,
  keyof Dialect | 'canName' | 'csvRows' | 'decoded' | 'parquetParts'
>;
