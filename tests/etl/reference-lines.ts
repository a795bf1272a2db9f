import { referenceRecords } from './reference-records';

/** What the ETL must make of a CSV in the input contract, written the slow and obvious way. */
export interface ReferenceOutcome {
  lines: { fecha: string; usuario: string; producto: string; cantidad: number; precio: number }[];
  rejects: { linea: number; motivo: string; valor: string; texto: string }[];
}

const MAX_QUANTITY = 1_000_000;

/** `latin1` is the whole file with its plain header, one character a byte. */
export function referenceOutcome(latin1: string): ReferenceOutcome {
  const outcome: ReferenceOutcome = { lines: [], rejects: [] };
  const [, ...records] = referenceRecords(latin1, ',', 5);
  for (const { kind, line, text, fields } of records) {
    if (kind === 'blank') continue;
    if (kind !== 'regular' && kind !== 'irregular') {
      outcome.rejects.push({ linea: line, motivo: kind, valor: '', texto: decoded(text) });
      continue;
    }
    const values = fields.map((field) => decoded(field).replace(/^[ \t\u00a0]+|[ \t\u00a0]+$/g, ''));
    const [motivo, valor] = judge(values);
    if (motivo !== '') outcome.rejects.push({ linea: line, motivo, valor, texto: decoded(text) });
    else outcome.lines.push(lineOf(values));
  }
  return outcome;
}

function lineOf([fecha, usuario, producto, cantidad, precio]: string[]): ReferenceOutcome['lines'][number] {
  return {
    fecha: fecha!.slice(0, 10),
    usuario: usuario!,
    producto: producto!,
    cantidad: Number(cantidad),
    precio: Number(precio),
  };
}

/** UTF-8 where it is, else one character a byte. */
function decoded(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : latin1;
}

/** Reason and culprit of the first column that cannot be used, or two empty texts. */
function judge([fecha, usuario, producto, cantidad, precio]: string[]): [string, string] {
  if (fecha === '') return ['fecha_vacia', ''];
  if (!isDay(fecha!)) return ['fecha_invalida', fecha!];
  if (fecha!.slice(0, 4) < '1970' || fecha!.slice(0, 4) > '2099') return ['fecha_absurda', fecha!];
  if (usuario === '') return ['usuario_vacio', ''];
  if (producto === '') return ['producto_vacio', ''];
  const quantity = judgeQuantity(cantidad!);
  if (quantity !== '') return [quantity, cantidad!];
  const price = judgePrice(precio!);
  return price === '' ? ['', ''] : [price, precio!];
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function judgeQuantity(text: string): string {
  if (text === '') return 'cantidad_vacia';
  if (isNumber(text) && Number(text) > MAX_QUANTITY) return 'cantidad_absurda';
  if (!/^[+-]?\d+(\.0*)?$/.test(text)) return 'cantidad_no_entera';
  return Number(text) <= 0 ? 'cantidad_no_positiva' : '';
}

function judgePrice(text: string): string {
  if (text === '') return 'precio_vacio';
  if (!isNumber(text)) return 'precio_invalido';
  if (Number(text) < 0) return 'precio_negativo';
  return Number(text) > 1e12 ? 'precio_absurdo' : '';
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
}
