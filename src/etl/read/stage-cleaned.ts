import { RecompraError } from '../../config/errors';
import type { Engine, ReadingEngine } from '../../engine/engine';
import type { Relation, Source } from '../../engine/relation';
import { query } from '../../engine/relation';
import type { PlacedInput } from '../../tables/clean-lines';
import { cleanParts, recordsInPlace, recordsOfClean } from '../../tables/clean-lines';
import { rejects as rejectColumns } from '../../tables/rejects';
import type { LineColumn, RejectReason } from '../rejects/reject-reasons';
import { REJECT_REASONS } from '../rejects/reject-reasons';
import type { RejectedLine, RejectTable } from '../rejects/reject-table';
import type { RejectReceiver, StagedInput } from '../rejects/staged-input';
import type { CleanedFile } from './cleaned-file';
import type { EtlJob } from './etl-job';
import { countRecords } from './staged-lines';
import type { OwnRecords } from './staged-rejects';

const REJECT_COLUMNS = Object.keys(rejectColumns().columns).join(', ');

/** Rejected lines fetched at once. */
const PAGE = 20_000;

/** Stages files that were cleaned before, each in the order of its input, and the lines that were rejected then. */
export async function stageCleaned(
  { engine, progress }: EtlJob,
  files: readonly CleanedFile[],
  { table, rejects }: { table: Source; rejects: RejectTable | null },
): Promise<StagedInput[]> {
  progress.stage('reading', files.length);
  const staged: StagedInput[] = [];
  for (const file of files) {
    const first = await countRecords(engine, table);
    if (file.parts.length > 0) {
      await engine.tables.insert(table, recordsOfClean(engine.dialect, engine.dialect.parquetParts(file.parts)));
    }
    const records = (await countRecords(engine, table)) - first;
    if (records !== file.records) throw otherRecords(file, records);
    if (rejects !== null) await adoptRejects(engine, file, rejects);
    staged.push(stagedFile(engine, engine, file, { first, records, gaps: false }));
    progress.advance(1);
  }
  return staged;
}

function otherRecords({ name, records: expected }: CleanedFile, found: number): RecompraError {
  return new RecompraError('data', `of ${name} ${expected} lines were cleaned, but ${found} are there`, {
    remedy: 'clean the file again',
    logged: `of a file ${expected} lines were cleaned, but ${found} are there`,
  });
}

async function adoptRejects(engine: ReadingEngine, file: CleanedFile, into: RejectTable): Promise<void> {
  if (file.rejects === null) return;
  const rows = engine.dialect.parquetParts([file.rejects]);
  await engine.tables.insert(into.table, `SELECT ${REJECT_COLUMNS} FROM ${rows} AS r ORDER BY linea`);
  into.count(await countRecords(engine, into.table));
}

/**
 * The same where an engine reads the files where they lie: nothing is staged, and the records of each are numbered as if
 * they had been.
 */
export async function cleanedInPlace(
  { engine, progress }: EtlJob,
  files: readonly CleanedFile[],
  { at, rejects }: { at: Engine; rejects: RejectTable | null },
): Promise<{ records: Relation; staged: StagedInput[] }> {
  progress.stage('reading', files.length);
  const parts = cleanParts();
  await at.tables.open(parts);
  const staged: StagedInput[] = [];
  const places: PlacedInput[] = [];
  let first = 0;
  for (const file of files) {
    for (const part of file.parts) await at.tables.adopt(parts, part);
    if (rejects !== null) await adoptRejects(engine, file, rejects);
    places.push({ file: file.name, first });
    staged.push({
      ...stagedFile(at, engine, file, { first, records: file.places, gaps: true }),
      records: file.records,
    });
    first += file.places;
    progress.advance(1);
  }
  return { records: recordsInPlace(parts, places), staged };
}

/** @param at where its records are; its rejected lines are this machine's */
function stagedFile(at: Engine, local: ReadingEngine, file: CleanedFile, own: PlacedRecords): StagedInput {
  const { name, hash, rejected } = file;
  return {
    name,
    hash,
    records: own.records,
    malformed: new Map(rejected),
    stopped: false,
    rejectsKept: true,
    eachReject: async (judged, receive) => {
      const before = file.rejects === null ? 'go on' : await rejectedBefore(local, file.rejects, receive);
      if (before === 'go on') await rejectedSince(at, local, { name, judged, parts: file.parts, ...own }, receive);
    },
  };
}

