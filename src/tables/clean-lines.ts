import type { Dialect, ReadingDialect } from '../engine/dialect';
import type { Columns, Query, Relation, Source } from '../engine/relation';
import { column, query, relation, source, values } from '../engine/relation';
import { RECORD_COLUMNS } from './staged-lines';

/** Columns of the Parquet files of clean lines, one file an input and day: typed, named as in the contract. */
export const CLEAN_COLUMNS: Columns = {
  fecha_compra: column('DATE', 'day of the purchase'),
  usuario: column('VARCHAR', 'the customer'),
  producto: column('VARCHAR', 'the product'),
  cantidad: column('BIGINT', 'how many; 1 for measured goods; below zero for a return that is to be netted', 'units'),
  medida: column('DOUBLE', 'weight or length of measured goods, else NULL', 'kg, m'),
  precio: column('DOUBLE', 'as it was read; the setting priceIs says of what', 'currency'),
  ticket: column('VARCHAR', 'the ticket, NULL where there is none'),
  archivo: column('VARCHAR', 'the input, as it was named'),
  registro: column('BIGINT', 'its place among the records of the input, from 0', 'records'),
  linea: column('BIGINT', 'physical line of the input from 1; in Parquet the row', 'lines'),
};

/** Whether returns are kept beside the lines that they are to be taken off. */
interface CleanOptions {
  returns: boolean;
}

/** Condition on records: the line stands in a file of clean lines. */
function isClean({ returns }: CleanOptions): string {
  return returns ? "(motivo IS NULL OR motivo = 'devolucion')" : 'motivo IS NULL';
}

/** A row: a day of clean lines (`fecha`), how many there are (`n`) and how many of them are returns. */
export function cleanDays(records: Relation, options: CleanOptions): Query {
  return query(
    { records },
    (_, t) => `
    SELECT fecha, count(*) AS n, count(motivo) AS returned
    FROM ${t.records} AS r WHERE ${isClean(options)}
    GROUP BY fecha ORDER BY fecha`,
  );
}

/** On which lines the records of an input begin, a stretch of records on consecutive lines a row. */
export function linePlaces(stretches: readonly { first: number; records: number; line: number }[]): Relation {
  const described = {
    name: 'line_places',
    row: 'a stretch of records on consecutive lines',
    columns: {
      desde: column('BIGINT', 'place of the first', 'records'),
      hasta: column('BIGINT', 'the one after the last', 'records'),
      primera: column('BIGINT', 'physical line of the first, from 1', 'lines'),
    },
  };
  return values(described, {
    desde: { type: 'BIGINT', values: stretches.map(({ first }) => first) },
    hasta: { type: 'BIGINT', values: stretches.map(({ first, records }) => first + records) },
    primera: { type: 'BIGINT', values: stretches.map(({ line }) => line) },
  });
}

/** The clean lines of one day of an input, by customer and then in the order of the input. @param day ISO */
export function cleanLinesOf(
  { records, places }: { records: Relation; places: Relation },
  { file, day, ...options }: CleanOptions & { file: string; day: string },
): Query {
  return query(
    { records, places },
    (dialect, t) => `
    SELECT fecha AS fecha_compra, usuario, producto, cantidad, medida, precio, ticket,
           ${dialect.literal(file)} AS archivo, n AS registro,
           n - desde + primera AS linea
    FROM ${t.records} AS r JOIN ${t.places} AS p ON n >= desde AND n < hasta
    WHERE fecha = ${dialect.date(day)} AND ${isClean(options)}
    ORDER BY usuario, n`,
  );
}

/** Columns of clean lines (`c`) as those of records that were just staged, but for their place. */
function recordItems(dialect: Dialect): string {
  const returned = 'CASE WHEN cantidad >= 1 THEN NULL ELSE';
  return `fecha_compra AS fecha, usuario, producto, cantidad, medida, precio, ticket,
           ${returned} 'devolucion' END AS motivo,
           ${returned} coalesce(${dialect.text('medida')}, ${dialect.text('cantidad')}) END AS valor,
           ${dialect.text('NULL')} AS aparte`;
}

/** Clean lines (a FROM item) as records that were just staged, in the order of the input. */
export function recordsOfClean(dialect: ReadingDialect, from: string): string {
  return `SELECT ${recordItems(dialect)} FROM ${from} AS c ORDER BY registro`;
}

/** Clean lines where they lie, for an engine that reads them there. */
export function cleanParts(): Source {
  return source({ name: 'clean_parts', row: 'a clean line of some input', columns: CLEAN_COLUMNS });
}

/** An input of clean lines, and the place of its first record among those of all. */
export interface PlacedInput {
  file: string;
  first: number;
}

/** Clean lines like `stagedLines`: numbered as if all inputs had been read one after the other, with gaps. */
export function recordsInPlace(parts: Relation, inputs: readonly PlacedInput[]): Relation {
  const described = {
    name: 'clean_inputs',
    row: 'an input of clean lines',
    columns: {
      archivo: column('VARCHAR', 'the input, as it was named'),
      first: column('BIGINT', 'the place of its first record', 'records'),
    },
  };
  const places = values(described, {
    archivo: { type: 'VARCHAR', values: inputs.map(({ file }) => file) },
    first: { type: 'BIGINT', values: inputs.map(({ first }) => first) },
  });
  return relation({
    name: 'clean_records',
    row: 'a clean line of the inputs',
    kind: 'view',
    of: { parts, places },
    columns: RECORD_COLUMNS,
    select: (dialect, t) => `
    SELECT ${recordItems(dialect)}, p.first + registro AS n
    FROM ${t.parts} AS c JOIN ${t.places} AS p ON p.archivo = c.archivo`,
  });
}
