import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { RecompraError } from '../../config/errors';
import { countedNative, onInterrupt } from '../../storage/disk/cleanup';
import type { WorkFolder } from '../../storage/disk/work-folder';
import { openWorkFolder } from '../../storage/disk/work-folder';
import type { ColumnTable } from '../column-table';
import type { ReadingEngine, Scalar, Selection, TextFormat } from '../engine';
import type { Source } from '../relation';
import type { TableColumn } from '../table-column';
import type { TableMaker } from '../table-maker';
import { TableStore } from '../table-store';
import { readColumns } from './duckdb-columns';
import { duckdbDialect } from './duckdb-dialect';
import { engineError } from './duckdb-errors';
import { parquetNote, parquetSize } from './duckdb-files';
import { fileToWrite } from './duckdb-paths';
import { identifier } from './duckdb-quoting';
import { tablesAt } from './duckdb-storage';
import { chunksOf, plainValue } from './duckdb-values';
import { keepByteOrderMarks } from './exact-text';
import { spreadsheetText } from './spreadsheet-text';

export interface DuckdbOptions {
  /** Threads; all cores unless given. */
  threads?: number | undefined;
  /** DuckDB's own memory, e.g. `512MB`; what does not fit is spilled to `workDir`. */
  memory?: string | undefined;
  /** Bytes of CSV text that the tables will be made of: those of little are kept in memory. */
  textBytes?: number | undefined;
  /** Folder for the database and spill files; a temporary one unless given. */
  workDir?: string | undefined;
}

/** A dictionary of most of a column's values costs more time than anything else, and makes the file no smaller. */
const PARQUET_OPTIONS = 'FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 4096';

