/** The columns of the input contract a reason can point at. */
export type LineColumn = 'fecha_compra' | 'usuario' | 'producto' | 'cantidad' | 'precio' | 'ticket';

interface Reason {
  /** The culprit, or null where the record as a whole cannot be read. */
  column: LineColumn | null;
  /** For the reader of an error message. */
  explanation: string;
}

/** Why a line can be set aside: the values of `motivo` in rechazos.parquet. */
export const REJECT_REASONS = {
  comillas_sin_cerrar: { column: null, explanation: 'a quoted field does not end where a field can end' },
  campos_de_mas: { column: null, explanation: 'more fields than the header' },
  campos_de_menos: { column: null, explanation: 'fewer fields than the header' },
  codificacion: { column: null, explanation: 'bytes that are not text in the encoding of the file' },
  byte_nulo: { column: null, explanation: 'a NUL byte' },
  linea_demasiado_larga: { column: null, explanation: 'a record longer than 1 MiB' },
  fecha_vacia: { column: 'fecha_compra', explanation: 'no date' },
  fecha_invalida: { column: 'fecha_compra', explanation: 'not a date in the expected format' },
  fecha_ambigua: { column: 'fecha_compra', explanation: 'two of the date formats fit, and mean different days' },
  fecha_absurda: { column: 'fecha_compra', explanation: 'a date before 1970-01-02 or after 2099: a placeholder?' },
  fecha_futura: { column: 'fecha_compra', explanation: 'a date after the day of the run: a mistyped year?' },
  fecha_aislada: {
    column: 'fecha_compra',
    explanation: 'a day that stands alone, far before all others: a placeholder?',
  },
  usuario_vacio: { column: 'usuario', explanation: 'no customer' },
  producto_vacio: { column: 'producto', explanation: 'no product' },
  ticket_vacio: { column: 'ticket', explanation: 'no ticket, in a file with a ticket column' },
  cantidad_vacia: { column: 'cantidad', explanation: 'no quantity' },
  cantidad_no_entera: { column: 'cantidad', explanation: 'not a whole number' },
  cantidad_no_positiva: { column: 'cantidad', explanation: 'a quantity of zero' },
  devolucion: { column: 'cantidad', explanation: 'a quantity below zero: a return' },
  cantidad_absurda: { column: 'cantidad', explanation: 'a quantity above maxQuantity' },
  precio_vacio: { column: 'precio', explanation: 'no price' },
  precio_invalido: { column: 'precio', explanation: 'not a number' },
  precio_negativo: { column: 'precio', explanation: 'a price below zero' },
  precio_absurdo: { column: 'precio', explanation: 'a price or amount too large to be added up exactly' },
} as const satisfies Record<string, Reason>;

export type RejectReason = keyof typeof REJECT_REASONS;
