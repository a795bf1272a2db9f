import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { Engine } from '../../src/engine/engine';
import { contactQuery } from '../../src/predict/contact-list';
import { temporaryFolder } from '../storage/temporary-folder';

/** On 31 May 2014. One row a customer: id, state, date, interval, chances within 7, 14, 28 days and a year, last purchase. */
const CUSTOMERS = [
  ['later', 'vigente', '2014-06-20', '2014-06-10', '2014-06-30', 0.02, 0.104, 0.6, 0.99, '2014-05-20', 21.5],
  ['lost', 'perdida', '2014-06-03', '2014-06-01', null, 0.011, 0.02, 0.03, 0.1, '2014-01-10', 6],
  ['=lost less', 'perdida', '2014-07-09', '2014-06-01', null, 0.1, 0.15, 0.2, 0.41, '2014-02-10', Number.NaN],
  ['overdue', 'vencida', '2014-06-07', '2014-06-01', '2014-08-01', 0.35, 0.45, 0.5, 0.8, '2014-04-30', 9],
  ['likelier', 'vigente', '2014-06-07', '2014-06-02', '2014-06-09', 0.555, 0.9, 0.996, 1, '2014-05-30', 7],
] as const;

const LISTS = [
  ['later', 1, '=HYPERLINK("http://x")', 'lo compra 7 de cada 10 veces', 0.684],
  ['later', 2, 'sal; fina', 'toca: cada 9 días, han pasado 10', Number.NaN],
  ['overdue', 2, 'café', 'b', 0.1],
  ['overdue', 1, 'pan', 'a', 0.2],
  ['likelier', 1, 'leche', 'c', 0.996],
] as const;

let engine: Engine;
beforeAll(async () => {
  engine = await openDuckdb();
  const at = <I extends number>(i: I) => CUSTOMERS.map((row) => row[i]!);
  const text = (i: 0 | 1) => ({ type: 'VARCHAR' as const, values: at(i) as string[] });
  const day = (i: 2 | 3 | 4 | 9) => ({
    type: 'DATE' as const,
    values: CUSTOMERS.map((row) => (row[i] === null ? Number.NaN : epochDay(row[i]))),
  });
  const double = (i: 5 | 6 | 7 | 8 | 10) => ({ type: 'DOUBLE' as const, values: CUSTOMERS.map((row) => row[i]) });
  await engine.createTable('predicciones', {
    cliente_id: text(0),
    estado: text(1),
    fecha_estimada: day(2),
    fecha_min: day(3),
    fecha_max: day(4),
    prob_7d: double(5),
    prob_14d: double(6),
    prob_28d: double(7),
    prob_vuelve: double(8),
    ultima_compra: day(9),
    dias_mediana: double(10),
    n_compras: { type: 'BIGINT', values: [4, 5, 1, 7, 8] },
    motivo: { type: 'VARCHAR', values: CUSTOMERS.map(() => 'compra cada 7 días; ha pasado 1') },
    fecha_corte: { type: 'DATE', values: CUSTOMERS.map(() => epochDay('2014-05-31')) },
  });
  await engine.createTable('top_productos', {
    cliente_id: { type: 'VARCHAR', values: LISTS.map(([customer]) => customer) },
    rango: { type: 'INTEGER', values: LISTS.map(([, rank]) => rank) },
    producto: { type: 'VARCHAR', values: LISTS.map(([, , product]) => product) },
    motivo: { type: 'VARCHAR', values: LISTS.map(([, , , reason]) => reason) },
    prob_acierto: { type: 'DOUBLE', values: LISTS.map(([, , , , chance]) => chance) },
  });
});
afterAll(() => engine.close());

test('a Spanish spreadsheet gets who is due first, lost ones last, whole numbers, and no formula', async () => {
  const path = join(temporaryFolder({}), 'contactar.csv');
  await engine.writeText(contactQuery(2), path, 'spreadsheet');
  const why = '"compra cada 7 días; ha pasado 1"';
  expect(readFileSync(path, 'utf8').split('\n')).toEqual([
    '\uFEFFcliente_id;accion;estado;fecha_estimada;fecha_min;fecha_max;prob_7d_pct;prob_14d_pct;prob_28d_pct;ultima_compra;n_compras;dias_mediana;motivo_fecha;producto_1;prob_acierto_1_pct;motivo_1;producto_2;prob_acierto_2_pct;motivo_2',
    `likelier;ofrecer esta semana;vigente;2014-06-07;2014-06-02;2014-06-09;56;90;100;2014-05-30;8;7;${why};leche;100;c;;;`,
    `overdue;recordar;vencida;2014-06-07;2014-06-01;2014-08-01;35;45;50;2014-04-30;7;9;${why};pan;20;a;café;10;b`,
    `later;ofrecer antes de su fecha;vigente;2014-06-20;2014-06-10;2014-06-30;2;10;60;2014-05-20;4;22;${why};"'=HYPERLINK(""http://x"")";68;lo compra 7 de cada 10 veces;"sal; fina";;toca: cada 9 días, han pasado 10`,
    `'=lost less;recuperar;perdida;2014-07-09;2014-06-01;;10;15;20;2014-02-10;1;;${why};;;;;;`,
    `lost;recuperar;perdida;2014-06-03;2014-06-01;;1;2;3;2014-01-10;5;6;${why};;;;;;`,
    '',
  ]);
});
