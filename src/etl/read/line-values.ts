import type { CsvSettings } from '../../config/settings';
import type { ReadingDialect } from '../../engine/dialect';
import type { LineColumn, RejectReason } from '../rejects/reject-reasons';
import { REJECT_REASONS } from '../rejects/reject-reasons';
import { DateValues, isPlausibleDay, lastPossibleDay } from './date-values';
import { wantedColumns } from './line-columns';
import { isNoneOf, missingWords } from './missing-words';
import { amountText, pointedNumber, signedBefore, ungroupedNumber } from './number-text';

/** Largest price, and largest quantity × price, in currency units: sums of thousandths stay within 64 bits. */
export const LARGEST_AMOUNT = 1e12;

/** Longest text that is read as a day or number. */
const MOST_BYTES = 200;

/** Columns whose text is the engine's own spelling of a typed value: ISO dates and decimal points. */
export type TypedColumns = ReadonlySet<LineColumn>;

/** The quantity as a number, whole or not, over `parsed`; NULL where there is none. */
const ANY_QUANTITY = 'coalesce(cantidad_entera, cantidad_numero)';

/** Columns whose values stay text. */
export const TEXT_COLUMNS: ReadonlySet<LineColumn> = new Set(['usuario', 'producto', 'ticket']);

/**
 * The expressions that read and judge one record, over its raw columns (VARCHAR, named as in the contract). Nearly all
 * records are plain: ISO day, whole number, price, no space around anything. They are read by bare casts; the parsing
 * that tells the other spellings and faults apart is worked out for the few that are not.
 */
export class LineValues {
  private readonly dates: DateValues;
  private readonly lastDay: string;
  /** Words for an empty field, in small letters. A number or a date that is one of them is still what it says. */
  private readonly missing: readonly string[];

  constructor(
    private readonly dialect: ReadingDialect,
    private readonly csv: CsvSettings,
    private readonly typed: TypedColumns,
    /** The day of the run, ISO: later days are still to come. */
    today?: string,
  ) {
    this.dates = new DateValues(dialect, typed.has('fecha_compra') ? {} : csv);
    this.lastDay = lastPossibleDay(today);
    this.missing = missingWords(csv);
  }

  /** Select items `fecha_plana`, `cantidad_plana`, `precio_plano`: what casts make of the raw text. */
  casts(): string[] {
    const date = this.dates.isIso
      ? this.dialect.tryCast('fecha_compra', 'DATE')
      : this.dates.parsed(this.short('fecha_compra', 'fecha_compra'));
    const quantity = this.has('cantidad')
      ? this.dialect.tryCast(this.numberText('cantidad'), 'BIGINT')
      : 'CAST(1 AS BIGINT)';
    const price = this.has('precio')
      ? this.dialect.tryCast(this.numberText('precio'), 'DOUBLE')
      : 'CAST(NULL AS DOUBLE)';
    return [`${date} AS fecha_plana`, `${quantity} AS cantidad_plana`, `${price} AS precio_plano`];
  }

  /** Whether a record is plain and beyond reproach, so that the casts can be trusted; over `casts`. */
  plain(): string {
    const { csv, dialect } = this;
    const texts = wantedColumns(csv.columns).flatMap(([column]) => (TEXT_COLUMNS.has(column) ? [column] : []));
    const conditions = [
      ...(this.dates.isIso ? [dialect.spells('fecha_compra', 'fecha_plana')] : []),
      isPlausibleDay('fecha_plana'),
      `fecha_plana <= ${dialect.date(this.lastDay)}`,
      ...texts.map((column) => dialect.isTrimmed(column)),
      ...texts.flatMap((column) => isNoneOf(dialect, this.missing, column)),
      ...(this.has('cantidad') ? this.plainQuantity() : []),
      ...(this.has('precio') ? this.plainPrice() : []),
    ];
    return `CASE WHEN ${conditions.join('\n                  AND ')} THEN TRUE ELSE FALSE END`;
  }

  private plainQuantity(): string[] {
    return [
      this.dialect.spells(this.numberText('cantidad'), 'cantidad_plana'),
      `cantidad_plana BETWEEN 1 AND ${this.csv.maxQuantity}`,
    ];
  }

  private plainPrice(): string[] {
    return [
      `precio_plano BETWEEN 0 AND ${LARGEST_AMOUNT}`,
      `${this.amount('cantidad_plana', 'precio_plano')} <= ${LARGEST_AMOUNT}`,
      // The one thing a cast takes for a number that is none: 1_000.
      "instr(precio, '_') = 0",
    ];
  }

  /** Select items: the line's columns, NULL where the text does not fit; over `casts` and `plana` (see `plain`). */
  parsed(): string[] {
    const { csv, dialect } = this;
    const value = (plain: string, closer: string): string => `CASE WHEN plana THEN ${plain} ELSE ${closer} END`;
    const text = (column: LineColumn): string => value(column, dialect.trimmed(column));
    return [
      `${value('fecha_plana', this.dates.parsed(this.short('fecha_compra', dialect.trimmed('fecha_compra'))))} AS fecha`,
      `${text('usuario')} AS usuario_texto`,
      `${text('producto')} AS producto_texto`,
      `${this.has('cantidad') ? value('cantidad_plana', dialect.parseInteger(this.trimmedNumber('cantidad'))) : 'cantidad_plana'} AS cantidad_entera`,
      `${this.has('cantidad') ? value('NULL', dialect.parseNumber(this.trimmedNumber('cantidad'))) : 'CAST(NULL AS DOUBLE)'} AS cantidad_numero`,
      `${this.has('precio') ? value('precio_plano', dialect.parseNumber(this.trimmedNumber('precio'))) : 'precio_plano'} AS precio_real`,
      `${csv.columns.ticket === undefined ? 'NULL' : text('ticket')} AS ticket_texto`,
    ];
  }

