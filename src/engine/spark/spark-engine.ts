import { resolve } from 'node:path';
import { closeAll } from '../../storage/disk/cleanup';
import { parquetParts } from '../../storage/disk/parquet-parts';
import type { WorkFolder } from '../../storage/disk/work-folder';
import type { SharedFolder } from '../../storage/shared/shared-folder-interface';
import type { ColumnTable } from '../column-table';
import { partsToRead } from '../duckdb/duckdb-files';
import { identifier as duckdbName } from '../duckdb/duckdb-quoting';
import type { Engine, ReadingEngine, Scalar, Selection, TextFormat, Workers } from '../engine';
import type { Columns, ColumnType, Query, Source } from '../relation';
import type { TableColumn } from '../table-column';
import type { TableMaker } from '../table-maker';
import { TableStore } from '../table-store';
import { readableFile } from './readable-file';
import { sparkDialect } from './spark-dialect';
import { sparkStepError } from './spark-errors';
import type { SparkStep, SparkTransport } from './spark-manifest';
import { schemaOf } from './spark-manifest';
import { StepList } from './step-list';

interface Filled {
  columns: Readonly<Record<string, { type: ColumnType }>>;
  numbered: string | null;
  rows: number;
}

/** What an engine on Spark stands on. */
export interface SparkParts {
  transport: SparkTransport;
  /** Where tables lie between the steps. */
  shared: SharedFolder;
  /** Whose environment the commands of `forEach` get. */
  environment: 'driver' | 'worker';
  /** Bytes that the commands of one machine share, null for most of what is there. */
  memory: number | null;
  /** Ends the transport, and removes what was shared where that does not lie in the work folder. */
  close(): Promise<void>;
  local: ReadingEngine;
  work: WorkFolder;
}

/** Relations as steps of manifests; rows that are asked for come back as Parquet. */
export class SparkEngine implements Engine, TableMaker, Workers {
  readonly dialect = sparkDialect;
  readonly tables = new TableStore(this);
  readonly inSlices = false;
  readonly workers = this;
  readonly local: ReadingEngine;
  readonly shared: SharedFolder;
  private readonly list = new StepList();
  /** Of the tables that are filled row by row: their columns, the one that numbers the rows, and how many there are. */
  private readonly filled = new Map<string, Filled>();
  private names = 0;

  constructor(private readonly parts: SparkParts) {
    this.local = parts.local;
    this.shared = parts.shared;
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
      const name = this.newName();
      try {
        await this.run(
          this.list.stepsFor({ kind: 'sink', name: 'the rows asked for', sql, path: this.addressOf(name) }),
        );
        return await work(await parquetParts(await this.shared.fetch(name)));
      } finally {
        await this.remove([this.addressOf(name)]);
      }
    });
  }

  async writeBuckets(query: Query, name: string): Promise<void> {
    await this.tables.reading(query, async (sql) => {
      const path = this.addressOf(name);
      await this.run(this.list.stepsFor({ kind: 'sink', name: 'the buckets', sql, path, by: 'bucket' }));
    });
  }

  async forEach(name: string, command: readonly string[], items: readonly string[]): Promise<string[]> {
    const { environment, memory } = this.parts;
    const { printed } = await this.run([{ kind: 'pipe', name, command, items, environment, memory }]);
    return printed[name]!;
  }

  async createEmpty(name: string, columns: Columns): Promise<void> {
    const none = Object.entries(columns).map(([column, { type }]) => [column, { type, values: [] }] as const);
    await this.createTable(name, Object.fromEntries(none) as Record<string, TableColumn>);
  }

  async createSource({ name, columns, numbered }: Source): Promise<void> {
    await this.createEmpty(name, columns);
    this.filled.set(name, { columns, numbered, rows: 0 });
  }

  async createTable(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void> {
    this.filled.set(name, { columns, numbered: null, rows: 0 });
    this.list.addSource(name, schemaOf(columns), []);
    await this.append(name, columns);
  }

  async createAs(name: string, kind: 'table' | 'view', sql: string, columns: Columns): Promise<void> {
    this.list.addSelect(kind, name, { sql, schema: schemaOf(columns), path: this.addressOf(this.newName()) });
  }

  async append(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void> {
    const table = `appended_${++this.names}`;
    await this.local.createTable(table, columns);
    try {
      await this.addRows(name, `(SELECT ${this.givenColumns(name).join(', ')} FROM ${table})`);
    } finally {
      await this.local.run(`DROP TABLE ${table}`);
    }
  }

  async insert(name: string, select: string): Promise<void> {
    await this.files(select, (parts) => this.addRows(name, partsToRead(parts)));
  }

  async adopt({ name }: Source, path: string): Promise<void> {
    const given = `${this.newName()}.parquet`;
    this.list.addFiles(name, [
      await this.shared.lend(await readableFile(resolve(path), this.parts.work.path, given), given),
    ]);
  }

  async drop(name: string): Promise<void> {
    await this.remove(this.list.drop(name));
  }

  async close(): Promise<void> {
    const { parts } = this;
    await closeAll([() => parts.close(), () => parts.local.close(), () => parts.work.close()]);
  }

  /** Adds the rows of a FROM item of the local engine, its columns by their order, to a table that is filled row by row. */
  private async addRows(name: string, from: string): Promise<void> {
    const filled = this.filled.get(name)!;
    const { columns, numbered, rows } = filled;
    const given = this.givenColumns(name);
    const cast = Object.entries(columns)
      .filter(([column]) => column !== numbered)
      .map(([, { type }], i) => `CAST(${given[i]} AS ${type}) AS ${given[i]}`);
    const place = numbered === null ? [] : [`row_number() OVER () - 1 + ${rows} AS ${duckdbName(numbered)}`];
    const file = `${this.newName()}.parquet`;
    filled.rows += await this.local.writeParquet(
      `SELECT ${[...cast, ...place].join(', ')} FROM ${from} AS given(${given.join(', ')})`,
      await this.shared.draft(file),
    );
    await this.shared.share(file);
    this.list.addFiles(name, [this.addressOf(file)]);
  }

  /** Names of the columns that whoever fills a table gives, for the local engine. */
  private givenColumns(name: string): string[] {
    const { columns, numbered } = this.filled.get(name)!;
    return Object.keys(columns)
      .filter((column) => column !== numbered)
      .map(duckdbName);
  }

  private async run(steps: readonly SparkStep[]) {
    const { transport } = this.parts;
    const answer = await transport.run({ steps });
    if ('step' in answer) {
      const failed = steps.find(({ name }) => name === answer.step);
      throw sparkStepError(failed, { name: answer.step, message: answer.message, log: transport.log });
    }
    await this.remove(this.list.finish(steps));
    return answer;
  }

  /** What cannot be removed goes with the whole folder; that it is there still is no fault of a result. */
  private async remove(addresses: readonly string[]): Promise<void> {
    // Files that others gave are theirs.
    const start = `${this.shared.address}/`;
    const own = addresses.filter((address) => address.startsWith(start));
    for (const address of own) await this.shared.remove(address.slice(start.length)).catch(() => undefined);
  }

  /** Of a file or folder in the shared one. */
  private newName(): string {
    return `rows-${++this.names}`;
  }

  private addressOf(name: string): string {
    return `${this.shared.address}/${name}`;
  }

  private reading<T>(query: Selection, work: (sql: string) => Promise<T>): Promise<T> {
    return typeof query === 'string' ? work(query) : this.tables.reading(query, work);
  }
}
