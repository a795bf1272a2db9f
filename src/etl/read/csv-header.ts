import { isUtf8 } from 'node:buffer';
import { normalizedName } from '../../config/column-name';
import type { CsvSettings } from '../../config/settings';
import { firstBytes, openText, readingError } from '../../csv/input-text';
import { CR, findRecordEnd, LF, NUL, RECORD_LIMIT } from '../../csv/record-end';
import { splitFields } from '../../csv/record-fields';
import type { LineEnd } from '../../csv/record-run';
import { lineEndAt } from '../../csv/record-run';
import type { InputObject } from '../../storage/inputs/input-object';
import { MisreadError } from '../rejects/misread-error';
import { COLUMN_LIMIT, columnsFound, tooManyColumns } from './line-columns';
import { pathColumns } from './path-columns';

export type Separator = NonNullable<CsvSettings['separator']>;

export const SEPARATORS: readonly Separator[] = [',', ';', '\t', '|'];
const BOM = Buffer.from('\ufeff', 'utf8');

/** The first record of a CSV, read as column names; their numbers from 1 where there are none. */
export interface CsvHeader {
  /** Names as they stand in the file. */
  names: string[];
  /** Further columns, and the one value of each, that the folders of the path say: their positions follow the names. */
  constants: [string, string][];
  separator: Separator;
  /** That of the first record, header or not. */
  lineEnd: LineEnd;
  /** Bytes of UTF-8 text before the first data record. */
  bytes: number;
  /** Physical lines before the first data record. */
  lines: number;
}

/**
 * Reads the header. Unless given, the separator is the one that a line `sep=;` before it says, or under which most of
 * the needed columns are found.
 */
export async function readHeader(input: InputObject, csv: CsvSettings): Promise<CsvHeader> {
  const text = await textStart(input, csv);
  const utf16 = csv.encoding.startsWith('utf-16') ? null : utf16Order(text);
  if (utf16 !== null) throw utf16Text(input, csv.encoding, utf16);
  const start = beforeHeader(text, csv.skipLines);
  if (start.at === text.length) throw emptyFile(input, text.length);
  if (!isUtf8(text.subarray(start.at, firstLineEnd(text, start.at)))) throw foreignText(input, csv.encoding);
  const given = csv.separator ?? start.separator;
  const ranked = (given === undefined ? SEPARATORS : [given])
    .flatMap((separator) => headerAt(text, start.at, separator, csv.header))
    .map((header) => ({ header, found: columnsFound(header.names, csv), fields: header.names.length }))
    .sort((a, b) => b.found - a.found || b.fields - a.fields);
  const best = ranked[0]?.header;
  if (best === undefined) throw unreadableHeader(input);
  if (best.names.length > COLUMN_LIMIT) throw tooManyColumns(input.name, best.names.length);
  return { ...best, constants: pathConstants(input.name, best.names), lines: best.lines + start.lines };
}

async function textStart(input: InputObject, csv: CsvSettings): Promise<Buffer> {
  try {
    const text = await firstBytes(await openText(input, csv), RECORD_LIMIT + BOM.length);
    return Buffer.concat([text, Buffer.of(LF)]);
  } catch (cause) {
    throw readingError(input, cause);
  }
}

interface Start {
  at: number;
  /** Physical lines passed over. */
  lines: number;
  separator?: Separator;
}

/** Where the first record begins: after a byte-order mark, the lines to skip, empty ones, and a line `sep=;`. */
export function beforeHeader(text: Buffer, skipLines: number): Start {
  let start = { at: text.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0, lines: 0 };
  while (start.lines < skipLines && start.at < text.length) start = nextLine(text, start);
  start = skipBlankLines(text, start);
  const line = text.toString('latin1', start.at, firstLineEnd(text, start.at));
  const said = /^"?sep=(.)"?\s*$/i.exec(line)?.[1];
  const separator = SEPARATORS.find((known) => known === said);
  if (separator === undefined) return start;
  return { ...skipBlankLines(text, nextLine(text, start)), separator };
}

function nextLine(text: Buffer, { at, lines }: Start): Start {
  const end = firstLineEnd(text, at);
  const length = text[end] === CR && text[end + 1] === LF ? 2 : 1;
  return { at: Math.min(end + length, text.length), lines: lines + 1 };
}

function skipBlankLines(text: Buffer, start: Start): Start {
  let next = start;
  while (text[next.at] === LF || text[next.at] === CR) next = nextLine(text, next);
  return next;
}

/** What the path says beside the names of the file itself. */
export function pathConstants(path: string, names: readonly string[]): [string, string][] {
  const own = new Set(names.map(normalizedName));
  return [...pathColumns(path)].filter(([name]) => !own.has(normalizedName(name)));
}

function headerAt(text: Buffer, at: number, separator: Separator, named: boolean): Omit<CsvHeader, 'constants'>[] {
  const end = findRecordEnd(text, at, { separator: separator.charCodeAt(0), fields: 0 });
  if (typeof end === 'string' || end.reason !== null) return [];
  const fields = splitFields(text.toString('utf8', at, end.end), separator);
  const lineEnd = lineEndAt(text, end.end);
  if (!named) return [{ names: fields.map((_, i) => String(i + 1)), separator, lineEnd, bytes: at, lines: 0 }];
  return [{ names: fields.map((name) => name.trim()), separator, lineEnd, bytes: end.next, lines: end.lines }];
}

function firstLineEnd(text: Buffer, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== LF && text[at] !== CR) at++;
  return at;
}

/** The order of UTF-16 by its byte-order mark, or by the zero byte that is half of every Latin letter in it. */
export function utf16Order(text: Buffer): 'utf-16le' | 'utf-16be' | null {
  const mark = text.length >= 2 ? text.readUInt16BE(0) : 0;
  if (mark === 0xfffe) return 'utf-16le';
  if (mark === 0xfeff) return 'utf-16be';
  const start = text.subarray(0, 64);
  const zeros = (odd: number) => start.filter((byte, at) => byte === NUL && at % 2 === odd).length;
  if (zeros(0) + zeros(1) <= start.length / 4) return null;
  return zeros(0) > zeros(1) ? 'utf-16be' : 'utf-16le';
}

function utf16Text(input: InputObject, expected: string, found: 'utf-16le' | 'utf-16be'): MisreadError {
  const order = found === 'utf-16be' ? ' (big-endian)' : '';
  return new MisreadError(input.name, `${input.name} is UTF-16 text${order}; expected ${expected}`, {
    remedy: `say so with --encoding ${found}`,
  });
}

function foreignText(input: InputObject, encoding: string): MisreadError {
  const remedy =
    encoding === 'utf-8'
      ? 'if it is Western European text, say so with --encoding latin1'
      : 'check which encoding the file was written in';
  return new MisreadError(input.name, `${input.name}: the header is not ${encoding} text`, { remedy });
}

function emptyFile(input: InputObject, bytes: number): MisreadError {
  const what = bytes > 1 ? 'has only empty lines' : 'is empty';
  return new MisreadError(input.name, `${input.name} ${what}; expected a header and one row per purchase line`, {
    remedy: 'check how the file was exported or transferred',
  });
}

function unreadableHeader(input: InputObject): MisreadError {
  return new MisreadError(
    input.name,
    `${input.name}: the first line is no CSV header (an unclosed quote, or no line end within 1 MiB)`,
    {
      remedy: 'check that this is a CSV file, with the column names in the first line',
    },
  );
}
