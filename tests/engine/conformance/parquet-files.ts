import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { ParquetSchema, ParquetWriter } from 'parquetjs-lite';

/** The rows of a Parquet file as a reader beside the engine sees them: BIGINT as number, DATE as ISO day. */
export async function readParquet(path: string): Promise<Record<string, unknown>[]> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : (value ?? null);
}

/** Writes a Parquet file whose column `v` holds bytes that nobody calls text. */
export async function writeBytes(path: string, values: readonly Buffer[]): Promise<void> {
  const stream = new PassThrough();
  const written = pipeline(stream, createWriteStream(path));
  const writer = await ParquetWriter.openStream(new ParquetSchema({ v: { type: 'BYTE_ARRAY' } }), stream);
  for (const v of values) await writer.appendRow({ v });
  await writer.close();
  await written;
}
