import { writeFile } from 'node:fs/promises';
import type { Engine } from '../engine/engine';
import { customerColumnsQuery } from '../predict/contact-list';
import type { Publication } from '../publication/publication';
import type { CustomerColumns } from '../report/customers/customer-columns';
import { MOST_CUSTOMERS, MOST_PRODUCTS, renderCustomers } from '../report/customers/render-customers';

export interface CustomersPageFacts {
  /** As-of date, ISO day. */
  asOf: string;
  /** Id of the run. */
  run: string;
  /** Products recommended to each customer. */
  top: number;
  /** Customers predicted. */
  total: number;
  /** Whether the run writes index.html beside it. */
  report: boolean;
}

/** Writes the page of customers; given by doors that hold the report. */
export type WriteCustomersPage = typeof writeCustomersPage;

/** Writes the page of the customers whose predictions the engine holds, into a publication under this name. */
export async function writeCustomersPage(
  engine: Engine,
  publication: Publication,
  name: string,
  { top, ...facts }: CustomersPageFacts,
): Promise<void> {
  const columns = await customerColumns(engine, Math.min(top, MOST_PRODUCTS), MOST_CUSTOMERS);
  await writeFile(publication.pathFor(name), renderCustomers({ ...facts, top, columns }));
  await publication.seal(name);
}

/** The first `most` customers of the contact list, by column. */
async function customerColumns(engine: Engine, top: number, most: number): Promise<CustomerColumns> {
  const table = await engine.columns(customerColumnsQuery(top, most));
  return {
    id: table.strings('cliente_id'),
    state: table.strings('estado'),
    action: table.strings('accion'),
    date: table.ints('fecha'),
    low: table.ints('desde'),
    high: table.ints('hasta'),
    within7: table.floats('prob_7d'),
    within14: table.floats('prob_14d'),
    within28: table.floats('prob_28d'),
    since: table.ints('ultima'),
    purchases: table.ints('compras'),
    gap: table.floats('mediana'),
    why: table.strings('motivo_fecha'),
    products: Array.from({ length: top }, (_, i) => ({
      product: table.strings(`producto_${i + 1}`),
      chance: table.floats(`prob_acierto_${i + 1}`),
      reason: table.strings(`motivo_${i + 1}`),
    })),
  };
}
