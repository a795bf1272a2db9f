import { withoutFormula } from '../../../config/formula-text';
import type { Customers } from './customers';
import { chanceOf, gapOf, isoAfter } from './customers';

/** Byte-order mark: without it spreadsheets read UTF-8 as Latin-1. */
const BOM = '\uFEFF';

/** The rows as `contactar.csv` has them: `;`, ISO days, whole per cents, no formula. */
export function contactCsv(customers: Customers, rows: ArrayLike<number>): string {
  // Of each name and reason once: they stand in many rows.
  const cells = { products: ['', ...customers.products.map(cell)], reasons: ['', ...customers.reasons.map(cell)] };
  const lines = Array.from(rows, (row) => lineOf(customers, cells, row));
  return `${BOM}${[headOf(customers), ...lines].join('\r\n')}\r\n`;
}

function headOf({ ranks }: Customers): string {
  const known =
    'cliente_id;accion;estado;fecha_estimada;fecha_min;fecha_max;prob_7d_pct;prob_14d_pct;prob_28d_pct;ultima_compra;n_compras;dias_mediana;motivo_fecha';
  return [known, ...ranks.map((_, i) => `producto_${i + 1};prob_acierto_${i + 1}_pct;motivo_${i + 1}`)].join(';');
}

function lineOf(customers: Customers, cells: Record<'products' | 'reasons', string[]>, row: number): string {
  const { numbers, ranks } = customers;
  const high = numbers.high[row]!;
  const gap = gapOf(customers, row);
  return [
    cell(customers.id[row]!),
    customers.actionOf(row),
    customers.stateOf(row),
    isoAfter(customers, numbers.date[row]!),
    isoAfter(customers, numbers.low[row]!),
    high === 0 ? '' : isoAfter(customers, high),
    ...([7, 14, 28] as const).map((days) => Math.round(100 * chanceOf(customers, days, row))),
    isoAfter(customers, -numbers.since[row]!),
    numbers.purchases[row]!,
    gap === 0 ? '' : Math.round(gap),
    cell(customers.whyOf(row)),
    ...ranks.flatMap(({ product, chance, reason }) => [
      cells.products[product[row]!]!,
      chance[row] === 0 ? '' : chance[row]!,
      cells.reasons[reason[row]!]!,
    ]),
  ].join(';');
}

function cell(text: string): string {
  const harmless = withoutFormula(text);
  return /[";\r\n\t]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
