import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import { recurrenceSql } from './recurrence';

/** Builds `recurrent(usuario)`: the customers recurrent on what was bought up to `asOf` (ISO day). Returns how many. */
export async function buildRecurrent(engine: Engine, settings: Settings, asOf: string): Promise<number> {
  const origins = `(SELECT DATE '${asOf}' AS origen)`;
  const tables = { purchases: 'purchases', origins, daily: settings.csv.columns.ticket === undefined };
  const rule = recurrenceSql(settings.recurrence, engine.dialect, tables);
  await engine.run(`CREATE OR REPLACE TEMP TABLE recurrent AS SELECT usuario FROM (${rule}) AS r`);
  const [row] = await engine.rows<{ customers: number }>('SELECT count(*) AS customers FROM recurrent');
  return row!.customers;
}

/**
 * The query of `clientes_recurrentes.parquet`, with the ticket where the lines have one: the kept lines, up to `asOf` (ISO day), of the customers in
 * `recurrent`, in the order in which they came in: the same rows in the same order on any number of threads.
 */
export function recurrentLinesSql(engine: Engine, asOf: string, { ticket = false }: { ticket?: boolean } = {}): string {
  return `
    WITH own AS (
      -- a row: a purchase of a recurrent customer
      SELECT usuario, fecha, ticket, spend_milli, distinct_products
      FROM purchases
      WHERE fecha <= DATE '${asOf}' AND usuario IN (SELECT usuario FROM recurrent)
    )
    SELECT l.fecha AS fecha_compra, l.usuario, l.producto, l.cantidad, l.medida, l.precio,
           ${engine.dialect.monthStart('l.fecha')} AS mes,
           CAST(own.spend_milli AS DOUBLE) / 1000 AS total_gastado,
           own.distinct_products AS n_productos_distintos${ticket ? ', l.ticket' : ''}
    FROM lines AS l
    JOIN own ON own.usuario = l.usuario AND own.fecha = l.fecha AND own.ticket = coalesce(l.ticket, '')
    ORDER BY l.n`;
}

/** The query of `rechazos.parquet`: rejected lines in the order of the files. */
export function rejectsSql(): string {
  return 'SELECT archivo, linea, motivo, columna, valor, texto FROM rejects ORDER BY archivo, linea';
}
