import { isUtf8 } from 'node:buffer';
import { RecompraError } from '../config/errors';
import type { CsvSettings } from '../config/settings';
import type { InputObject } from '../storage/input-object';
import { firstBytes, openText, readingError } from './input-text';
import { COLUMN_LIMIT, columnsFound, tooManyColumns } from './line-columns';
import { CR, findRecordEnd, LF, NUL, RECORD_LIMIT } from './record-end';
import { splitFields } from './record-fields';
import type { LineEnd } from './record-run';
import { lineEndAt } from './record-run';

export type Separator = NonNullable<CsvSettings['separator']>;

const SEPARATORS: Separator[] = [',', ';', '\t', '|'];
const BOM = Buffer.from('\ufeff', 'utf8');

/** The first record of a CSV, read as column names. */
export interface CsvHeader {
  /** Names as they stand in the file. */
  names: string[];
  separator: Separator;
  /** That of the header itself. */
  lineEnd: LineEnd;
  /** Bytes of UTF-8 text before the first data record. */
  bytes: number;
  /** Physical lines before the first data record. */
  lines: number;
}

/** Reads the header. Unless given, the separator is the one under which most of the needed columns are found. */
export async function readHeader(input: InputObject, csv: CsvSettings): Promise<CsvHeader> {
  const text = await textStart(input, csv.encoding);
  if (csv.encoding !== 'utf-16le' && looksLikeUtf16(text)) throw utf16Text(input, csv.encoding);
  const { at, lines } = skipBlankLines(text);
  if (at === text.length) throw emptyFile(input, text.length);
  if (!isUtf8(text.subarray(at, firstLineEnd(text, at)))) throw foreignText(input, csv.encoding);
  const candidates = csv.separator === undefined ? SEPARATORS : [csv.separator];
  const ranked = candidates
    .flatMap((separator) => headerAt(text, at, separator))
    .map((header) => ({ header, found: columnsFound(header.names, csv.columns), fields: header.names.length }))
    .sort((a, b) => b.found - a.found || b.fields - a.fields);
  const best = ranked[0]?.header;
  if (best === undefined) throw unreadableHeader(input);
  if (best.names.length > COLUMN_LIMIT) throw tooManyColumns(input.name, best.names.length);
  return { ...best, lines: best.lines + lines };
}

async function textStart(input: InputObject, encoding: CsvSettings['encoding']): Promise<Buffer> {
  try {
    const text = await firstBytes(await openText(input, encoding), RECORD_LIMIT + BOM.length);
    return Buffer.concat([text, Buffer.of(LF)]);
  } catch (cause) {
    throw readingError(input, cause);
  }
}

function skipBlankLines(text: Buffer): { at: number; lines: number } {
  let at = text.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
  let lines = 0;
  for (; text[at] === LF || text[at] === CR; at++) {
    if (text[at] === LF || text[at + 1] !== LF) lines++;
  }
  return { at, lines };
}

function headerAt(text: Buffer, at: number, separator: Separator): CsvHeader[] {
  const end = findRecordEnd(text, at, { separator: separator.charCodeAt(0), fields: 0 });
  if (typeof end === 'string' || end.reason !== null) return [];
  const names = splitFields(text.toString('utf8', at, end.end), separator).map((name) => name.trim());
  return [{ names, separator, lineEnd: lineEndAt(text, end.end), bytes: end.next, lines: end.lines }];
}

function firstLineEnd(text: Buffer, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== LF && text[at] !== CR) at++;
  return at;
}

/** A byte-order mark, or the zero byte that is half of every Latin letter in UTF-16. */
function looksLikeUtf16(text: Buffer): boolean {
  const mark = text.length >= 2 ? text.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) return true;
  const start = text.subarray(0, 64);
  return start.filter((byte) => byte === NUL).length > start.length / 4;
}

function utf16Text(input: InputObject, encoding: string): RecompraError {
  return new RecompraError('data', `${input.name} is UTF-16 text; expected ${encoding}`, {
    remedy: 'say so with --encoding utf-16le (big-endian must be converted first: iconv -f UTF-16BE -t UTF-8)',
  });
}

function foreignText(input: InputObject, encoding: string): RecompraError {
  const remedy =
    encoding === 'utf-8'
      ? 'if it is Western European text, say so with --encoding latin1'
      : 'check which encoding the file was written in';
  return new RecompraError('data', `${input.name}: the header is not ${encoding} text`, { remedy });
}

function emptyFile(input: InputObject, bytes: number): RecompraError {
  const what = bytes > 1 ? 'has only empty lines' : 'is empty';
  return new RecompraError('data', `${input.name} ${what}; expected a header and one row per purchase line`, {
    remedy: 'check how the file was exported or transferred',
  });
}

function unreadableHeader(input: InputObject): RecompraError {
  return new RecompraError(
    'data',
    `${input.name}: the first line is no CSV header (an unclosed quote, or no line end within 1 MiB)`,
    {
      remedy: 'check that this is a CSV file, with the column names in the first line',
    },
  );
}
