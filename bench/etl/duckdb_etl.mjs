// The hand-written SQL beside this file, in the DuckDB that recompra embeds:
// node duckdb_etl.mjs data.csv kept.parquet rejected.parquet threads
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [source, kept, rejected, threads] = process.argv.slice(2);
const script = readFileSync(new URL('duckdb_etl.sql', import.meta.url), 'utf8');
const sql = Object.entries({ source, kept, rejected }).reduce(
  (text, [name, path]) => text.replaceAll(`\${${name}}`, path),
  script,
);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run(sql);
