import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syntheticShop } from '../training/synthetic-shop';

/** Articles as a shop in Spain names them; the numbers of the synthetic shop's products choose among them. */
const ARTICLES = [
  'Leche entera',
  'Pan de molde',
  'Jamón "ibérico"',
  'Aceite de oliva; virgen extra',
  'Plátano',
  'Café',
];

/**
 * A file quite unlike the sample: three months of another year, Spanish names, `;`, days before months, decimal commas,
 * the price of a unit. Gives its path and the settings it is read with, as variables.
 */
export function writeSecondShop(folder: string): { input: string; env: Record<string, string> } {
  const lines = syntheticShop({ customers: 60, days: 92, seed: 11 }).map(([day, customer, product, units, price]) => {
    const [year, month, date] = day.split('-');
    const number = Number(product.replace(/\D/g, '')) || 0;
    const article = `${ARTICLES[number % ARTICLES.length]} ${product}`.replaceAll('"', '""');
    const money = Number(price).toFixed(2).replace('.', ',');
    return `${date}/${month}/${year};Señora ${customer};"${article}";${units};${money}`;
  });
  const input = join(folder, 'ventas.csv');
  writeFileSync(input, ['Fecha;Cliente;Artículo;Unidades;PVP', ...lines, ''].join('\n'));
  return {
    input,
    env: {
      RECOMPRA_INPUT: input,
      RECOMPRA_CSV_COLUMNS: 'fecha_compra=Fecha,usuario=Cliente,producto=Artículo,cantidad=Unidades,precio=PVP',
      RECOMPRA_CSV_SEPARATOR: ';',
      RECOMPRA_CSV_DECIMAL: ',',
      RECOMPRA_CSV_DATE_FORMAT: '%d/%m/%Y',
      RECOMPRA_CSV_PRICE_IS: 'unit',
    },
  };
}
