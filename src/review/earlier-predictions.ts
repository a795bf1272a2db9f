import { RecompraError } from '../config/errors';
import type { Engine } from '../engine/engine';
import { handOver } from '../engine/hand-over';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import type { EarlierTables } from './reviewed-tables';
import { EARLIER_COLUMNS, earlierTables } from './reviewed-tables';

/** Files of one earlier run, on this machine. */
export interface PredictionFiles {
  /** Folder or prefix, as it was named. */
  source: string;
  /** predicciones_detalle.parquet and top_productos.parquet. */
  detail: string;
  lists: string;
}

const ANOTHER_RUN = 'name a folder or prefix that recompra run wrote, or predict again with this version';

/**
 * Tables of earlier predictions and their lists from the files of several runs, numbered from 0. They are read on this
 * machine, where they are, and handed over to an engine that is elsewhere.
 *
 * Data errors: a table without the columns of the contract, without a row, or of several days; two predictions of one
 * customer and day.
 *
 * @param workDir folder of this run, where what is handed over stays
 */
export async function loadEarlierPredictions(
  engine: Engine,
  files: readonly PredictionFiles[],
  workDir: string,
): Promise<EarlierTables> {
  const read = await readPredictions(engine.local, files);
  await refuseOtherDays(engine.local, read.earlier, files);
  await refuseTwice(engine.local, read.earlier, files);
  if (engine === engine.local) return read;
  const earlier = await handOver(read.earlier, engine.local, engine, workDir);
  return { earlier, lists: await handOver(read.lists, engine.local, engine, workDir) };
}

async function readPredictions(engine: Engine, files: readonly PredictionFiles[]): Promise<EarlierTables> {
  const tables = earlierTables();
  await engine.tables.open(tables.earlier);
  await engine.tables.open(tables.lists);
  const names = Object.keys(EARLIER_COLUMNS);
  for (const [run, { source, detail, lists }] of files.entries()) {
    await requireColumns(engine, detail, { source, file: 'predicciones_detalle.parquet', names });
    await requireColumns(engine, lists, {
      source,
      file: 'top_productos.parquet',
      names: ['cliente_id', 'rango', 'producto'],
    });
    const { dialect } = engine;
    try {
      await engine.tables.insert(
        tables.earlier,
        `SELECT ${run}, ${names.join(', ')} FROM ${dialect.parquetRows(detail)}`,
      );
      await engine.tables.insert(
        tables.lists,
        `SELECT ${run}, cliente_id, rango, producto FROM ${dialect.parquetRows(lists)}`,
      );
    } catch (cause) {
      throw new RecompraError('data', `${source} holds predictions of other types than dates, chances and names`, {
        remedy: ANOTHER_RUN,
        cause,
      });
    }
  }
  return tables;
}

/** Day (epoch day) and models of each run of `earlier`, in their order. */
export async function originsOf(engine: Engine, earlier: Relation): Promise<{ origin: number; models: string[] }[]> {
  const found = await engine.columns(
    query(
      { earlier },
      (dialect, t) => `
    SELECT DISTINCT run, ${dialect.epochDay('fecha_corte')} AS origin, modelo FROM ${t.earlier} AS e
    ORDER BY run, modelo`,
    ),
  );
  const runs: { origin: number; models: string[] }[] = [];
  for (let i = 0; i < found.length; i++) {
    runs[found.ints('run')[i]!] ??= { origin: found.ints('origin')[i]!, models: [] };
    runs[found.ints('run')[i]!]!.models.push(found.strings('modelo')[i]!);
  }
  return runs;
}

async function requireColumns(
  engine: Engine,
  path: string,
  { source, file, names }: { source: string; file: string; names: readonly string[] },
): Promise<void> {
  const described = await engine
    .describe(`SELECT * FROM ${engine.dialect.parquetRows(path)}`)
    .catch((cause: unknown) => {
      throw new RecompraError('data', `${source}: ${file} cannot be read as Parquet`, {
        remedy: ANOTHER_RUN,
        cause,
      });
    });
  const found = new Set(described.map(({ name }) => name));
  const missing = names.filter((name) => !found.has(name));
  if (missing.length === 0) return;
  throw new RecompraError('data', `${source}: ${file} has no column ${missing.join(', ')}`, {
    lines: [`found ${[...found].join(', ')}`],
    remedy: ANOTHER_RUN,
  });
}

/** One run predicts on one day. */
async function refuseOtherDays(engine: Engine, earlier: Relation, files: readonly PredictionFiles[]): Promise<void> {
  const days = await engine.rows<{ run: number; days: number; first: string; last: string }>(
    query(
      { earlier },
      (_, t) => `
    SELECT run, count(DISTINCT fecha_corte) AS days, min(fecha_corte) AS first, max(fecha_corte) AS last
    FROM ${t.earlier} AS e GROUP BY run ORDER BY run`,
    ),
  );
  for (const [run, { source }] of files.entries()) {
    const found = days.find((row) => row.run === run);
    if (found === undefined || found.days === 0) {
      throw new RecompraError('data', `${source} holds no prediction`, {
        remedy: 'leave it out, or predict again: a customer is predicted who is recurrent on that day',
      });
    }
    if (found.days > 1) {
      throw new RecompraError(
        'data',
        `${source} holds predictions of ${found.days} days, from ${found.first} to ${found.last}`,
        { remedy: 'name one folder or prefix for each day: --predictions A --predictions B' },
      );
    }
  }
}

async function refuseTwice(engine: Engine, earlier: Relation, files: readonly PredictionFiles[]): Promise<void> {
  const twice = await engine.rows<{ cliente_id: string; day: string; first: number; last: number; total: number }>(
    query(
      { earlier },
      (_, t) => `
    SELECT cliente_id, fecha_corte AS day, min(run) AS first, max(run) AS last, count(*) OVER () AS total
    FROM ${t.earlier} AS e GROUP BY cliente_id, fecha_corte HAVING count(*) > 1
    ORDER BY cliente_id, fecha_corte LIMIT 3`,
    ),
  );
  const [found] = twice;
  if (found === undefined) return;
  const sources = [...new Set([found.first, found.last])].map((run) => files[run]!.source);
  throw new RecompraError(
    'data',
    `${found.total} ${found.total === 1 ? 'customer is' : 'customers are'} predicted twice on one day, among them ${found.cliente_id} on ${found.day}, in ${sources.join(' and ')}`,
    { remedy: 'name each prediction once: of two runs of one day, the one that was acted on' },
  );
}
