import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { firstBytes } from '../../csv/input-text';
import { hashStream } from '../../storage/disk/file-hash';
import type { InputObject } from '../../storage/inputs/input-object';
import type { StagedInput } from '../rejects/staged-input';
import { cleanParquet } from './clean-parquet';
import type { EtlJob } from './etl-job';
import type { ParquetFile } from './parquet-file';
import { columnAt, decodedText, openParquet, parquetRows, readingParquet } from './parquet-file';
import { makeTextBytes } from './parquet-footer';
import { hasUnplacedDays, isCleanText, parquetLines } from './parquet-lines';
import { parquetRejects } from './parquet-rejects';
import { isNested } from './parquet-types';
import type { Staging } from './staged-lines';
import { countRecords, stageLines } from './staged-lines';
import type { TableSample } from './table-sample';

const MAGIC = Buffer.from('PAR1');

/** Whether the stored bytes are Parquet, judged by content. */
export async function isParquet(input: InputObject): Promise<boolean> {
  return (await firstBytes(await input.open(), MAGIC.length)).equals(MAGIC);
}

/** Adds the rows of a Parquet file, its columns typed or text, to the records that are staged. */
export async function stageParquet(job: EtlJob, input: InputObject, into: Staging): Promise<StagedInput> {
  const { engine, settings } = job;
  const copyPath = join(job.workDir, `rows-${into.first}.parquet`);
  return readingParquet(input.name, async () => {
    const file = await readableParquet(job, input, copyPath);
    if (hasUnplacedDays(file, settings.csv)) {
      job.progress.note(
        `${input.name}: instants are read as days in UTC; --time-zone names the shop's, e.g. America/Santiago`,
      );
    }
    const hash = input.hash ?? (await hashStream(await input.open()));
    const records = await stageRows(job, file, into);
    return {
      name: input.name,
      hash,
      records,
      lines: [{ first: 0, records, line: 1 }],
      malformed: new Map(),
      stopped: false,
      rejectsKept: false,
      eachReject: (judged, receive) =>
        readingParquet(input.name, () => parquetRejects({ engine, file, judged, first: into.first, records }, receive)),
    };
  });
}

/** Takes the values of a file that holds nothing to reject as they are; any other is read value by value. */
async function stageRows(job: EtlJob, file: ParquetFile, into: Staging): Promise<number> {
  const { engine, settings, today } = job;
  const lines = parquetLines(file, settings.csv, engine.dialect);
  const clean = cleanParquet(file, settings.csv, engine.dialect, today);
  if (clean === null) return stageLines(job, lines, into);
  const [found] = await engine.rows<{ dirty: boolean }>(clean.check);
  if (found!.dirty) return stageLines(job, lines, into);
  await engine.tables.insert(into.staged, clean.select);
  return (await countRecords(engine, into.staged)) - into.first;
}

/** The file where it lies, or a copy of it: to be fetched, or because some of its text cannot be read as text. */
async function readableParquet({ engine }: EtlJob, input: InputObject, copyPath: string): Promise<ParquetFile> {
  const { name, localPath } = input;
  const inPlace = localPath !== null && engine.dialect.canName(localPath);
  if (!inPlace) await copy(input, copyPath);
  const path = inPlace ? localPath : copyPath;
  const file = await openParquet(engine, { name, path });
  if (await isCleanText(engine, file)) return file;
  if (inPlace) await copy(input, copyPath);
  await makeTextBytes(copyPath);
  return { ...file, path: copyPath, raw: true };
}

async function copy(input: InputObject, path: string): Promise<void> {
  await pipeline(await input.open(), createWriteStream(path));
}

/** Rows of a sample. */
const SAMPLE_ROWS = 5000;

/** The first rows of a Parquet file as text. */
export async function parquetSample(job: EtlJob, input: InputObject): Promise<TableSample> {
  const file = await readableParquet(job, input, join(job.workDir, 'sample.parquet'));
  const { dialect } = job.engine;
  const texts = file.columns.map(({ text, type }, at) => {
    if (isNested(type)) return `'' AS t${at}`;
    const value = text ? decodedText(dialect, file, at) : dialect.text(columnAt(at));
    return `coalesce(${value}, '') AS t${at}`;
  });
  const table = await job.engine.columns(
    `SELECT ${texts.join(', ')} FROM ${parquetRows(dialect, file)} LIMIT ${SAMPLE_ROWS}`,
  );
  const columns = texts.map((_, at) => table.strings(`t${at}`));
  const rows = Array.from({ length: table.length }, (_, row) => columns.map((column) => column[row]!));
  return { names: file.columns.map(({ name }) => name), rows };
}
