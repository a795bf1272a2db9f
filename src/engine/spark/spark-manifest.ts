import type { Columns, ColumnType } from '../relation';

/** Spark's names of the column types, as a schema prints them. */
const TYPES: Record<ColumnType, string> = {
  VARCHAR: 'string',
  DOUBLE: 'double',
  INTEGER: 'int',
  BIGINT: 'bigint',
  DATE: 'date',
  BOOLEAN: 'boolean',
  'VARCHAR[]': 'array<string>',
  'DOUBLE[]': 'array<double>',
};

/** Column names and types in their order. */
export type Schema = readonly (readonly [name: string, type: string])[];

/** One thing to be done, by the name that failures are told under. Paths are local, or of a store that Spark knows. */
export type SparkStep =
  /** Parquet files with these columns are a table. */
  | { kind: 'source'; name: string; files: readonly string[]; schema: Schema }
  /** A SELECT with these columns is a table, worked out where it is read. */
  | { kind: 'view'; name: string; sql: string; schema: Schema }
  /** The same, written to a folder of Parquet files and read from there. */
  | { kind: 'table'; name: string; sql: string; schema: Schema; path: string }
  /** A SELECT's rows, in its order, as a folder of Parquet files; or a folder each value of a column, in no order. */
  | { kind: 'sink'; name: string; sql: string; path: string; by?: string }
  /** A command is run for each item, which it reads on stdin; what it prints is the answer. */
  | {
      kind: 'pipe';
      name: string;
      command: readonly string[];
      items: readonly string[];
      /** Whose environment it gets: the driver's without keys, or that of the worker that it runs on, keys included. */
      environment: 'driver' | 'worker';
      /** Bytes that all commands of one machine share; null: most of what Spark leaves there. */
      memory: number | null;
    };

/** What the runner is given: steps in order, each of which may read what those before it made. */
export interface SparkManifest {
  steps: readonly SparkStep[];
}

/** What the runner answers, on one line of JSON. */
export type SparkAnswer =
  /** Rows of each sink, and lines that pipes have printed, by the names of the steps. */
  | { rows: Record<string, number>; printed: Record<string, string[]> }
  /** The step that failed, and why. */
  | { step: string; message: string };

/** Runs manifests somewhere. */
export interface SparkTransport {
  run(manifest: SparkManifest): Promise<SparkAnswer>;
  /** Where its log can be read later, null where it goes with the session. */
  readonly log: string | null;
  close(): Promise<void>;
}

export function schemaOf(columns: Columns | Readonly<Record<string, { type: ColumnType }>>): Schema {
  return Object.entries(columns).map(([name, { type }]) => [name, TYPES[type]] as const);
}
