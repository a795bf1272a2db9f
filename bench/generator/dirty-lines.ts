import type { RejectReason } from '../../src/etl/rejects/reject-reasons';

/** Fields of a line, as text of one byte a character. */
export interface LineFields {
  fecha: string;
  usuario: string;
  producto: string;
  cantidad: string;
  precio: string;
}

interface DirtyKind {
  reason: RejectReason;
  /** Whether the record itself is broken, and not a value in it. */
  record?: true;
  spoil(fields: LineFields): string;
}

const joined = ({ fecha, usuario, producto, cantidad, precio }: LineFields): string =>
  `${fecha},${usuario},${producto},${cantidad},${precio}`;

const changed =
  (change: Partial<LineFields>) =>
  (fields: LineFields): string =>
    joined({ ...fields, ...change });

/** What is wrong with dirty lines, each kind as often as the others, and the reason for which such a line is rejected. */
export const DIRTY_KINDS: readonly DirtyKind[] = [
  { reason: 'fecha_invalida', spoil: changed({ fecha: '2014-13-45' }) },
  { reason: 'fecha_vacia', spoil: changed({ fecha: '' }) },
  { reason: 'usuario_vacio', spoil: changed({ usuario: '' }) },
  { reason: 'producto_vacio', spoil: changed({ producto: ' ' }) },
  { reason: 'cantidad_vacia', spoil: changed({ cantidad: '' }) },
  { reason: 'cantidad_no_entera', spoil: changed({ cantidad: 'dos' }) },
  { reason: 'cantidad_no_positiva', spoil: changed({ cantidad: '0' }) },
  { reason: 'devolucion', spoil: changed({ cantidad: '-1' }) },
  { reason: 'precio_vacio', spoil: changed({ precio: '' }) },
  { reason: 'precio_invalido', spoil: changed({ precio: 'gratis' }) },
  { reason: 'precio_negativo', spoil: (fields) => joined({ ...fields, precio: `-${fields.precio}` }) },
  { reason: 'campos_de_menos', record: true, spoil: ({ fecha, usuario }) => `${fecha},${usuario}` },
  { reason: 'campos_de_mas', record: true, spoil: (fields) => `${joined(fields)},1` },
  { reason: 'codificacion', record: true, spoil: changed({ producto: 'CAF\xc9' }) },
  {
    reason: 'comillas_sin_cerrar',
    record: true,
    spoil: (fields) => joined({ ...fields, producto: `"${fields.producto}` }),
  },
  { reason: 'byte_nulo', record: true, spoil: (fields) => joined({ ...fields, producto: `${fields.producto}\0` }) },
];

/** The kinds that every reader of CSV splits alike. */
export const DIRTY_VALUES: readonly DirtyKind[] = DIRTY_KINDS.filter(({ record }) => record !== true);
