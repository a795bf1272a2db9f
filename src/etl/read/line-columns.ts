import { normalizedName } from '../../config/column-name';
import { RecompraError } from '../../config/errors';
import type { CsvSettings } from '../../config/settings';
import { columnNames } from '../../config/some-names';
import { MisreadError } from '../rejects/misread-error';
import type { LineColumn } from '../rejects/reject-reasons';

/** Most columns a table of purchase lines can have: some steps take time with their square. */
export const COLUMN_LIMIT = 1000;

export function tooManyColumns(file: string, found: number): RecompraError {
  return new RecompraError('data', `${file} has ${found} columns; expected at most ${COLUMN_LIMIT}`, {
    remedy: 'leave out the columns that are not needed',
  });
}

/** Position of each needed column in a file. */
export type ColumnPositions = Map<LineColumn, number>;

/** The needed columns and the names they go by in the file; an empty name says that there is none. */
export function wantedColumns(columns: CsvSettings['columns']): [LineColumn, string][] {
  const entries = Object.entries(columns) as [LineColumn, string | undefined][];
  return entries.flatMap(([column, name]) =>
    name === undefined || name === '' ? [] : [[column, name] as [LineColumn, string]],
  );
}

type Naming = Pick<CsvSettings, 'columns' | 'header'>;

/** The needed columns and their names in a file; without a header those of the contract go by its order. */
function namedColumns({ columns, header }: Naming): [LineColumn, string][] {
  const wanted = wantedColumns(columns);
  const unnamed = !header && wanted.every(([column, name]) => name === column || column === 'ticket');
  return wanted.map(([column, name], i) => [column, unnamed && column !== 'ticket' ? String(i + 1) : name]);
}

/** How many of the needed columns are among these names. */
export function columnsFound(names: string[], naming: Naming): number {
  const found = new Set(names.map(normalizedName));
  return namedColumns(naming).filter(([, name]) => found.has(normalizedName(name))).length;
}

/** Finds the needed columns of the file `file`; a data error where one is missing or there twice. */
export function locateColumns(file: string, names: string[], naming: Naming): ColumnPositions {
  const normalized = names.map(normalizedName);
  const positions: ColumnPositions = new Map();
  const missing: [LineColumn, string][] = [];
  for (const [column, name] of namedColumns(naming)) {
    const position = normalized.indexOf(normalizedName(name));
    if (position < 0) missing.push([column, name]);
    else if (normalized.includes(normalizedName(name), position + 1)) throw duplicateColumn(file, names, name);
    positions.set(column, position);
  }
  if (missing.length > 0) throw missingColumns(file, names, missing);
  return positions;
}

function duplicateColumn(file: string, names: string[], name: string): MisreadError {
  return new MisreadError(file, `${file}: the column ${name} is there more than once`, {
    logged: 'a column of the settings is there more than once',
    remedy: 'rename or remove one of them: which one is meant cannot be guessed',
    lines: [`columns found: ${columnNames(names)}`],
  });
}

function missingColumns(file: string, names: string[], missing: [LineColumn, string][]): MisreadError {
  const which = missing.map(([, name]) => name).join(', ');
  return new MisreadError(file, `${file}: no column ${which}`, {
    logged: `no column for ${missing.map(([column]) => column).join(', ')}`,
    remedy: 'name the columns of this file with --columns, e.g. --columns fecha_compra=DATE,usuario=CUSTOMER_ID',
    lines: [`columns found: ${columnNames(names)}`, `columns expected: ${which} among them`],
  });
}
