import { epochDay } from '../../config/calendar';
import type { Engine } from '../../engine/engine';
import type { Relation, Source } from '../../engine/relation';
import { query } from '../../engine/relation';
import { judgedCounts } from '../../tables/lonely-lines';
import type { RejectReason } from '../rejects/reject-reasons';
import type { DayLines } from './day-lines';
import type { EtlJob } from './etl-job';
import type { TypedColumns } from './line-values';
import { LineValues } from './line-values';

/** The records of one input as a FROM item whose columns bear the names of the contract, all VARCHAR. */
export interface RawLines {
  from: string;
  typed: TypedColumns;
  /** Column of `from` with the reason why a record is none, NULL where it is one; absent where all are. */
  fault?: string;
}

type StagingJob = Pick<EtlJob, 'engine' | 'settings' | 'today'>;

/** Where the records of an input go: the open table, and how many are there already. */
export interface Staging {
  staged: Source;
  first: number;
}

/** Adds the records of one input to those that are staged; returns how many there were. */
export async function stageLines(
  { engine, settings, today }: StagingJob,
  raw: RawLines,
  { staged, first }: Staging,
): Promise<number> {
  const values = new LineValues(engine.dialect, settings.csv, raw.typed, today);
  await engine.tables.insert(staged, stagedSql(values, raw));
  return (await countRecords(engine, staged)) - first;
}

export async function countRecords(engine: Engine, records: Relation): Promise<number> {
  const counted = query({ records }, (_, t) => `SELECT count(*) AS n FROM ${t.records} AS r`);
  const [row] = await engine.rows<{ n: number }>(counted);
  return row!.n;
}

function stagedSql(values: LineValues, raw: RawLines): string {
  return `
    WITH cast_values AS (
      -- a row: a record
      SELECT *, ${values.casts().join(',\n             ')}
      FROM ${raw.from}
    ), told_apart AS (
      SELECT *, ${values.plain()} AS plana
      FROM cast_values
    ), parsed AS (
      SELECT *, ${values.parsed().join(',\n             ')}
      FROM told_apart
    ), judged AS (
      SELECT *, ${raw.fault === undefined ? values.reason() : `coalesce(${raw.fault}, ${values.reason()})`} AS motivo
      FROM parsed
    )
    SELECT fecha, usuario_texto, producto_texto, ${values.quantity().join(', ')}, precio_real, ticket_texto, motivo,
           ${values.culprit()}, NULL
    FROM judged`;
}

/** Lines that could be used and are counted apart: of excluded customers; returns, and what they took off whole. */
export type SetApart = 'excluida' | 'devuelta';

/** Every record is counted once: as kept, on its day, as set apart, or under the reason why it is rejected. */
export interface JudgedCounts {
  /** Days with kept lines, in their order. */
  days: DayLines[];
  rejected: Map<RejectReason, number>;
  apart: Map<SetApart, number>;
}

export async function countJudged(engine: Engine, records: Relation): Promise<JudgedCounts> {
  const rows = await engine.rows<{
    fecha: string | null;
    motivo: RejectReason | null;
    aparte: SetApart | null;
    n: number;
  }>(judgedCounts(records));
  const counts: JudgedCounts = { days: [], rejected: new Map(), apart: new Map() };
  for (const { fecha, motivo, aparte, n } of rows) {
    if (motivo !== null) counts.rejected.set(motivo, (counts.rejected.get(motivo) ?? 0) + n);
    else if (aparte !== null) counts.apart.set(aparte, n);
    else counts.days.push({ day: epochDay(fecha!), iso: fecha!, lines: n });
  }
  return counts;
}
