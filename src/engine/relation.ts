import type { Dialect } from './dialect';
import type { TableColumn } from './table-column';

/** Column types that every engine has, by DuckDB's names. */
export type ColumnType = TableColumn['type'] | 'BOOLEAN';

export interface ColumnSpec {
  type: ColumnType;
  /** What a value says, in words. */
  meaning: string;
  /** What it is counted in: `days`, `epoch day`, `units`; absent where it is no quantity. */
  unit?: string;
}

/** Columns by name, in their order. */
export type Columns = Readonly<Record<string, ColumnSpec>>;

/** Names of the tables that a SELECT reads, by the role they play in it. */
export type Names<Inputs> = { readonly [Role in keyof Inputs]: string };

type Inputs = Readonly<Record<string, Relation>>;

interface Described {
  /** Table it becomes, unless another of that name is there; by it a reader finds it. */
  readonly name: string;
  /** What a row is. */
  readonly row: string;
  readonly columns: Columns;
}

/** A SELECT over other relations: a value that says all it stands on. */
export interface Selected extends Described {
  readonly kind: 'table' | 'view';
  readonly of: Inputs;
  readonly select: (dialect: Dialect, names: Readonly<Record<string, string>>) => string;
  /** Made of this many days of one input at a time. */
  readonly slices: Slices | null;
}

/** Rows of a slice depend on nothing else, so that memory is that of a slice. */
export interface Slices {
  /** Role of the input. */
  of: string;
  /** Its column of type DATE. */
  day: string;
  days: number;
}

/** A small table of values that are known before anything is read. */
export interface Given extends Described {
  readonly kind: 'values';
  readonly values: Readonly<Record<string, TableColumn>>;
}

/** A small table that is worked out in TypeScript from one row of figures about other relations. */
export interface Calculated extends Described {
  readonly kind: 'calculated';
  readonly of: Inputs;
  /** A SELECT of one row of numbers. */
  readonly select: (dialect: Dialect, names: Readonly<Record<string, string>>) => string;
  /** Pure, and the same function for the same meaning: two relations with one function are one. */
  readonly values: (figures: Readonly<Record<string, number>>) => Record<string, TableColumn>;
}

/** A table that a reader fills: what all others stand on. Each is another, whatever its name. */
export interface Source extends Described {
  readonly kind: 'source';
  /** Column (BIGINT) in which the engine numbers the rows as they come in, from 0; null where nobody asks. */
  readonly numbered: string | null;
}

export type Relation = Selected | Given | Calculated | Source;

/** A SELECT whose rows are read at once and never become a table. */
export interface Query {
  readonly of: Inputs;
  readonly select: (dialect: Dialect, names: Readonly<Record<string, string>>) => string;
}

interface RelationOptions<Of extends Inputs> extends Described {
  /** The relations that it reads, by the roles they play. */
  of: Of;
  /** Pure: the same dialect and names give the same text. */
  select: (dialect: Dialect, names: Names<Of>) => string;
  /** `view`: its rows are worked out where they are read; `table` unless given. */
  kind?: Selected['kind'];
  slices?: (Omit<Slices, 'of'> & { of: keyof Of & string }) | null;
}

/** A relation that is a SELECT over others. */
export function relation<Of extends Inputs>(options: RelationOptions<Of>): Selected {
  const { select, kind = 'table', slices = null, ...described } = options;
  return { ...described, kind, slices, select: (dialect, names) => select(dialect, names as Names<Of>) };
}

export function values(described: Described, columns: Readonly<Record<string, TableColumn>>): Given {
  return { ...described, kind: 'values', values: columns };
}

export function calculated<Of extends Inputs>(
  options: Described & {
    of: Of;
    select: (dialect: Dialect, names: Names<Of>) => string;
    values: Calculated['values'];
  },
): Calculated {
  const { select, ...rest } = options;
  return { ...rest, kind: 'calculated', select: (dialect, names) => select(dialect, names as Names<Of>) };
}

export function source(described: Described & { numbered?: string }): Source {
  return { numbered: null, ...described, kind: 'source' };
}

export function query<Of extends Inputs>(of: Of, select: (dialect: Dialect, names: Names<Of>) => string): Query {
  return { of, select: (dialect, names) => select(dialect, names as Names<Of>) };
}

/** A column's type, what it says, and its unit. */
export function column(type: ColumnType, meaning: string, unit?: string): ColumnSpec {
  return unit === undefined ? { type, meaning } : { type, meaning, unit };
}

/** What a relation reads, each once; nothing for values and sources. */
export function inputsOf(of: Query | Relation): Relation[] {
  return 'of' in of ? [...new Set(Object.values(of.of))] : [];
}

/** `name`, or with a number where that is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