/** Opens an embedded DuckDB on files of its own, which `close` removes. */
export async function openDuckdb(options: DuckdbOptions = {}): Promise<ReadingEngine> {
  keepByteOrderMarks();
  const work = await openWorkFolder(options.workDir);
  try {
    const instance = await DuckDBInstance.create(tablesAt(work.path, options.textBytes, options.memory), {
      // That of its first release is the default, slower to write and half as large again.
      storage_compatibility_version: 'latest',
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

class DuckdbEngine implements ReadingEngine, TableMaker {
  readonly dialect = duckdbDialect;
  readonly local = this;
  readonly workers = null;
  readonly inSlices = true;
  readonly tables = new TableStore(this);
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

  async columns(query: Selection): Promise<ColumnTable> {
    return this.reading(query, (sql) => this.attempt(sql, async () => readColumns(await this.connection.stream(sql))));
  }

  async rows<Row extends Record<string, Scalar>>(query: Selection): Promise<Row[]> {
    const reader = await this.reading(query, (sql) => this.attempt(sql, () => this.connection.runAndReadAll(sql)));
    return reader.getRowObjects().map((row) => {
      const plain = Object.entries(row).map(([name, value]) => [name, plainValue(value)] as const);
      return Object.fromEntries(plain) as Row;
    });
  }

  async describe(query: Selection): Promise<{ name: string; type: string }[]> {
    const rows = await this.reading(query, (sql) =>
      this.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${sql}`),
    );
    return rows.map(({ column_name, column_type }) => ({ name: column_name, type: column_type }));
  }

  async parquetSize(path: string): Promise<number> {
    const [file] = await this.rows<{ rows: number }>(parquetSize(path));
    return file!.rows;
  }

  async parquetNote(path: string, key: string): Promise<string | null> {
    const [note] = await this.rows<{ value: string | null }>(parquetNote(path, key));
    return note?.value ?? null;
  }

  async createEmpty(name: string, columns: Readonly<Record<string, { type: string }>>): Promise<void> {
    const spec = Object.entries(columns).map(([column, { type }]) => `${identifier(column)} ${type}`);
    await this.run(`CREATE OR REPLACE TABLE ${identifier(name)} (${spec.join(', ')})`);
  }

  async createSource({ name, columns, numbered }: Source): Promise<void> {
    await this.createEmpty(name, Object.fromEntries(Object.entries(columns).filter(([column]) => column !== numbered)));
  }

  async createAs(name: string, kind: 'table' | 'view', select: string): Promise<void> {
    await this.run(`CREATE OR REPLACE ${kind === 'view' ? 'VIEW' : 'TABLE'} ${identifier(name)} AS ${select}`);
  }

  async insert(name: string, select: string): Promise<void> {
    await this.run(`INSERT INTO ${identifier(name)} ${select}`);
  }

  async adopt({ name, columns, numbered }: Source, path: string): Promise<void> {
    const stored = Object.keys(columns).filter((column) => column !== numbered);
    const order = numbered === null ? '' : ` ORDER BY ${identifier(numbered)}`;
    await this.insert(
      name,
      `SELECT ${stored.map(identifier).join(', ')} FROM ${duckdbDialect.parquetRows(path)}${order}`,
    );
  }

  async drop(name: string, kind: 'table' | 'view'): Promise<void> {
    await this.run(`DROP ${kind === 'view' ? 'VIEW' : 'TABLE'} IF EXISTS ${identifier(name)}`);
  }

  async createTable(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void> {
    await this.createEmpty(name, columns);
    await this.append(name, columns);
  }

  async append(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void> {
    const appender = await this.connection.createAppender(name);
    for (const chunk of chunksOf(columns)) appender.appendDataChunk(chunk);
    appender.closeSync();
  }

  async writeParquet(query: Selection, path: string): Promise<number> {
    const target = fileToWrite(path);
    const [copied] = await this.reading(query, (sql) =>
      this.rows<{ Count: number }>(`COPY (${sql}) TO ${target} (${PARQUET_OPTIONS})`),
    );
    return copied!.Count;
  }

  async writeCsv(query: Selection, path: string): Promise<void> {
    const compression = path.endsWith('.gz') ? 'gzip' : 'none';
    const target = `${fileToWrite(path)} (FORMAT csv, HEADER, COMPRESSION ${compression})`;
    await this.reading(query, (sql) => this.run(`COPY (${sql}) TO ${target}`));
  }

  async writeText(query: Selection, path: string, format: TextFormat): Promise<void> {
    await this.reading(query, (sql) => this.copyText(sql, path, format));
  }

  private async copyText(sql: string, path: string, format: TextFormat): Promise<void> {
    const target = fileToWrite(path);
    if (format === 'json') return this.run(`COPY (${sql}) TO ${target} (FORMAT json, ARRAY true)`);
    const described = await this.describe(sql);
    const { mark, separator } = CSV_SHAPES[format];
    const cells = described.map(({ name, type }, i) => {
      const shown = i === 0 ? mark + name : name;
      return `${spreadsheetCell(identifier(name), type)} AS ${identifier(shown)}`;
    });
    const options = `FORMAT csv, HEADER, DELIMITER '${separator}'`;
    await this.run(`COPY (SELECT ${cells.join(', ')} FROM (${sql}) AS written) TO ${target} (${options})`);
  }

  async close(): Promise<void> {
    this.forget();
    this.connection.closeSync();
    this.instance.closeSync();
    await this.work.close();
  }

  private reading<T>(query: Selection, work: (sql: string) => Promise<T>): Promise<T> {
    return typeof query === 'string' ? work(query) : this.tables.reading(query, work);
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

/** DuckDB writes no byte-order mark: it leads the name of the first column, and so the file. */
const CSV_SHAPES = { csv: { mark: '', separator: ',' }, spreadsheet: { mark: '\uFEFF', separator: ';' } } as const;

/** A column as a spreadsheet should get it: lists as text, and no text that it would run as a formula. */
function spreadsheetCell(column: string, type: string): string {
  const text = type.endsWith('[]') ? `array_to_string(${column}, ' | ')` : column;
  return type === 'VARCHAR' || type === 'VARCHAR[]' ? spreadsheetText(text) : text;
}
