import { withoutFormula } from '../../config/formula-text';
import type { NumberFormat } from '../texts/format-number';
import { type Html, html } from './html';

/** A share of one: a percentage in the page, the plain number in a spreadsheet. */
export interface Share {
  share: number;
}

/** A text, a number to be written in the reader's language, or nothing to say. */
export type Cell = string | number | Share | null;

/** Figures behind a chart: shown below it, and downloaded as CSV. */
export interface DataTable {
  columns: string[];
  rows: Cell[][];
}

/** The table as markup; the first cell of a row heads it. */
export function renderTable({ columns, rows }: DataTable, number: NumberFormat): Html {
  const head = columns.map((column, at) =>
    at > 0 && isNumeric(rows, at)
      ? html`<th scope="col" class="num">${column}</th>`
      : html`<th scope="col">${column}</th>`,
  );
  const body = rows.map(
    ([first, ...others]) =>
      html`<tr><th scope="row">${cellText(first ?? null, number)}</th>${others.map((cell) => renderCell(cell, number))}</tr>`,
  );
  return html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** A head stands above its numbers. */
function isNumeric(rows: readonly Cell[][], at: number): boolean {
  return rows.some((row) => row[at] !== null) && rows.every((row) => typeof row[at] !== 'string');
}

function renderCell(cell: Cell, number: NumberFormat): Html {
  return typeof cell === 'string' ? html`<td>${cell}</td>` : html`<td class="num">${cellText(cell, number)}</td>`;
}

function cellText(cell: Cell, number: NumberFormat): string {
  if (cell === null) return '—';
  if (typeof cell === 'string') return cell;
  return typeof cell === 'number' ? number.short(cell) : number.percent(cell.share);
}

/** Byte-order mark: without it spreadsheets read UTF-8 as Latin-1. */
const BOM = '\uFEFF';

/** The table as a spreadsheet of the reader's language opens it. */
export function toCsv({ columns, rows }: DataTable, number: NumberFormat): string {
  const lines = [columns, ...rows].map((row) => row.map((cell) => csvCell(cell, number)).join(number.listSeparator));
  return `${BOM}${lines.join('\r\n')}\r\n`;
}

function csvCell(cell: Cell, number: NumberFormat): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return number.csv(cell);
  if (typeof cell === 'object') return number.csv(cell.share);
  const harmless = withoutFormula(cell);
  return /[",;\r\n\t]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
