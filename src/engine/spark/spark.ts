import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { WorkFolder } from '../../storage/disk/work-folder';
import { openWorkFolder } from '../../storage/disk/work-folder';
import type { ColumnTable } from '../column-table';
import { openDuckdb } from '../duckdb/duckdb';
import { partsToRead } from '../duckdb/duckdb-files';
import { identifier as duckdbName } from '../duckdb/duckdb-quoting';
import type { Engine, ReadingEngine, Scalar, Selection, TextFormat, Workers } from '../engine';
import type { Columns, Query, Source } from '../relation';
import type { TableColumn } from '../table-column';
import type { TableMaker } from '../table-maker';
import { TableStore } from '../table-store';
import { sparkDialect } from './spark-dialect';
import { refusePattern, sparkStepError } from './spark-errors';
import type { SparkStep, SparkTransport } from './spark-manifest';
import { schemaOf } from './spark-manifest';
import type { SparkOptions } from './spark-options';
import { openSparkSession } from './spark-session';
import { StepList } from './step-list';

export interface SparkEngineOptions extends SparkOptions {
  /** Of the engine beside it that reads and writes this machine's files. */
  threads?: number | undefined;
  localMemory?: string | undefined;
  workDir?: string | undefined;
}

/** Opens Spark, and an embedded DuckDB beside it for the files of this machine; `close` ends both. */
export async function openSpark(options: SparkEngineOptions): Promise<SparkEngine> {
  const { threads, localMemory: memory, workDir } = options;
  // Spark works elsewhere than this process.
  const work = await openWorkFolder(workDir === undefined ? undefined : resolve(workDir));
  try {
    refusePattern(work.path);
    const session = await openSparkSession(options, work.path);
    try {
      return new SparkEngine(session, await openDuckdb({ threads, memory, workDir: work.path }), work);
    } catch (cause) {
      await session.close();
      throw cause;
    }
  } catch (cause) {
    await work.close();
    throw cause;
  }
}

/** Relations as steps of manifests; rows that are asked for come back as Parquet. */
export class SparkEngine implements Engine, TableMaker, Workers {
  readonly dialect = sparkDialect;
  readonly tables = new TableStore(this);
  readonly inSlices = false;
  readonly workers = this;
  readonly folder: string;
  private readonly list = new StepList();
  /** Of the tables that are filled row by row: the column that numbers them, and how many there are. */
  private readonly filled = new Map<string, { numbered: string | null; rows: number }>();
  private paths = 0;

  constructor(
    private readonly transport: SparkTransport,
    readonly local: ReadingEngine,
    private readonly work: WorkFolder,
  ) {
    this.folder = join(work.path, 'shared');
  }

  async columns(query: Selection): Promise<ColumnTable> {
    return this.files(query, (parts) => this.local.columns(`SELECT * FROM ${partsToRead(parts)}`));
  }

  async rows<Row extends Record<string, Scalar>>(query: Selection): Promise<Row[]> {
    return this.files(query, (parts) => this.local.rows<Row>(`SELECT * FROM ${partsToRead(parts)}`));
  }

  async describe(query: Selection): Promise<{ name: string; type: string }[]> {
    return this.reading(query, (sql) =>
      this.files(`SELECT * FROM (${sql}) AS described LIMIT 0`, (parts) =>
        this.local.describe(`SELECT * FROM ${partsToRead(parts)}`),
      ),
    );
  }

  async writeParquet(query: Selection, path: string): Promise<number> {
    return this.files(query, (parts) => this.local.writeParquet(`SELECT * FROM ${partsToRead(parts)}`, path));
  }

  async writeText(query: Selection, path: string, format: TextFormat): Promise<void> {
    return this.files(query, (parts) => this.local.writeText(`SELECT * FROM ${partsToRead(parts)}`, path, format));
  }

