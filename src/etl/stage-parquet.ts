import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { identifier } from '../engine/dialect';
import type { InputObject } from '../storage/input-object';
import type { TableSample } from './advice/table-sample';
import type { EtlJob } from './etl-job';
import { firstBytes } from './input-text';
import type { ParquetFile } from './parquet-lines';
import { parquetLines, readParquetSchema, readParquetSql } from './parquet-lines';
import { parquetRejects } from './parquet-rejects';
import type { StagedInput } from './staged-input';
import { countStaged, stageLines } from './staged-lines';

const MAGIC = Buffer.from('PAR1');

/** Whether the stored bytes are Parquet, judged by content. */
export async function isParquet(input: InputObject): Promise<boolean> {
  return (await firstBytes(await input.open(), MAGIC.length)).equals(MAGIC);
}

/** Adds the rows of a Parquet file, its columns typed or text, to `staged_lines`. */
export async function stageParquet(job: EtlJob, input: InputObject): Promise<StagedInput> {
  const { engine, settings, workDir } = job;
  const first = await countStaged(engine);
  const file: ParquetFile = { name: input.name, path: await localCopy(input, join(workDir, `rows-${first}.parquet`)) };
  const schema = await readParquetSchema(engine, file);
  const columns = schema.map(({ name }) => name);
  const records = await stageLines(job, parquetLines(file, schema, settings.csv));
  return {
    name: input.name,
    records,
    malformed: new Map(),
    eachReject: (receive) => parquetRejects({ engine, file, columns, first, records }, receive),
  };
}

/** DuckDB would take wildcards in a path for a pattern, so such a file is copied too. */
async function localCopy(input: InputObject, copyPath: string): Promise<string> {
  if (input.localPath !== null && !/[*?[\]{}]/.test(input.localPath)) return input.localPath;
  await pipeline(await input.open(), createWriteStream(copyPath));
  return copyPath;
}

/** Rows of a sample. */
const SAMPLE_ROWS = 5000;

/** The first rows of a Parquet file as text. */
export async function parquetSample({ engine, workDir }: EtlJob, input: InputObject): Promise<TableSample> {
  const file: ParquetFile = { name: input.name, path: await localCopy(input, join(workDir, 'sample.parquet')) };
  const names = (await readParquetSchema(engine, file)).map(({ name }) => name);
  const columns = names.map((name, i) => `coalesce(CAST(${identifier(name)} AS VARCHAR), '') AS c${i}`);
  const table = await engine.columns(`SELECT ${columns.join(', ')} FROM ${readParquetSql(file)} LIMIT ${SAMPLE_ROWS}`);
  const texts = names.map((_, i) => table.strings(`c${i}`));
  return { names, rows: Array.from({ length: table.length }, (_, row) => texts.map((column) => column[row]!)) };
}
