import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { ThriftField } from './thrift-compact';
import { ThriftReader, thriftStruct } from './thrift-compact';

/** The length of the footer, four bytes, and `PAR1`. */
const TAIL_BYTES = 8;

// Ids of fields and values. Source: parquet.thrift of Apache Parquet.
const [SCHEMA, ROW_COUNT] = [2, 3];
const [TYPE, CONVERTED_TYPE, LOGICAL_TYPE] = [1, 6, 10];
const BYTE_ARRAY = 6;
const TEXT_CONVERTED = [0, 4, 19];
const TEXT_LOGICAL = [1, 4, 12];

/** Bytes of a Parquet file's footer, or null where the file has none that its own length could hold. */
export async function footerBytes(path: string): Promise<number | null> {
  const file = await open(path);
  try {
    return (await locate(file))?.bytes ?? null;
  } finally {
    await file.close();
  }
}

/** Rows that a Parquet file's footer tells of; null where there is none that can be read. */
export async function footerRows(path: string): Promise<number | null> {
  const file = await open(path);
  try {
    const footer = await locate(file);
    if (footer === null) return null;
    const bytes = Buffer.alloc(footer.bytes);
    await file.read(bytes, 0, footer.bytes, footer.start);
    const rows = new ThriftReader(bytes).struct().find(({ id }) => id === ROW_COUNT);
    return rows === undefined ? null : new ThriftReader(bytes, rows.start).signed();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Makes the text columns of a Parquet file columns of bytes, so that a value that is no UTF-8 can be read at all: only
 * the footer is written anew, for nothing else says what the bytes stand for. Fails with a RangeError where the footer
 * cannot be read.
 */
export async function makeTextBytes(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const footer = await locate(file);
    if (footer === null) throw new RangeError('the file has no footer');
    const bytes = Buffer.alloc(footer.bytes);
    await file.read(bytes, 0, footer.bytes, footer.start);
    const changed = withoutText(bytes);
    const tail = Buffer.alloc(TAIL_BYTES);
    tail.writeUInt32LE(changed.length);
    tail.write('PAR1', 4);
    await file.truncate(footer.start);
    await file.write(Buffer.concat([changed, tail]), 0, changed.length + TAIL_BYTES, footer.start);
  } finally {
    await file.close();
  }
}

async function locate(file: FileHandle): Promise<{ start: number; bytes: number } | null> {
  const { size } = await file.stat();
  if (size < 2 * TAIL_BYTES) return null;
  const { buffer } = await file.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, size - TAIL_BYTES);
  const bytes = buffer.readUInt32LE(0);
  const start = size - TAIL_BYTES - bytes;
  return start < 4 || buffer.toString('latin1', 4) !== 'PAR1' ? null : { start, bytes };
}

function withoutText(footer: Buffer): Buffer {
  const fields = new ThriftReader(footer).struct();
  const schema = fields.find(({ id }) => id === SCHEMA);
  if (schema === undefined) throw new RangeError('the footer has no schema');
  const reader = new ThriftReader(footer, schema.start);
  const { length } = reader.list();
  const items = reader.at;
  const elements = Array.from({ length }, () => reader.struct());
  const rewritten = elements.map((element) => thriftStruct(footer, untyped(footer, element)));
  return Buffer.concat([footer.subarray(0, items), ...rewritten, footer.subarray(reader.at)]);
}

/** A schema element without what makes text of its bytes. */
function untyped(footer: Buffer, element: ThriftField[]): ThriftField[] {
  const numberOf = (wanted: number): number | undefined => {
    const field = element.find(({ id }) => id === wanted);
    return field === undefined ? undefined : new ThriftReader(footer, field.start).signed();
  };
  const logical = element.find(({ id }) => id === LOGICAL_TYPE);
  const kind = logical === undefined ? undefined : new ThriftReader(footer, logical.start).struct()[0]?.id;
  const isText = TEXT_CONVERTED.includes(numberOf(CONVERTED_TYPE) ?? -1) || TEXT_LOGICAL.includes(kind ?? -1);
  if (numberOf(TYPE) !== BYTE_ARRAY || !isText) return element;
  return element.filter(({ id }) => id !== CONVERTED_TYPE && id !== LOGICAL_TYPE);
}
