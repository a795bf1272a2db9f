import { RecompraError } from '../config/errors';

export type Column = Float64Array | Int32Array | string[];

/** A query's result by column: `length` rows, numbers in typed arrays (NULL is NaN), text in arrays ('' for NULL). */
export class ColumnTable {
  constructor(
    readonly length: number,
    private readonly columns: ReadonlyMap<string, Column>,
  ) {}

  get names(): string[] {
    return [...this.columns.keys()];
  }

  /** DOUBLE and BIGINT columns; NULL is NaN. */
  floats(name: string): Float64Array {
    const column = this.get(name);
    if (column instanceof Float64Array) return column;
    throw new RecompraError('unexpected', `column ${name} does not hold DOUBLE`);
  }

  /** INTEGER columns, without NULLs. */
  ints(name: string): Int32Array {
    const column = this.get(name);
    if (column instanceof Int32Array) return column;
    throw new RecompraError('unexpected', `column ${name} does not hold INTEGER`);
  }

  strings(name: string): string[] {
    const column = this.get(name);
    if (Array.isArray(column)) return column;
    throw new RecompraError('unexpected', `column ${name} does not hold VARCHAR`);
  }

  private get(name: string): Column {
    const column = this.columns.get(name);
    if (column === undefined) {
      throw new RecompraError('unexpected', `no column ${name}; there are ${this.names.join(', ')}`);
    }
    return column;
  }
}