  /** Works with a query's rows as Parquet files, in their order, which go afterwards. */
  async files<T>(query: Selection, work: (paths: string[]) => Promise<T>): Promise<T> {
    return this.reading(query, async (sql) => {
      const path = this.newPath();
      try {
        await this.run(this.list.stepsFor({ kind: 'sink', name: 'the rows asked for', sql, path }));
        return await work(await partsOf(path));
      } finally {
        await rm(path, { recursive: true, force: true });
      }
    });
  }

  async writeBuckets(query: Query, path: string): Promise<void> {
    await this.tables.reading(query, async (sql) => {
      await this.run(this.list.stepsFor({ kind: 'sink', name: 'the buckets', sql, path, by: 'bucket' }));
    });
  }

  async forEach(name: string, command: readonly string[], items: readonly string[]): Promise<string[]> {
    const { printed } = await this.run([{ kind: 'pipe', name, command, items }]);
    return printed[name]!;
  }

  async createEmpty(name: string, columns: Columns): Promise<void> {
    const none = Object.entries(columns).map(([column, { type }]) => [column, { type, values: [] }] as const);
    await this.createTable(name, Object.fromEntries(none) as Record<string, TableColumn>);
  }

  async createSource({ name, columns, numbered }: Source): Promise<void> {
    await this.createEmpty(name, columns);
    this.filled.set(name, { numbered, rows: 0 });
  }

  async createTable(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void> {
    this.filled.set(name, { numbered: null, rows: 0 });
    this.list.addSource(name, schemaOf(columns), []);
    await this.append(name, columns);
  }

  async createAs(name: string, kind: 'table' | 'view', sql: string, columns: Columns): Promise<void> {
    this.list.addSelect(kind, name, { sql, schema: schemaOf(columns), path: this.newPath() });
  }

  async append(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void> {
    const table = `appended_${++this.paths}`;
    await this.local.createTable(table, columns);
    try {
      await this.addRows(name, table);
    } finally {
      await this.local.run(`DROP TABLE ${table}`);
    }
  }

  async insert(name: string, select: string): Promise<void> {
    await this.files(select, (parts) => this.addRows(name, partsToRead(parts)));
  }

  async adopt({ name }: Source, path: string): Promise<void> {
    this.list.addFiles(name, [resolve(path)]);
  }

  async drop(name: string): Promise<void> {
    await this.remove(this.list.drop(name));
  }

  async close(): Promise<void> {
    await this.transport.close();
    await this.local.close();
    await this.work.close();
  }

  /** Adds the rows of a FROM item of the local engine to a table that is filled row by row. */
  private async addRows(name: string, from: string): Promise<void> {
    const filled = this.filled.get(name)!;
    const { numbered, rows } = filled;
    const place = numbered === null ? '' : `, row_number() OVER () - 1 + ${rows} AS ${duckdbName(numbered)}`;
    const path = `${this.newPath()}.parquet`;
    filled.rows += await this.local.writeParquet(`SELECT *${place} FROM ${from}`, path);
    this.list.addFiles(name, [path]);
  }

  private async run(steps: readonly SparkStep[]) {
    const answer = await this.transport.run({ steps });
    if ('step' in answer) {
      const failed = steps.find(({ name }) => name === answer.step);
      throw sparkStepError(failed, answer.step, answer.message);
    }
    await this.remove(this.list.finish(steps));
    return answer;
  }

  private async remove(paths: readonly string[]): Promise<void> {
    // Files that others gave are theirs.
    const own = paths.filter((path) => path.startsWith(this.work.path));
    await Promise.all(own.map((path) => rm(path, { recursive: true, force: true })));
  }

  private newPath(): string {
    return join(this.work.path, `rows-${++this.paths}`);
  }

  private reading<T>(query: Selection, work: (sql: string) => Promise<T>): Promise<T> {
    return typeof query === 'string' ? work(query) : this.tables.reading(query, work);
  }
}

/** The files of a folder that Spark wrote, in the order of their rows. */
async function partsOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.parquet'));
  return names.sort().map((name) => join(folder, name));
}
