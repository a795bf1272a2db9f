import type { CsvSettings } from '../config/settings';
import type { Dialect } from '../engine/dialect';
import { literal } from '../engine/dialect';
import { wantedColumns } from './line-columns';
import type { LineColumn, RejectReason } from './reject-reasons';
import { REJECT_REASONS } from './reject-reasons';

/** First and last day a purchase can have; beyond lie placeholders such as 1900-01-01 and 9999-12-31. */
const PLAUSIBLE_DAYS = { first: '1970-01-01', last: '2099-12-31' } as const;

/** Largest price, and largest quantity × price, in currency units: sums of thousandths stay within 64 bits. */
const LARGEST_AMOUNT = 1e12;

/** Columns whose text is the engine's own spelling of a typed value: ISO dates and decimal points. */
export type TypedColumns = ReadonlySet<LineColumn>;

/** Text of a number with a decimal point, for the parse functions. */
function numberText(column: LineColumn, csv: CsvSettings, typed: TypedColumns): string {
  // With a decimal comma a point is no part of a number: 1.500 must not become one and a half.
  return csv.decimal === ',' && !typed.has(column) ? `translate(${column}_texto, ',.', '.!')` : `${column}_texto`;
}

/** Select items that read `fecha`, `cantidad` and `precio` from `<column>_texto`, NULL where the text does not fit. */
export function parsedColumns(dialect: Dialect, csv: CsvSettings, typed: TypedColumns): string[] {
  const date = 'fecha_compra_texto';
  const format = typed.has('fecha_compra') ? undefined : csv.dateFormat;
  return [
    `${format === undefined ? dialect.parseIsoDate(date) : dialect.parseDate(date, format)} AS fecha`,
    `${dialect.parseInteger(numberText('cantidad', csv, typed))} AS cantidad`,
    `${dialect.parseNumber(numberText('precio', csv, typed))} AS precio`,
  ];
}

/** The first reason that holds for a row with texts and parsed columns; NULL for a line that is kept. */
export function reasonSql(dialect: Dialect, csv: CsvSettings, typed: TypedColumns): string {
  const branches = conditions(dialect, csv, typed).map(([reason, when]) => `WHEN ${when} THEN ${literal(reason)}`);
  return `CASE ${branches.join('\n                  ')} END`;
}

function conditions(dialect: Dialect, csv: CsvSettings, typed: TypedColumns): [RejectReason, string][] {
  const anyQuantity = dialect.parseNumber(numberText('cantidad', csv, typed));
  const ticket: [RejectReason, string][] =
    csv.columns.ticket === undefined ? [] : [['ticket_vacio', "ticket_texto = ''"]];
  return [
    ['fecha_vacia', "fecha_compra_texto = ''"],
    ['fecha_invalida', 'fecha IS NULL'],
    ['fecha_absurda', `fecha NOT BETWEEN DATE '${PLAUSIBLE_DAYS.first}' AND DATE '${PLAUSIBLE_DAYS.last}'`],
    ['usuario_vacio', "usuario_texto = ''"],
    ['producto_vacio', "producto_texto = ''"],
    ...ticket,
    ['cantidad_vacia', "cantidad_texto = ''"],
    ['cantidad_absurda', `CASE WHEN cantidad IS NULL THEN ${anyQuantity} ELSE cantidad END > ${csv.maxQuantity}`],
    ['cantidad_no_entera', 'cantidad IS NULL'],
    ['cantidad_no_positiva', 'cantidad <= 0'],
    ['precio_vacio', "precio_texto = ''"],
    ['precio_invalido', 'precio IS NULL'],
    ['precio_negativo', 'precio < 0'],
    ['precio_absurdo', `${csv.priceIs === 'unit' ? 'cantidad * precio' : 'precio'} > ${LARGEST_AMOUNT}`],
  ];
}

/** The text of the column at fault, by `motivo`; NULL for lines that are kept. */
export function culpritSql(csv: CsvSettings): string {
  const branches = wantedColumns(csv.columns).map(([column]) => {
    const reasons = Object.entries(REJECT_REASONS).filter(([, reason]) => reason.column === column);
    return `WHEN motivo IN (${reasons.map(([reason]) => literal(reason)).join(', ')}) THEN ${column}_texto`;
  });
  return `CASE WHEN motivo IS NULL THEN NULL ${branches.join('\n                ')} END`;
}
