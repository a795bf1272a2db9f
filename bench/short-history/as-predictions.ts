import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../src/engine/engine';
import type { Intervals } from './table-intervals';

/** Predictions of a rule, to be written as the files of a run: the same judge reads them. */
export interface RulePredictions {
  customers: readonly string[];
  /** Epoch day. */
  asOf: number;
  model: string;
  /** Days after the origin. */
  days: Float64Array;
  intervals: Intervals | null;
  /** Chances of a purchase within 7, 14 and 28 days. */
  within: readonly Float64Array[] | null;
  products: ReadonlyMap<string, readonly string[]>;
  /** Settings that say what a purchase is. */
  settings: object;
}

/** Writes a folder that `recompra review` takes for a finished run. */
export async function writeAsRun(engine: Engine, folder: string, predictions: RulePredictions): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { customers, asOf, model, days, intervals, within, products, settings } = predictions;
  const none = new Float64Array(customers.length).fill(Number.NaN);
  const day = (offset: Float64Array) => offset.map((value) => asOf + value);
  const chance = (index: number) => ({ type: 'DOUBLE' as const, values: within?.[index] ?? none });
  await engine.createTable('rule_detail', {
    cliente_id: { type: 'VARCHAR', values: customers },
    fecha_estimada: { type: 'DATE', values: day(days) },
    fecha_min: { type: 'DATE', values: intervals === null ? none : day(intervals.low) },
    fecha_max: { type: 'DATE', values: intervals === null ? none : day(intervals.high) },
    prob_7d: chance(0),
    prob_14d: chance(1),
    prob_28d: chance(2),
    estado: { type: 'VARCHAR', values: customers.map(() => 'vigente') },
    ultima_compra: { type: 'DATE', values: none },
    n_compras: { type: 'BIGINT', values: none },
    dias_mediana: { type: 'DOUBLE', values: none },
    fecha_corte: { type: 'DATE', values: none.map(() => asOf) },
    modelo: { type: 'VARCHAR', values: customers.map(() => model) },
  });
  const places = customers.flatMap((customer) =>
    (products.get(customer) ?? []).map((product, index) => ({ customer, product, rank: index + 1 })),
  );
  await engine.createTable('rule_lists', {
    cliente_id: { type: 'VARCHAR', values: places.map(({ customer }) => customer) },
    rango: { type: 'INTEGER', values: places.map(({ rank }) => rank) },
    producto: { type: 'VARCHAR', values: places.map(({ product }) => product) },
  });
  await engine.writeParquet('SELECT * FROM rule_detail', join(folder, 'predicciones_detalle.parquet'));
  await engine.writeParquet('SELECT * FROM rule_lists', join(folder, 'top_productos.parquet'));
  const outputs = ['predicciones_detalle.parquet', 'top_productos.parquet'].map((name) => {
    const bytes = readFileSync(join(folder, name));
    return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const manifest = { schema: 'recompra/run', schemaVersion: 1, command: model, settings, outputs };
  writeFileSync(join(folder, 'run.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
