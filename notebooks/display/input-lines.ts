import type { Settings } from '../../src/config/settings';

/** A purchase line in the contract's words. */
export interface InputLine {
  /** ISO. */
  day: string;
  customer: string;
  product: string;
  units: number;
  price: number;
}

/** Lines as the settings read them (a CSV with their names, separator, decimals and dates), to be put beside a file. */
export function inputLines({ csv }: Settings, lines: readonly InputLine[]): string {
  const { fecha_compra, usuario, producto, cantidad, precio } = csv.columns;
  const separator = csv.separator ?? ',';
  const [format = 'ISO'] = csv.dateFormat ?? [];
  const rows = lines.map(({ day, customer, product, units, price }) => [
    [fecha_compra, format === 'ISO' ? day : written(day, format)],
    [usuario, customer],
    [producto, product],
    [cantidad, String(units)],
    [precio, price.toFixed(2).replace('.', csv.decimal)],
  ]);
  const kept = rows.map((row) => row.filter(([name]) => name !== ''));
  const text = (values: (string | undefined)[]) =>
    values.map((value = '') => `"${value.replaceAll('"', '""')}"`).join(separator);
  return [text(kept[0]!.map(([name]) => name)), ...kept.map((row) => text(row.map(([, value]) => value)))].join('\n');
}

/** A day by the fields of strptime that stand in dates alone. */
function written(day: string, format: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const fields: Record<string, string> = { Y: year, y: year.slice(2), m: month, d: date, H: '00', M: '00', S: '00' };
  return format.replace(/%-?([YymdHMS])/g, (_, field: string) => fields[field]!);
}
