import type { CommandOption } from '../../config/errors';
import type { CsvSettings } from '../../config/settings';
import { isGzip, openText } from '../../csv/input-text';
import { buffersOf } from '../../storage/disk/buffers-of';
import type { InputObject } from '../../storage/inputs/input-object';
import type { EtlJob } from '../read/etl-job';
import { isParquet } from '../read/stage-parquet';
import type { LineColumn } from '../rejects/reject-reasons';
import { columnRoles } from './column-roles';
import { dateReadings } from './date-shapes';
import { propose } from './propose';
import { readingOptions } from './reading-options';
import { sampleInput } from './sample-input';

/** What an input shows of itself in its first rows, and how much there is of it. */
export interface InputLook {
  kind: 'CSV' | 'CSV, gzip' | 'Parquet';
  /** The settings that fit what was seen; those given where nothing has to change. */
  csv: CsvSettings;
  /** Sign between the fields; null where there is no text. */
  separator: string | null;
  /** Names in the file of the columns that were found, by their names in the contract. */
  columns: [column: LineColumn, name: string][];
  /** Needed columns that nothing in the file can be. */
  missing: LineColumn[];
  /** Names of all columns of the file. */
  names: readonly string[];
  /** Rows looked at, and their first and last day (epoch days); null where none could be read. */
  rows: number;
  days: { first: number; last: number } | null;
  /** Data lines: counted, or null where the whole input would have to be fetched for it. */
  lines: number | null;
  /** What only the reader can tell. */
  doubts: readonly string[];
  /** Options that the command needs. */
  options: readonly CommandOption[];
}

/** Looks at one input; null where it is no table of at least three columns. */
export async function lookAtInput(job: EtlJob, input: InputObject): Promise<InputLook | null> {
  const sampled = await sampleInput(job, input);
  if (sampled === null) return null;
  const { sample, csv: shown } = sampled;
  const parquet = await isParquet(input);
  const { found } = columnRoles(sample, shown);
  const proposal = propose(sample, shown);
  const csv = 'missing' in proposal ? shown : proposal.csv;
  const position = found.get('fecha_compra');
  const dates = position === undefined ? [] : sample.rows.map((row) => row[position] ?? '');
  return {
    kind: parquet ? 'Parquet' : (await isGzip(input)) ? 'CSV, gzip' : 'CSV',
    csv,
    separator: parquet ? null : separatorOf(csv, sampled.separator),
    columns: [...found].map(([column, at]) => [column, sample.names[at]!]),
    missing: 'missing' in proposal ? proposal.missing : [],
    names: sample.names,
    rows: sample.rows.length,
    days: dayRange(dates, csv.dateFormat),
    lines: await countLines(job, input, { parquet, csv }),
    doubts: 'missing' in proposal ? [] : proposal.doubts,
    options: 'missing' in proposal ? [] : readingOptions(job.settings.csv, csv),
  };
}

function separatorOf(csv: CsvSettings, shown: string | null): string | null {
  return csv.separator ?? shown;
}

/** Days of these texts as one of the formats reads them, the first that does. */
function dayRange(texts: readonly string[], formats: readonly string[] = ['ISO']): InputLook['days'] {
  const days = texts.flatMap((text) => {
    const readings = dateReadings(text.trim());
    const wanted = readings.find(({ format }) => formats.includes(format)) ?? readings[0];
    return wanted === undefined ? [] : [wanted.day];
  });
  if (days.length === 0) return null;
  return days.reduce((range, day) => ({ first: Math.min(range.first, day), last: Math.max(range.last, day) }), {
    first: days[0]!,
    last: days[0]!,
  });
}

const LINE_FEED = 10;

/** Lines of data by their ends: a line break within quotes counts too. */
async function countLines(
  { engine }: EtlJob,
  input: InputObject,
  { parquet, csv }: { parquet: boolean; csv: CsvSettings },
): Promise<number | null> {
  if (input.localPath === null) return null;
  if (parquet) {
    const [row] = await engine.rows<{ n: number }>(
      `SELECT count(*) AS n FROM ${engine.dialect.parquetRows(input.localPath)}`,
    );
    return Number(row!.n);
  }
  let ends = 0;
  let last = LINE_FEED;
  for await (const chunk of buffersOf(await openText(input, { encoding: csv.encoding, separator: undefined }))) {
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) ends++;
    last = chunk.at(-1) ?? last;
  }
  const lines = ends + (last === LINE_FEED ? 0 : 1);
  return Math.max(0, lines - csv.skipLines - (csv.header ? 1 : 0));
}
