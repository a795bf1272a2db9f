import { normalizedName } from '../../config/column-name';
import type { CsvSettings } from '../../config/settings';
import type { TableSample } from '../read/table-sample';
import { valuesAt } from '../read/table-sample';
import type { LineColumn } from '../rejects/reject-reasons';
import { isAnyNumber } from './choose-numbers';
import { nameScore } from './column-names';
import { dateReadings } from './date-shapes';

export interface ColumnRoles {
  /** Position in the file of each column that was found. */
  found: Map<LineColumn, number>;
  /** Needed columns that nothing in the file can be. */
  missing: LineColumn[];
}

/** In this order: what is surest first, since a column plays one part only. */
const ROLES: readonly LineColumn[] = ['fecha_compra', 'cantidad', 'precio', 'usuario', 'producto', 'ticket'];

/** Values that make no customers and no tickets of a table, however many rows it has. */
const HANDFUL = 5;

/** A few values of a column of numbers may be none, such as the header that was said not to be there. */
const ODD_SHARE = 0.05;

/** Which column of a sample is which: those that the settings name, then the likeliest by name and by values. */
export function columnRoles(sample: TableSample, { columns, header }: CsvSettings): ColumnRoles {
  const found = named(sample.names, columns);
  for (const role of ROLES) {
    if (found.has(role)) continue;
    const taken = new Set(found.values());
    const expected = columns[role] ?? role;
    const ranked = sample.names
      .map((name, position) => ({ position, score: nameScore(role, expected, name) }))
      .filter(({ position, score }) => (score > 0 || !header) && !taken.has(position) && canBe(role, sample, position))
      .sort((a, b) => b.score - a.score);
    const best = header
      ? ranked[0]?.position
      : unnamedRole(
          role,
          sample,
          ranked.map(({ position }) => position),
        );
    if (best !== undefined) found.set(role, best);
  }
  return { found, missing: ROLES.filter((role) => role !== 'ticket' && columns[role] !== '' && !found.has(role)) };
}

/** The columns of the settings that are there. */
function named(names: readonly string[], columns: CsvSettings['columns']): Map<LineColumn, number> {
  const normalized = names.map(normalizedName);
  const found = new Map<LineColumn, number>();
  for (const role of ROLES) {
    const position = normalized.indexOf(normalizedName(columns[role] ?? ''));
    if (position >= 0 && columns[role]) found.set(role, position);
  }
  return found;
}

/** Whether the values of a column can play a part. */
function canBe(role: LineColumn, sample: TableSample, position: number): boolean {
  const values = valuesAt(sample, position).slice(0, 1000);
  if (sample.rows.length === 0) return true;
  const most = (test: (value: string) => boolean): boolean => values.filter(test).length * 2 > values.length;
  switch (role) {
    case 'fecha_compra':
      return most((value) => dateReadings(value).length > 0);
    case 'cantidad':
    case 'precio':
      return most(isAnyNumber);
    case 'producto':
      return values.length > 0;
    case 'ticket':
      return values.length === Math.min(sample.rows.length, 1000) && !isHandful(sample, position);
    default:
      return values.length > 0 && !isHandful(sample, position);
  }
}

/** `Customer type`, `Gender`: a few values on many rows. */
function isHandful(sample: TableSample, position: number): boolean {
  const values = valuesAt(sample, position);
  const distinct = new Set(values).size;
  return distinct <= HANDFUL && values.length > 10 * distinct;
}

/** Without names only what the values tell, in the order of the columns; a ticket is never guessed. */
function unnamedRole(role: LineColumn, sample: TableSample, positions: readonly number[]): number | undefined {
  const numeric = (position: number): boolean => {
    const values = valuesAt(sample, position);
    return values.filter((value) => !isAnyNumber(value)).length <= ODD_SHARE * values.length;
  };
  const fractions = (position: number): number =>
    valuesAt(sample, position).filter((value) => /[.,]\d{1,2}$/.test(value)).length;
  const size = (position: number): number =>
    Math.max(
      ...valuesAt(sample, position)
        .slice(0, 1000)
        .map((value) => value.length),
    );
  switch (role) {
    case 'ticket':
      return undefined;
    case 'cantidad':
      return positions.filter(numeric).sort((a, b) => fractions(a) - fractions(b) || size(a) - size(b))[0];
    case 'precio':
      return positions.filter(numeric).sort((a, b) => fractions(b) - fractions(a) || b - a)[0];
    default:
      return positions[0];
  }
}
