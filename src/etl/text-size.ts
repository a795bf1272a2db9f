import { isGzip } from '../csv/input-text';
import type { InputObject } from '../storage/inputs/input-object';
import { footerRows } from './read/parquet-footer';
import { isParquet } from './read/stage-parquet';

/** Bytes of text for a stored byte, at most: purchase lines pack well, and those of machines very well. */
const TEXT_PER_BYTE = { gzip: 12, parquet: 15 } as const;
/** Bytes of a line as text, at most, of lines that are counted: half as many again as in the contract. */
const TEXT_PER_ROW = 60;

/** Bytes that inputs have as CSV text: known for text, estimated from above for what is packed. */
export async function textSize(inputs: readonly InputObject[]): Promise<number> {
  let bytes = 0;
  for (const input of inputs) {
    if (await isParquet(input)) bytes += await parquetTextSize(input);
    else bytes += ((await isGzip(input)) ? TEXT_PER_BYTE.gzip : 1) * input.bytes;
  }
  return bytes;
}

/** By its rows where they are told; a footer may say anything, so that the file's own size is the least. */
async function parquetTextSize({ bytes, localPath }: InputObject): Promise<number> {
  const most = TEXT_PER_BYTE.parquet * bytes;
  const rows = localPath === null ? null : await footerRows(localPath);
  return rows === null ? most : Math.min(most, Math.max(bytes, TEXT_PER_ROW * rows));
}

/** How much more than a stored byte purchase lines have as text, usually. */
const USUAL_TEXT_PER_BYTE = { gzip: 5, parquet: 7 } as const;

/** Bytes that inputs usually have as CSV text, by their names alone: nothing is read or asked. */
export function usualTextSize(inputs: readonly Pick<InputObject, 'name' | 'bytes'>[]): number {
  const factor = (name: string): number => {
    if (/\.gz$/i.test(name)) return USUAL_TEXT_PER_BYTE.gzip;
    return /\.(parquet|parq|pq)$/i.test(name) ? USUAL_TEXT_PER_BYTE.parquet : 1;
  };
  return inputs.reduce((sum, { name, bytes }) => sum + factor(name) * bytes, 0);
}
