import { join } from 'node:path';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import {
  BIGINT,
  DATE,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBListValue,
  INTEGER,
  LIST,
  VARCHAR,
} from '@duckdb/node-api';
import { RecompraError } from '../config/errors';
import { countedNative, onInterrupt } from '../storage/cleanup';
import type { WorkFolder } from '../storage/work-folder';
import { openWorkFolder } from '../storage/work-folder';
import type { ColumnTable } from './column-table';
import { identifier } from './dialect';
import { readColumns } from './duckdb-columns';
import { duckdbDialect } from './duckdb-dialect';
import { fileToWrite } from './duckdb-paths';
import type { Engine, Scalar, TableColumn } from './engine';
import { keepByteOrderMarks } from './exact-text';
import { spreadsheetText } from './spreadsheet-text';

export interface DuckdbOptions {
  /** Threads; all cores unless given. */
  threads?: number | undefined;
  /** DuckDB's own memory, e.g. `512MB`; what does not fit is spilled to `workDir`. */
  memory?: string | undefined;
  /** Folder for the database and spill files; a temporary one unless given. */
  workDir?: string | undefined;
}

/** A dictionary of most of a column's values costs more time than anything else, and makes the file no smaller. */
const PARQUET_OPTIONS = 'FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 4096';

/** Rows a chunk may hold. */
const CHUNK_ROWS = 2048;

const TYPES: Record<TableColumn['type'], DuckDBType> = {
  VARCHAR,
  DOUBLE,
  INTEGER,
  BIGINT,
  DATE,
  'VARCHAR[]': LIST(VARCHAR),
  'DOUBLE[]': LIST(DOUBLE),
};

