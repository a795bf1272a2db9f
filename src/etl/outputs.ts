import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import { recurrenceSql } from './recurrence';

/** Builds `recurrent(usuario)`: the customers recurrent on what was bought up to `asOf` (ISO day). Returns how many. */
export async function buildRecurrent(engine: Engine, settings: Settings, asOf: string): Promise<number> {
  const origins = `(SELECT DATE '${asOf}' AS origen)`;
  const rule = recurrenceSql(settings.recurrence, engine.dialect, { purchases: 'purchases', origins });
  await engine.run(`CREATE OR REPLACE TEMP TABLE recurrent AS SELECT usuario FROM (${rule}) AS r`);
  const [row] = await engine.rows<{ customers: number }>('SELECT count(*) AS customers FROM recurrent');
  return row!.customers;
}

/**
 * The query of `clientes_recurrentes.parquet`: the kept lines, up to `asOf` (ISO day), of the customers in
 * `recurrent`. Rows that the order leaves tied are equal in every column.
 */
export function recurrentLinesSql(engine: Engine, asOf: string): string {
  return `
    SELECT l.fecha AS fecha_compra, l.usuario, l.producto, l.cantidad, l.precio,
           ${engine.dialect.monthStart('l.fecha')} AS mes,
           CAST(p.spend_milli AS DOUBLE) / 1000 AS total_gastado,
           p.distinct_products AS n_productos_distintos
    FROM lines AS l
    JOIN purchases AS p ON p.usuario = l.usuario AND p.fecha = l.fecha AND p.ticket = coalesce(l.ticket, '')
    JOIN recurrent AS r ON r.usuario = l.usuario
    WHERE l.fecha <= DATE '${asOf}'
    ORDER BY l.usuario, l.fecha, l.producto, l.cantidad, l.precio, total_gastado, n_productos_distintos`;
}

/** The query of `rechazos.parquet`: rejected lines in the order of the files. */
export function rejectsSql(): string {
  return 'SELECT archivo, linea, motivo, columna, valor, texto FROM rejects ORDER BY archivo, linea';
}
