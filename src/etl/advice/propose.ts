import { normalizedName } from '../../config/column-name';
import { ISO } from '../../config/date-format';
import type { CsvSettings } from '../../config/settings';
import { settingsSchema } from '../../config/settings';
import type { TableSample } from '../read/table-sample';
import { valuesAt } from '../read/table-sample';
import type { LineColumn } from '../rejects/reject-reasons';
import { chooseDates } from './choose-dates';
import type { NumberSigns } from './choose-numbers';
import { chooseSigns } from './choose-numbers';
import { priceMeaning } from './column-names';
import { columnRoles } from './column-roles';

/** Values that were refused, beside those of a sample. */
export type Refused = ReadonlyMap<LineColumn, readonly string[]>;

export interface Proposal {
  csv: CsvSettings;
  /** What only the reader can tell, one sentence each. */
  doubts: string[];
}

/** Columns that are needed and that nothing in the file can be. */
export interface NoProposal {
  missing: LineColumn[];
}

/** The settings under which a table is most probably read right, from those given. */
export function propose(sample: TableSample, csv: CsvSettings, refused: Refused = new Map()): Proposal | NoProposal {
  const { found, missing } = columnRoles(sample, csv);
  const absent = missing.filter((role) => !mayBeAbsent(csv, role));
  if (absent.length > 0) return { missing: absent };
  const values = (role: LineColumn): string[] => {
    const position = found.get(role);
    return [...(position === undefined ? [] : valuesAt(sample, position)), ...(refused.get(role) ?? [])];
  };
  const columns = columnNames(sample, csv, found, missing);
  const signs = signsOf([...values('precio'), ...values('cantidad')], csv);
  const { dates, doubts } = datesOf(values('fecha_compra'), csv);
  return { csv: { ...csv, columns, thousands: undefined, ...signs, ...dates, ...priceOf(csv, columns) }, doubts };
}

/** A sign between thousands that was given cannot be taken back: where there are none, one that does no harm. */
function signsOf(numbers: readonly string[], { decimal, thousands }: CsvSettings): NumberSigns {
  const signs = chooseSigns(numbers, { decimal, thousands });
  if (thousands === undefined || signs.thousands !== undefined) return signs;
  return { ...signs, thousands: signs.decimal === '.' ? ',' : '.' };
}

/** Whether the settings accept a file without the column. */
function mayBeAbsent(csv: CsvSettings, role: LineColumn): boolean {
  return settingsSchema.safeParse({ csv: { columns: { ...csv.columns, [role]: '' } } }).success;
}

/** Names as the settings hold them: those given where they are found, else as in the file. */
function columnNames(
  { names }: TableSample,
  { columns, header }: CsvSettings,
  found: ReadonlyMap<LineColumn, number>,
  missing: readonly LineColumn[],
): CsvSettings['columns'] {
  const contract: LineColumn[] = ['fecha_compra', 'usuario', 'producto', 'cantidad', 'precio'];
  if (!header && contract.every((role, i) => found.get(role) === i && columns[role] === role)) return columns;
  const entries = [...found].map(([role, position]) => {
    const name = names[position]!;
    const same = normalizedName(columns[role] ?? '') === normalizedName(name);
    // As names are compared, an underscore will do for a space.
    return [role, same ? columns[role]! : name.replace(/\s+/g, '_')] as const;
  });
  // A ticket that is not there is done without.
  const { ticket: _, ...needed } = columns;
  return { ...needed, ...Object.fromEntries(entries), ...Object.fromEntries(missing.map((role) => [role, ''])) };
}

function datesOf(values: readonly string[], { dateFormat = [ISO] }: CsvSettings) {
  const choice = chooseDates(values, dateFormat);
  if (choice === null) return { dates: {}, doubts: [] };
  const { formats, alternatives } = choice;
  const doubts = alternatives.map(
    (others) => `${others.join(' and ')} would fit these dates too, and mean other days: only you can tell`,
  );
  const same = formats.every((format) => dateFormat.includes(format));
  return { dates: { dateFormat: same ? dateFormat : formats }, doubts };
}

/** What the name of a price says of it, where the settings say nothing else. */
function priceOf({ columns: before, priceIs }: CsvSettings, columns: CsvSettings['columns']): Partial<CsvSettings> {
  const meaning = columns.precio === before.precio || priceIs !== 'ticket' ? null : priceMeaning(columns.precio);
  if (meaning === null) return {};
  const asked = settingsSchema.safeParse({ csv: { priceIs: meaning } });
  return asked.success ? { priceIs: asked.data.csv.priceIs } : {};
}
