import type { CsvSettings } from '../../config/settings';
import { joinedBlanks } from '../../csv/blank-separated';
import { findRecordEnd } from '../../csv/record-end';
import { splitFields } from '../../csv/record-fields';
import type { Separator } from '../read/csv-header';
import { beforeHeader, SEPARATORS } from '../read/csv-header';
import { COLUMN_LIMIT } from '../read/line-columns';
import type { TableSample } from '../read/table-sample';
import type { LineColumn } from '../rejects/reject-reasons';
import { isAnyNumber } from './choose-numbers';
import { nameScore } from './column-names';
import { dateReadings } from './date-shapes';

/** How the text of a table is laid out, and what it holds. */
export interface TextLayout extends Pick<CsvSettings, 'header' | 'skipLines'> {
  separator: Separator;
  sample: TableSample;
}

/** Records looked at. */
const RECORDS = 5000;
/** Records among which the header is looked for. */
const TITLE_RECORDS = 50;

interface Record {
  fields: string[];
  /** Physical lines before it. */
  lines: number;
}

/** The most probable layout of a text (UTF-8), or null where it is no table under any separator. */
export function textLayout(text: Buffer, csv: CsvSettings): TextLayout | null {
  const candidates = csv.separator === undefined ? [...SEPARATORS, ' ' as const] : [csv.separator];
  const layouts = candidates.flatMap((separator) => layoutUnder(text, separator, csv));
  return layouts.sort((a, b) => b.score - a.score)[0]?.layout ?? null;
}

function layoutUnder(text: Buffer, separator: Separator, csv: CsvSettings) {
  const records = recordsOf(separator === ' ' ? joinedBlanks(text) : text, separator);
  const width = usualWidth(records);
  if (width < 3 || width > COLUMN_LIMIT) return [];
  const share = records.filter(({ fields }) => fields.length === width).length / records.length;
  const at = headerAt(records, width, csv.columns);
  if (at === null) return [];
  const first = records[at]!;
  const header = csv.header && !isData(first.fields);
  const names = header ? first.fields.map((name) => name.trim()) : first.fields.map((_, i) => String(i + 1));
  const rows = records.slice(header ? at + 1 : at).filter(({ fields }) => fields.length === width);
  // Blanks part the words of nearly every text: they are believed only where nothing else parts it.
  const score = knownNames(names, csv.columns) + 3 * share + Math.min(width, 20) / 20 - (separator === ' ' ? 3 : 0);
  const sample = { names, rows: rows.map(({ fields }) => fields) };
  return [{ score, layout: { separator, header, skipLines: at === 0 ? 0 : first.lines, sample } }];
}

function recordsOf(text: Buffer, separator: Separator): Record[] {
  const shape = { separator: separator.charCodeAt(0), fields: 0 };
  const records: Record[] = [];
  let { at, lines } = beforeHeader(text, 0);
  while (at < text.length && records.length < RECORDS) {
    const end = findRecordEnd(text, at, shape);
    if (typeof end === 'string') break;
    const record = text.toString('utf8', at, end.end);
    if (record.trim() !== '') records.push({ fields: splitFields(record, separator), lines });
    at = end.next;
    lines += end.lines;
  }
  return records;
}

/** The number of fields that most records have. */
function usualWidth(records: readonly Record[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || b - a)[0]?.[0] ?? 0;
}

/** Which record is the header or the first data: of those with the usual width the one with the most known names. */
function headerAt(records: readonly Record[], width: number, columns: CsvSettings['columns']): number | null {
  const ranked = records
    .slice(0, TITLE_RECORDS)
    .flatMap(({ fields }, at) => (fields.length === width ? [{ at, known: knownNames(fields, columns) }] : []))
    .sort((a, b) => b.known - a.known || a.at - b.at);
  return ranked[0]?.at ?? null;
}

/** Whether a first record is no header: there is a date in it, or half of it is numbers. */
function isData(fields: readonly string[]): boolean {
  const filled = fields.map((field) => field.trim()).filter((field) => field !== '');
  const dated = filled.some((field) => !/^\d+$/.test(field) && dateReadings(field).length > 0);
  return dated || filled.filter(isAnyNumber).length * 2 >= filled.length;
}

/** How many of the needed columns the names tell of. */
function knownNames(names: readonly string[], columns: CsvSettings['columns']): number {
  const needed = (Object.entries(columns) as [LineColumn, string | undefined][]).filter(([, name]) => name);
  return needed.filter(([column, name]) => names.some((found) => nameScore(column, name!, found) > 0)).length;
}
