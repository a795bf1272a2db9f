/** The first rows of an input, as text. */
export interface TableSample {
  /** Column names; numbers from 1 where the file has none. */
  names: string[];
  rows: string[][];
}

/** The values of a column that are not empty. */
export function valuesAt({ rows }: TableSample, position: number): string[] {
  return rows.map((row) => (row[position] ?? '').trim()).filter((value) => value !== '');
}
