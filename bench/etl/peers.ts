import { join } from 'node:path';
import { ensureVenv } from '../../tests/setup/python-env';

/** Somebody else's way of doing the same work: a program, and its arguments for a CSV and a folder. */
export interface Peer {
  name: 'sql' | 'pandas' | 'polars';
  command: string;
  args(csv: string, folder: string): string[];
  env?: Record<string, string>;
}

/** Two threads for everybody. */
export const THREADS = 2;

export function etlPeers(): Peer[] {
  const { python } = ensureVenv({ name: 'bench-etl', requirements: join(__dirname, 'requirements.txt') });
  return [
    {
      name: 'sql',
      command: process.execPath,
      args: (csv, folder) => [
        join(__dirname, 'duckdb_etl.mjs'),
        csv,
        join(folder, 'sql.parquet'),
        join(folder, 'sql.rejected.parquet'),
        String(THREADS),
      ],
    },
    {
      name: 'pandas',
      command: python,
      args: (csv, folder) => [join(__dirname, 'pandas_etl.py'), csv, join(folder, 'pandas.parquet')],
      env: { OMP_NUM_THREADS: String(THREADS) },
    },
    {
      name: 'polars',
      command: python,
      args: (csv, folder) => [join(__dirname, 'polars_etl.py'), csv, join(folder, 'polars.parquet')],
      env: { POLARS_MAX_THREADS: String(THREADS) },
    },
  ];
}