/** Goes through the lines that were rejected where the file was cleaned. */
async function rejectedBefore(engine: ReadingEngine, path: string, receive: RejectReceiver): Promise<'stop' | 'go on'> {
  for (let from = 0; ; from += PAGE) {
    const rows = await engine.rows<{ [name: string]: string | number | null }>(
      `SELECT ${REJECT_COLUMNS} FROM ${engine.dialect.parquetParts([path])} AS r ORDER BY linea LIMIT ${PAGE} OFFSET ${from}`,
    );
    for (const row of rows) if ((await receive(asRejected(row))) === 'stop') return 'stop';
    if (rows.length < PAGE) return 'go on';
  }
}

function asRejected(row: { [name: string]: string | number | null }): RejectedLine {
  return {
    file: String(row['archivo']),
    line: Number(row['linea']),
    reason: row['motivo'] as RejectReason,
    column: row['columna'] as string | null,
    value: row['valor'] as string | null,
    text: String(row['texto']),
  };
}

interface PlacedRecords extends OwnRecords {
  /** Whether they have the numbers that they had in their file, or are numbered one after the other. */
  gaps: boolean;
}

interface JudgedFile extends PlacedRecords {
  name: string;
  /** Parquet files of its clean lines, on this machine. */
  parts: readonly string[];
  judged: Relation;
}

/** Goes through the clean lines that were refused beside all others; their text is the row as JSON. */
async function rejectedSince(
  engine: Engine,
  local: ReadingEngine,
  file: JudgedFile,
  receive: RejectReceiver,
): Promise<void> {
  let after = -1;
  for (;;) {
    const page = await refusedPage(engine, file, after);
    const lines = await linesOf(
      local,
      file,
      page.map(({ record }) => record),
    );
    for (const { record, ...rejected } of page) {
      if ((await receive({ ...rejected, line: lines.get(record)! })) === 'stop') return;
    }
    if (page.length < PAGE) return;
    after = page[page.length - 1]!.record;
  }
}

async function refusedPage(
  engine: Engine,
  { name, judged, first, records }: JudgedFile,
  after: number,
): Promise<(Omit<RejectedLine, 'line'> & { record: number })[]> {
  const names = ['fecha', 'usuario', 'producto', 'cantidad', 'medida', 'precio', 'ticket'];
  const rows = await engine.rows<{ record: number; motivo: RejectReason; valor: string | null; texto: string }>(
    query(
      { judged },
      (_, t) => `
    SELECT CAST(n - ${first} AS BIGINT) AS record, motivo, coalesce(valor, ${engine.dialect.text('fecha')}) AS valor,
           ${engine.dialect.jsonObject(names.map((column) => [column, column] as const))} AS texto
    FROM ${t.judged} AS j
    WHERE motivo IS NOT NULL AND n > ${first + after} AND n < ${first + records}
    ORDER BY n LIMIT ${PAGE}`,
    ),
  );
  return rows.map(({ record, motivo, valor, texto }) => {
    const column: LineColumn | null = REJECT_REASONS[motivo].column;
    return { record, file: name, reason: motivo, column, value: valor, text: texto };
  });
}

/** Physical lines of some records in the file that they were cleaned from: its parts tell them. */
async function linesOf(
  engine: ReadingEngine,
  { parts, gaps }: JudgedFile,
  records: readonly number[],
): Promise<Map<number, number>> {
  if (records.length === 0) return new Map();
  const place = gaps ? 'registro' : 'CAST(row_number() OVER (ORDER BY registro) - 1 AS BIGINT)';
  const found = await engine.rows<{ record: number; linea: number }>(`
    SELECT record, linea FROM (
      SELECT ${place} AS record, linea FROM ${engine.dialect.parquetParts(parts)} AS c
    ) AS placed
    WHERE record IN (${records.join(', ')})`);
  return new Map(found.map(({ record, linea }) => [record, linea]));
}
