import type { ReadingEngine } from '../../engine/engine';
import type { Relation } from '../../engine/relation';
import { query } from '../../engine/relation';
import type { RejectReason } from '../rejects/reject-reasons';
import { REJECT_REASONS } from '../rejects/reject-reasons';
import type { RejectedLine } from '../rejects/reject-table';
import type { RejectReceiver } from '../rejects/staged-input';
import type { ParquetFile } from './parquet-file';
import { parquetRows, rowAsJson } from './parquet-file';
import type { OwnRecords } from './staged-rejects';

/** Rejects fetched at once. */
const PAGE = 20_000;

interface StagedParquet extends OwnRecords {
  engine: ReadingEngine;
  file: ParquetFile;
  /** The records of all inputs. */
  judged: Relation;
}

/** The refused rows of a Parquet file in its order; their text is the row as JSON, their line the row from 1. */
export async function parquetRejects(source: StagedParquet, receive: RejectReceiver): Promise<void> {
  let after = -1;
  for (;;) {
    const page = await fetchPage(source, after);
    for (const line of page) {
      if ((await receive(line)) === 'stop') return;
    }
    if (page.length < PAGE) return;
    after = page[page.length - 1]!.line - 1;
  }
}

async function fetchPage({ engine, file, judged, ...own }: StagedParquet, after: number): Promise<RejectedLine[]> {
  const { dialect } = engine;
  const rows = await engine.columns(
    query(
      { judged },
      (_, t) => `
    WITH refused AS (
      SELECT n - ${own.first} AS record, motivo, coalesce(valor, ${dialect.text('fecha')}) AS valor
      FROM ${t.judged} AS j
      WHERE motivo IS NOT NULL AND n > ${own.first + after} AND n < ${own.first + own.records}
      ORDER BY record
      LIMIT ${PAGE}
    )
    SELECT CAST(record + 1 AS BIGINT) AS line, motivo, valor, ${rowAsJson(dialect, file)} AS texto
    FROM refused JOIN ${parquetRows(dialect, file)} ON fila = record
    ORDER BY line`,
    ),
  );
  const [reasons, values, texts] = ['motivo', 'valor', 'texto'].map((name) => rows.strings(name));
  return Array.from(rows.floats('line'), (line, i) => {
    const reason = reasons![i] as RejectReason;
    return {
      file: file.name,
      line,
      reason,
      column: REJECT_REASONS[reason].column,
      value: REJECT_REASONS[reason].column === null ? null : values![i]!,
      text: texts![i]!,
    };
  });
}