/** Opens an embedded DuckDB on files of its own, which `close` removes. */
export async function openDuckdb(options: DuckdbOptions = {}): Promise<Engine> {
  keepByteOrderMarks();
  const work = await openWorkFolder(options.workDir);
  try {
    const instance = await DuckDBInstance.create(join(work.path, 'stages.duckdb'), {
      temp_directory: join(work.path, 'spill'),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      ...(options.memory === undefined ? {} : { memory_limit: options.memory }),
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    // Bytes of a path are kept as long as its time does not change, which may take longer than writing it anew.
    await connection.run('SET enable_external_file_cache = false');
    return new DuckdbEngine(instance, connection, work);
  } catch (cause) {
    await work.close();
    throw cause instanceof RecompraError ? cause : engineError('', cause);
  }
}

class DuckdbEngine implements Engine {
  readonly dialect = duckdbDialect;
  private readonly forget: () => void;

  constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly work: WorkFolder,
  ) {
    this.forget = onInterrupt(async () => connection.interrupt());
  }

  async run(sql: string): Promise<void> {
    await this.attempt(sql, () => this.connection.run(sql));
  }

  async columns(sql: string): Promise<ColumnTable> {
    return this.attempt(sql, async () => readColumns(await this.connection.stream(sql)));
  }

  async rows<Row extends Record<string, Scalar>>(sql: string): Promise<Row[]> {
    const reader = await this.attempt(sql, () => this.connection.runAndReadAll(sql));
    return reader.getRowObjects().map((row) => {
      const plain = Object.entries(row).map(([name, value]) => [name, plainValue(value)] as const);
      return Object.fromEntries(plain) as Row;
    });
  }

  async createTable(name: string, columns: Record<string, TableColumn>): Promise<void> {
    const entries = Object.entries(columns);
    const spec = entries.map(([column, { type }]) => `${identifier(column)} ${type}`).join(', ');
    await this.run(`CREATE OR REPLACE TABLE ${identifier(name)} (${spec})`);
    const appender = await this.connection.createAppender(name);
    const rows = entries[0]?.[1].values.length ?? 0;
    for (let start = 0; start < rows; start += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, rows - start);
      const chunk = DuckDBDataChunk.create(entries.map(([, { type }]) => TYPES[type]));
      chunk.setColumns(entries.map(([, column]) => slice(column, start, count)));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  async writeParquet(sql: string, path: string): Promise<void> {
    await this.run(`COPY (${sql}) TO ${fileToWrite(path)} (${PARQUET_OPTIONS})`);
  }

  async writeText(sql: string, path: string, format: 'csv' | 'json'): Promise<void> {
    const target = fileToWrite(path);
    if (format === 'json') return this.run(`COPY (${sql}) TO ${target} (FORMAT json, ARRAY true)`);
    const described = await this.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${sql}`);
    const columns = described.map(({ column_name, column_type }) =>
      spreadsheetCell(identifier(column_name), column_type),
    );
    await this.run(`COPY (SELECT ${columns.join(', ')} FROM (${sql}) AS written) TO ${target} (FORMAT csv, HEADER)`);
  }

  async close(): Promise<void> {
    this.forget();
    this.connection.closeSync();
    this.instance.closeSync();
    await this.work.close();
  }

  private async attempt<T>(sql: string, work: () => Promise<T>): Promise<T> {
    try {
      return await countedNative(work);
    } catch (cause) {
      if (cause instanceof RecompraError) throw cause;
      throw engineError(sql, cause);
    }
  }
}

/** A column as a spreadsheet should get it: lists as text, and no text that it would run as a formula. */
function spreadsheetCell(column: string, type: string): string {
  const text = type.endsWith('[]') ? `array_to_string(${column}, ' | ')` : column;
  if (type !== 'VARCHAR' && type !== 'VARCHAR[]') return `${text} AS ${column}`;
  return `${spreadsheetText(text)} AS ${column}`;
}

/** A full disk is the user's to mend; any other engine error is ours. */
function engineError(sql: string, cause: unknown): RecompraError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/No space left on device|ENOSPC|max_temp_directory_size/i.test(message)) {
    return new RecompraError('unexpected', `the disk is full: ${message}`, {
      remedy: 'free some space, or point --work-dir to a larger disk',
      cause,
    });
  }
  if (/^Out of Memory Error/.test(message)) return tooLittleMemory(cause);
  if (/^(Conversion|Out of Range) Error/.test(message) && /INT(64|128)|HUGEINT|BIGINT|[Oo]verflow/.test(message)) {
    return tooLargeNumbers(cause);
  }
  return new RecompraError('unexpected', `the query failed: ${message}`, { lines: [sql.trim()], cause });
}

function tooLittleMemory(cause: unknown): RecompraError {
  const logged = "the SQL engine's memory is too small for this input";
  return new RecompraError('usage', logged, {
    remedy: 'give it more with --memory (2GB), or less to do at once with --threads 1',
    logged,
    cause,
  });
}

function tooLargeNumbers(cause: unknown): RecompraError {
  const logged = 'the numbers of the lines are too large to be added up exactly';
  return new RecompraError('data', logged, {
    remedy: 'look at the largest quantities and prices: they are no purchases, or in another unit',
    logged,
    cause,
  });
}

function slice(column: TableColumn, start: number, count: number): DuckDBValue[] {
  return Array.from({ length: count }, (_, i) => toDuckdb(column, start + i));
}

function toDuckdb(column: TableColumn, row: number): DuckDBValue {
  switch (column.type) {
    case 'VARCHAR':
      return column.values[row]!;
    case 'VARCHAR[]':
    case 'DOUBLE[]':
      return new DuckDBListValue([...column.values[row]!]);
    default:
      return toDuckdbNumber(column.type, column.values[row]!);
  }
}

function toDuckdbNumber(type: TableColumn['type'], value: number): DuckDBValue {
  if (Number.isNaN(value)) return null;
  if (type === 'DATE') return new DuckDBDateValue(value);
  return type === 'BIGINT' ? BigInt(value) : value;
}

function plainValue(value: DuckDBValue): Scalar {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return Number(value);
    default:
      return value === null ? null : String(value);
  }
}
