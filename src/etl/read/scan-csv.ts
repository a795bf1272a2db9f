import { RecompraError } from '../../config/errors';
import type { CsvSettings } from '../../config/settings';
import { openText, readingError } from '../../csv/input-text';
import type { RecordSink } from '../../csv/record-scanner';
import { RecordScanner, TangledQuotes } from '../../csv/record-scanner';
import { buffersOf } from '../../storage/disk/buffers-of';
import type { InputObject } from '../../storage/inputs/input-object';
import type { CsvHeader } from './csv-header';

/** Text handed to the scanner at once, in bytes: enough that a chunk's costs vanish beside its lines'. */
const CHUNK_BYTES = 1 << 20;

/** A CSV input and how to read it. */
export interface CsvInput {
  input: InputObject;
  header: CsvHeader;
  csv: CsvSettings;
}

/**
 * Scans the data records of an input into `sink`. After each chunk `afterChunk` may wait (for a disk), and end the
 * scan by answering `'stop'`. The bytes as they are stored, all of them in a scan that is not stopped, go to `onStored`.
 */
export async function scanCsv(
  { input, header, csv }: CsvInput,
  sink: RecordSink,
  afterChunk: () => Promise<'stop' | 'go on'>,
  onStored?: (bytes: Buffer) => void,
): Promise<void> {
  const shape = { separator: header.separator.charCodeAt(0), fields: header.names.length };
  const scanner = new RecordScanner(shape, sink, { line: header.lines + 1, lineEnd: header.lineEnd });
  let headerBytes = header.bytes;
  for await (const chunk of chunks(input, csv, onStored)) {
    const skipped = Math.min(headerBytes, chunk.length);
    headerBytes -= skipped;
    if (skipped < chunk.length) untangled(input, () => scanner.push(chunk.subarray(skipped)));
    if ((await afterChunk()) === 'stop') return;
  }
  untangled(input, () => scanner.finish());
  await afterChunk();
}

function untangled(input: InputObject, scan: () => void): void {
  try {
    scan();
  } catch (cause) {
    if (!(cause instanceof TangledQuotes)) throw cause;
    throw new RecompraError('data', `${input.name}: too many ${cause.message}`, {
      remedy: 'check how the file quotes its fields: a quote within a field is doubled, and the field stands in quotes',
      cause,
    });
  }
}

async function* chunks(
  input: InputObject,
  csv: CsvSettings,
  onStored?: (bytes: Buffer) => void,
): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of buffersOf(await openText(input, csv, onStored))) {
      gathered.push(piece);
      bytes += piece.length;
      if (bytes < CHUNK_BYTES) continue;
      yield gathered.length === 1 ? gathered[0]! : Buffer.concat(gathered);
      gathered = [];
      bytes = 0;
    }
  } catch (cause) {
    throw readingError(input, cause);
  }
  if (bytes > 0) yield Buffer.concat(gathered);
}
