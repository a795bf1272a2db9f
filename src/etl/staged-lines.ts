import type { Engine } from '../engine/engine';
import type { Source } from '../engine/relation';
import { stagedLines } from '../tables/staged-lines';
import type { EtlJob } from './etl-job';
import type { TypedColumns } from './line-values';
import { LineValues } from './line-values';
import type { RejectReason } from './reject-reasons';

/** Makes the empty table of records and returns it; an earlier one goes, with all that stands on it. */
export async function createStagedLines(engine: Engine): Promise<Source> {
  const staged = stagedLines();
  await engine.tables.open(staged);
  return staged;
}

/** The records of one input as a FROM item whose columns bear the names of the contract, all VARCHAR. */
export interface RawLines {
  from: string;
  typed: TypedColumns;
  /** Column of `from` with the reason why a record is none, NULL where it is one; absent where all are. */
  fault?: string;
}

type StagingJob = Pick<EtlJob, 'engine' | 'settings' | 'today'>;

/** Adds the records of one input to the `before` records of `staged_lines`; returns how many there were. */
export async function stageLines(
  { engine, settings, today }: StagingJob,
  raw: RawLines,
  before: number,
): Promise<number> {
  const values = new LineValues(engine.dialect, settings.csv, raw.typed, today);
  await engine.run(`INSERT INTO staged_lines ${stagedSql(values, raw)}`);
  return (await countStaged(engine)) - before;
}

export async function countStaged(engine: Engine): Promise<number> {
  const [row] = await engine.rows<{ n: number }>('SELECT count(*) AS n FROM staged_lines');
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

export interface StagedCounts {
  kept: number;
  rejected: Map<RejectReason, number>;
  apart: Map<SetApart, number>;
}

/** Every staged record is counted once: as kept, as set apart, or under the reason why it is rejected. */
export async function countStagedLines(engine: Engine): Promise<StagedCounts> {
  const rows = await engine.rows<{ motivo: RejectReason | null; aparte: SetApart | null; n: number }>(
    'SELECT motivo, aparte, count(*) AS n FROM staged_lines GROUP BY motivo, aparte',
  );
  const counts: StagedCounts = { kept: 0, rejected: new Map(), apart: new Map() };
  for (const { motivo, aparte, n } of rows) {
    if (motivo !== null) counts.rejected.set(motivo, (counts.rejected.get(motivo) ?? 0) + n);
    else if (aparte !== null) counts.apart.set(aparte, n);
    else counts.kept = n;
  }
  return counts;
}
