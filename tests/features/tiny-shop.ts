import { epochDay } from '../../src/config/calendar';
import type { SettingsInput } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import { openDuckdb } from '../../src/engine/duckdb';
import type { Engine } from '../../src/engine/engine';
import { buildPurchases } from '../../src/etl/purchases';

/** A line as [ISO day, customer, product, units, price]. */
export type Line = readonly [day: string, customer: string, product: string, units: number, price: number];

/** An engine with `lines` and `purchases` as the ETL leaves them; the caller closes it. */
export async function openShop(lines: readonly Line[], settings: SettingsInput = {}, threads = 2): Promise<Engine> {
  const engine = await openDuckdb({ threads });
  await engine.createTable('lines', {
    fecha: { type: 'DATE', values: lines.map(([day]) => epochDay(day)) },
    usuario: { type: 'VARCHAR', values: lines.map(([, customer]) => customer) },
    producto: { type: 'VARCHAR', values: lines.map(([, , product]) => product) },
    cantidad: { type: 'BIGINT', values: lines.map(([, , , units]) => units) },
    medida: { type: 'DOUBLE', values: lines.map(() => Number.NaN) },
    precio_milli: { type: 'BIGINT', values: lines.map(([, , , , price]) => Math.round(price * 1000)) },
    precio: { type: 'DOUBLE', values: lines.map(([, , , , price]) => price) },
    ticket: { type: 'VARCHAR', values: lines.map(() => null) },
  });
  await buildPurchases(engine, settingsSchema.parse(settings));
  return engine;
}
