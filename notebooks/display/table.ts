import { escapeHtml } from './escape-html';
import type { MimeOutput } from './mime-output';

/** A danfojs DataFrame, or anything else with named columns and rows of values. */
export interface Frame {
  columns: string[];
  values: unknown[];
}

export type Row = Record<string, unknown>;

export interface TableOptions {
  /** Rows shown from the top; 5 unless given. */
  rows?: number;
  /** Rows of the whole table, where only its top was read. */
  total?: number;
}

interface Column {
  name: string;
  cells: string[];
  numeric: boolean;
}

/** The first rows of a table as HTML with a plain-text twin, and how many rows there are in all. */
export function tableOutput(table: Frame | Row[], { rows = 5, total: whole }: TableOptions = {}): MimeOutput {
  const { columns, total: given } = head(table, rows);
  const total = whole ?? given;
  const note = `${total > rows ? `${rows} of ` : ''}${formatNumber(total, 0)} ${total === 1 ? 'row' : 'rows'}`;
  return { data: { 'text/html': html(columns, note), 'text/plain': plainText(columns, note) } };
}

function head(table: Frame | Row[], count: number): { columns: Column[]; total: number } {
  if (Array.isArray(table)) {
    const names = Object.keys(table[0] ?? {});
    const top = table.slice(0, count);
    return {
      columns: names.map((name) =>
        column(
          name,
          top.map((row) => row[name]),
        ),
      ),
      total: table.length,
    };
  }
  const top = table.values.slice(0, count) as unknown[][];
  return {
    columns: table.columns.map((name, i) =>
      column(
        name,
        top.map((row) => row[i]),
      ),
    ),
    total: table.values.length,
  };
}

function column(name: string, values: unknown[]): Column {
  const numbers = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const decimals = decimalsOf(numbers);
  const numeric = values.some((value) => typeof value === 'number' || typeof value === 'bigint');
  return { name, cells: values.map((value) => formatValue(value, decimals)), numeric };
}

/** Two decimals, more where a column's largest number is below ten; none for whole numbers. */
function decimalsOf(numbers: number[]): number {
  if (numbers.every(Number.isInteger)) {
    return 0;
  }
  const largest = Math.max(...numbers.map(Math.abs));
  return Math.min(6, Math.max(2, 3 - Math.floor(Math.log10(largest))));
}

function formatValue(value: unknown, decimals: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    return formatNumber(value, decimals);
  }
  if (value instanceof Date) {
    return value.toISOString().replace('T00:00:00.000Z', '');
  }
  return Array.isArray(value) ? value.map((item) => formatValue(item, decimals)).join(', ') : String(value);
}

/** Thousands are set apart from 10,000 upwards, so that a year stays a year. */
function formatNumber(value: number | bigint, decimals: number): string {
  const useGrouping = value >= 10_000 || value <= -10_000;
  if (typeof value === 'bigint') {
    return value.toLocaleString('en-US', { useGrouping });
  }
  return value.toLocaleString('en-US', {
    useGrouping,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

function html(columns: Column[], note: string): string {
  const cell = (tag: string, { numeric }: Column, text: string): string =>
    `<${tag} style="text-align:${numeric ? 'right' : 'left'}">${escapeHtml(text)}</${tag}>`;
  const header = columns.map((c) => cell('th', c, c.name)).join('');
  const body = rowsOf(columns).map(
    (row) => `<tr>${row.map((text, i) => cell('td', columns[i] as Column, text)).join('')}</tr>`,
  );
  return `<table>\n<thead><tr>${header}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n<p>${note}</p>`;
}

function plainText(columns: Column[], note: string): string {
  const widths = columns.map(({ name, cells }) => Math.max(...[name, ...cells].map((text) => text.length)));
  const align = (text: string, i: number): string =>
    columns[i]?.numeric ? text.padStart(widths[i] as number) : text.padEnd(widths[i] as number);
  const lines = [columns.map(({ name }) => name), ...rowsOf(columns)].map((row) => row.map(align).join('  ').trimEnd());
  return [...lines, note].join('\n');
}

function rowsOf(columns: Column[]): string[][] {
  return (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] as string));
}
