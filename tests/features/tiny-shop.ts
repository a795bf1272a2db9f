import { epochDay } from '../../src/config/calendar';
import type { SettingsInput } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { ReadingEngine } from '../../src/engine/engine';
import type { Relation } from '../../src/engine/relation';
import { values } from '../../src/engine/relation';
import { lines as linesOf } from '../../src/tables/lines';
import type { ShopTables } from '../../src/tables/shop';
import { shopTables } from '../../src/tables/shop';
import { stagedLines } from '../../src/tables/staged-lines';

/** A line as [ISO day, customer, product, units, price]. */
export type Line = readonly [day: string, customer: string, product: string, units: number, price: number];

export interface TinyShop {
  engine: ReadingEngine;
  shop: ShopTables;
}

/** A shop of these lines, as of their last day, and an engine to ask it; the caller closes that. */
export async function openShop(lines: readonly Line[], settings: SettingsInput = {}, threads = 2): Promise<TinyShop> {
  const engine = await openDuckdb({ threads });
  const asOf = lines
    .map(([day]) => day)
    .sort()
    .at(-1)!;
  return { engine, shop: shopTables(tinyLines(lines), settingsSchema.parse(settings), asOf) };
}

/** A table like `lines`. */
export function tinyLines(lines: readonly Line[]): Relation {
  const { name, row, columns } = linesOf(stagedLines());
  return values(
    { name, row, columns },
    {
      fecha: { type: 'DATE', values: lines.map(([day]) => epochDay(day)) },
      usuario: { type: 'VARCHAR', values: lines.map(([, customer]) => customer) },
      producto: { type: 'VARCHAR', values: lines.map(([, , product]) => product) },
      cantidad: { type: 'BIGINT', values: lines.map(([, , , units]) => units) },
      medida: { type: 'DOUBLE', values: lines.map(() => Number.NaN) },
      precio_milli: { type: 'BIGINT', values: lines.map(([, , , , price]) => Math.round(price * 1000)) },
      precio: { type: 'DOUBLE', values: lines.map(([, , , , price]) => price) },
      ticket: { type: 'VARCHAR', values: lines.map(() => null) },
      n: { type: 'BIGINT', values: lines.map((_, n) => n) },
    },
  );
}