  /** The first reason that holds; NULL for a line that is kept. Over `parsed`. */
  reason(): string {
    const branches = this.conditions().map(([reason, when]) => `WHEN ${when} THEN ${this.dialect.literal(reason)}`);
    return `CASE WHEN plana THEN NULL ${branches.join('\n                  ')} END`;
  }

  /**
   * Units and measure of a line, over `parsed`: a quantity that is no whole number measures one unit (or takes one back).
   * Select items in the order of the records' columns.
   */
  quantity(): string[] {
    const measured = 'cantidad_entera IS NULL AND cantidad_numero <> floor(cantidad_numero)';
    return [
      `CASE WHEN cantidad_entera IS NOT NULL THEN cantidad_entera
            WHEN ${measured} THEN CAST(sign(cantidad_numero) AS BIGINT) ELSE ${this.dialect.tryCast('cantidad_numero', 'BIGINT')} END`,
      `CASE WHEN ${measured} THEN cantidad_numero END`,
    ];
  }

  /** The text of the column at fault, by `motivo`; NULL for lines that are kept. */
  culprit(): string {
    const branches = wantedColumns(this.csv.columns).map(([column]) => {
      const reasons = Object.entries(REJECT_REASONS).filter(([, reason]) => reason.column === column);
      const names = reasons.map(([reason]) => reason);
      // No IN: as a join it would not keep the records in their order.
      return `WHEN ${this.dialect.isOneOf('motivo', names)} THEN ${this.dialect.trimmed(column)}`;
    });
    return `CASE WHEN motivo IS NULL THEN NULL ${branches.join('\n                ')} END`;
  }

  /** No text is named twice in one condition or another: the engine would work it out for every line beforehand. */
  private conditions(): [RejectReason, string][] {
    const { csv, dialect } = this;
    const empty = (column: LineColumn, value?: string): string =>
      `${value === undefined ? '' : `${value} IS NULL AND `}${dialect.isOneOf(`lower(${dialect.trimmed(column)})`, ['', ...this.missing])}`;
    const ticket: [RejectReason, string][] =
      csv.columns.ticket === undefined ? [] : [['ticket_vacio', empty('ticket')]];
    return [
      ['fecha_vacia', empty('fecha_compra', 'fecha')],
      ['fecha_ambigua', this.dates.ambiguous(this.short('fecha_compra', dialect.trimmed('fecha_compra')))],
      ['fecha_invalida', 'fecha IS NULL'],
      ['fecha_absurda', `NOT (${isPlausibleDay('fecha')})`],
      ['fecha_futura', `fecha > ${dialect.date(this.lastDay)}`],
      ['usuario_vacio', empty('usuario')],
      ['producto_vacio', empty('producto')],
      ...ticket,
      ...(this.has('cantidad') ? this.quantityFaults(empty('cantidad', ANY_QUANTITY)) : []),
      ...(this.has('precio') ? this.priceFaults(empty('precio', 'precio_real')) : []),
    ];
  }

  private quantityFaults(empty: string): [RejectReason, string][] {
    const { maxQuantity, quantityIs } = this.csv;
    return [
      ['cantidad_vacia', empty],
      ['cantidad_absurda', `${ANY_QUANTITY} > ${maxQuantity}`],
      ['devolucion', `${ANY_QUANTITY} < 0`],
      ['cantidad_no_entera', `${quantityIs === 'units' ? 'cantidad_entera' : ANY_QUANTITY} IS NULL`],
      ['cantidad_no_positiva', `${ANY_QUANTITY} = 0`],
    ];
  }

  private priceFaults(empty: string): [RejectReason, string][] {
    return [
      ['precio_vacio', empty],
      ['precio_invalido', 'precio_real IS NULL'],
      ['precio_negativo', 'precio_real < 0'],
      // The price alone, too: of little enough any price is a small amount.
      ['precio_absurdo', `greatest(precio_real, ${this.amount(ANY_QUANTITY, 'precio_real')}) > ${LARGEST_AMOUNT}`],
    ];
  }

  private has(column: 'cantidad' | 'precio'): boolean {
    return this.csv.columns[column] !== '';
  }

  private amount(quantity: string, price: string): string {
    return this.csv.priceIs === 'unit' ? `${quantity} * ${price}` : price;
  }

  /** A text without end is no day and no number: patterns would look at it without end. */
  private short(column: LineColumn, text: string): string {
    return this.typed.has(column)
      ? text
      : `CASE WHEN ${this.dialect.byteLength(text)} <= ${MOST_BYTES} THEN ${text} ELSE 'none' END`;
  }

  /** The number in a text as casts read it, for the closer look. */
  private trimmedNumber(column: 'cantidad' | 'precio'): string {
    const text = this.short(column, this.dialect.trimmed(column));
    if (this.typed.has(column)) return text;
    const { dialect } = this;
    const bare = column === 'precio' ? amountText(dialect, text) : text;
    return ungroupedNumber(dialect, signedBefore(dialect, bare), this.csv);
  }

  private numberText(column: 'cantidad' | 'precio'): string {
    return this.typed.has(column) ? column : pointedNumber(column, this.csv);
  }
}
