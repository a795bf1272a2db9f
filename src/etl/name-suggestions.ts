import { normalizedName } from '../config/column-name';
import { nearestName } from '../config/nearest-name';
import type { LineColumn } from './reject-reasons';

/** Parts of names under which other systems export these columns. */
const SYNONYMS: Record<LineColumn, RegExp> = {
  fecha_compra: /fecha|date|day|_dt$|^dt_|timestamp/,
  usuario: /usuario|cliente|customer|client|user|member|household|socio/,
  producto: /producto|product|item|articulo|article|sku|stock_?code/,
  cantidad: /cantidad|quantity|qty|unidades|units/,
  precio: /precio|price|amount|importe|sales|total|value|valor/,
  ticket: /ticket|basket|order|invoice|transaction|receipt|factura|pedido/,
};

/** The name in a file that most probably stands for `column`, expected as `expected`; undefined where none does. */
export function probableName(column: LineColumn, expected: string, names: string[]): string | undefined {
  const normalized = names.map(normalizedName);
  const mistyped = nearestName(normalizedName(expected), normalized);
  if (mistyped !== undefined) return names[normalized.indexOf(mistyped)];
  return names.find((_, position) => SYNONYMS[column].test(normalized[position]!));
}
