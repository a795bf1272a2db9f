/** What can be wrong with a record before any of its values is read, as `motivo` in rechazos.parquet names it. */
export type RecordFault =
  | 'comillas_sin_cerrar'
  | 'campos_de_mas'
  | 'campos_de_menos'
  | 'codificacion'
  | 'byte_nulo'
  | 'linea_demasiado_larga';
