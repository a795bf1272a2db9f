import type { Engine } from '../engine/engine';
import type { EtlJob } from './etl-job';
import type { TypedColumns } from './line-values';
import { LineValues } from './line-values';
import type { RejectReason } from './reject-reasons';

/**
 * Creates the empty `staged_lines`: one row per record of the inputs, in their order, so that `rowid` numbers the
 * records from 0. `motivo` is why a line is rejected (else NULL), `valor` the text at fault; `aparte` is why a line
 * that could be used is not among the kept ones either (else NULL).
 */
export async function createStagedLines(engine: Engine): Promise<void> {
  await engine.run(`
    CREATE OR REPLACE TABLE staged_lines (
      fecha DATE, usuario VARCHAR, producto VARCHAR, cantidad BIGINT, medida DOUBLE, precio DOUBLE, ticket VARCHAR,
      motivo VARCHAR, valor VARCHAR, aparte VARCHAR)`);
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

/** Condition on `staged_lines`: the line is kept. */
export const KEPT = 'motivo IS NULL AND aparte IS NULL';

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

/**
 * `lines`: the kept lines of all customers; `n` numbers them in the order of the inputs (with gaps), `precio_milli` is
 * the price in thousandths, rounded half away from zero. It is a view: the rejected records beside them are few, and a
 * copy would be large.
 */
export async function createLines(engine: Engine): Promise<void> {
  await engine.run(`
    CREATE OR REPLACE TEMP VIEW lines AS
    SELECT fecha, usuario, producto, cantidad, medida, CAST(round(precio * 1000) AS BIGINT) AS precio_milli, precio, ticket,
           rowid AS n
    FROM staged_lines
    WHERE ${KEPT}`);
}
