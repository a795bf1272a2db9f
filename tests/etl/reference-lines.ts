import { referenceRecords } from './reference-records';

/** What the ETL must make of a CSV in the input contract, written the slow and obvious way. */
export interface ReferenceOutcome {
  lines: { fecha: string; usuario: string; producto: string; cantidad: number; precio: number }[];
  /** Of each of these, where it stands. */
  places: { linea: number; valor: string; texto: string }[];
  rejects: { linea: number; motivo: string; valor: string; texto: string }[];
}

/** How a file is to be read; the input contract unless said otherwise. */
export interface ReferenceReading {
  separator?: string;
  decimal?: '.' | ',';
  priceIs?: 'ticket' | 'unit';
  /** Names of the columns in the file, in their order. */
  columns?: readonly string[];
  /** The ISO day of a date as it is written in the file, or null. */
  day?(text: string): string | null;
}

/** What other programs write where nothing is known, in small letters. */
const MISSING = ['null', 'na', 'n/a', '#n/a', '#na', '<na>', 'nan', 'nat', 'none', '\\n', '(null)'];
const MAX_QUANTITY = 1_000_000;
const LARGEST_AMOUNT = 1e12;
const COLUMNS = ['fecha_compra', 'usuario', 'producto', 'cantidad', 'precio'] as const;

/** `latin1` is the whole file as UTF-8 with its header, one character a byte. */
export function referenceOutcome(latin1: string, reading: ReferenceReading = {}): ReferenceOutcome {
  const { separator = ',', columns = COLUMNS, day = isoDay } = reading;
  const outcome: ReferenceOutcome = { lines: [], places: [], rejects: [] };
  const text = latin1.replace(/^\xef\xbb\xbf/, '');
  const records = referenceRecords(text, separator, columns.length).filter(({ kind }) => kind !== 'blank');
  for (const { kind, line, text: record, fields } of records.slice(1)) {
    if (kind !== 'regular' && kind !== 'irregular') {
      outcome.rejects.push({ linea: line, motivo: kind, valor: '', texto: decoded(record) });
      continue;
    }
    const values = COLUMNS.map((name) => trimmed(decoded(fields[columns.indexOf(name)]!)));
    const [motivo, valor] = judge(values, { ...reading, day });
    if (motivo !== '') outcome.rejects.push({ linea: line, motivo, valor, texto: decoded(record) });
    else {
      outcome.lines.push(lineOf(values, { ...reading, day }));
      outcome.places.push({ linea: line, valor: values[0]!, texto: decoded(record) });
    }
  }
  return outcome;
}

function trimmed(text: string): string {
  return text.replace(/^[ \t\n\v\f\r\u00a0]+|[ \t\n\v\f\r\u00a0]+$/g, '');
}

type Reading = ReferenceReading & { day(text: string): string | null };

function lineOf(values: string[], { day, decimal }: Reading): ReferenceOutcome['lines'][number] {
  const [fecha, usuario, producto, cantidad, precio] = values as [string, string, string, string, string];
  return {
    fecha: day(fecha)!,
    usuario,
    producto,
    // A measure (0.750 kg) is one unit.
    cantidad: Number.isInteger(Number(pointed(cantidad, decimal))) ? Number(pointed(cantidad, decimal)) : 1,
    precio: Number(pointed(withoutCurrency(precio), decimal)),
  };
}

/** UTF-8 where it is, else one character a byte. */
function decoded(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : latin1;
}

/** Reason and culprit of the first column that cannot be used, or two empty texts. */
function judge(values: string[], { day, decimal, priceIs }: Reading): [string, string] {
  const [fecha, usuario, producto, cantidad, precio] = values as [string, string, string, string, string];
  if (isMissing(fecha)) return ['fecha_vacia', fecha];
  const iso = day(fecha);
  if (iso === null) return ['fecha_invalida', fecha];
  if (iso <= '1970-01-01' || iso.slice(0, 4) > '2099') return ['fecha_absurda', fecha];
  if (isMissing(usuario)) return ['usuario_vacio', usuario];
  if (isMissing(producto)) return ['producto_vacio', producto];
  const quantity = judgeQuantity(cantidad, pointed(cantidad, decimal));
  if (quantity !== '') return [quantity, cantidad];
  const factor = priceIs === 'unit' ? Number(pointed(cantidad, decimal)) : 1;
  const price = judgePrice(precio, pointed(withoutCurrency(precio), decimal), factor);
  return price === '' ? ['', ''] : [price, precio];
}

function isMissing(text: string): boolean {
  return text === '' || MISSING.includes(text.toLowerCase());
}

/** A sign behind a number is one before it; with a decimal comma a point makes a number none. */
function pointed(written: string, decimal: '.' | ',' = '.'): string {
  const text = written.replace(/^([\d.,][\d.,'’ \u00a0\u202f]*)-$/, '-$1');
  if (decimal === '.') return text;
  return text.includes('.') ? 'none' : text.replaceAll(',', '.');
}

/** ISO days and date-times; the day counts. */
export function isoDay(text: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  return match === null ? null : realDay(match[1]!, match[2]!, match[3]!);
}

/** The ISO day of a year, month and day in digits, or null where the calendar has none. */
export function realDay(year: string, month: string, day: string): string | null {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real ? [year.padStart(4, '0'), month.padStart(2, '0'), day.padStart(2, '0')].join('-') : null;
}

function judgeQuantity(text: string, pointedText: string): string {
  if (isMissing(text)) return 'cantidad_vacia';
  if (isNumber(pointedText) && Number(pointedText) > MAX_QUANTITY) return 'cantidad_absurda';
  if (!isNumber(pointedText)) return 'cantidad_no_entera';
  if (Number(pointedText) < 0) return 'devolucion';
  return Number(pointedText) === 0 ? 'cantidad_no_positiva' : '';
}

/** A currency sign before or after a number is no part of it. */
function withoutCurrency(text: string): string {
  const [, number] = /^[$€] ?([-+\d.,].*)$/.exec(text) ?? /^(.*[\d.,]-?) ?[$€]$/.exec(text) ?? [];
  return number ?? text;
}

function judgePrice(text: string, pointedText: string, factor: number): string {
  if (isMissing(text)) return 'precio_vacio';
  if (!isNumber(pointedText)) return 'precio_invalido';
  if (Number(pointedText) < 0) return 'precio_negativo';
  return Math.max(1, factor) * Number(pointedText) > LARGEST_AMOUNT ? 'precio_absurdo' : '';
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
}
