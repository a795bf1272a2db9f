/** Values to become a table: one entry a column. Dates are given as epoch days, and NaN is NULL, in lists too. */
export type TableColumn =
  | { type: 'VARCHAR'; values: readonly (string | null)[] }
  | { type: 'DOUBLE'; values: ArrayLike<number> }
  | { type: 'INTEGER'; values: ArrayLike<number> }
  | { type: 'BIGINT'; values: ArrayLike<number> }
  | { type: 'DATE'; values: ArrayLike<number> }
  | { type: 'VARCHAR[]'; values: readonly (readonly string[])[] }
  | { type: 'DOUBLE[]'; values: readonly (readonly number[])[] };
