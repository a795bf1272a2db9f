import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { epochDay } from '../../src/config/calendar';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';

/** One prediction as its files tell it; days are counted from the origin. */
export interface Told {
  customer: string;
  days: number;
  /** `high` null is an interval without an end; no interval at all unless given. */
  interval?: [low: number, high: number | null];
  /** Within 7, 14 and 28 days; none unless given. */
  chances?: [number, number, number];
  products?: string[];
  state?: string;
  purchases?: number;
  elapsed?: number;
  gap?: number;
}

export interface EarlierRunFiles {
  origin: string;
  predictions: readonly Told[];
  settings?: object;
  metrics?: object;
  /** Columns that an old file did not have. */
  without?: readonly string[];
}

const NONE = Number.NaN;

/** Writes a folder as `recompra run` leaves it, as far as a review reads it; returns the folder. */
export async function writeEarlierRun(folder: string, files: EarlierRunFiles): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const { origin, predictions, settings, metrics, without = [] } = files;
  const first = epochDay(origin);
  const engine = await openDuckdb({ threads: 1 });
  const numbers = (value: (told: Told) => number) => Float64Array.from(predictions, value);
  await engine.createTable('detail', {
    cliente_id: { type: 'VARCHAR', values: predictions.map(({ customer }) => customer) },
    fecha_estimada: { type: 'DATE', values: numbers(({ days }) => first + days) },
    fecha_min: { type: 'DATE', values: numbers(({ interval }) => first + (interval?.[0] ?? NONE)) },
    fecha_max: { type: 'DATE', values: numbers(({ interval }) => first + (interval?.[1] ?? NONE)) },
    prob_7d: { type: 'DOUBLE', values: numbers(({ chances }) => chances?.[0] ?? NONE) },
    prob_14d: { type: 'DOUBLE', values: numbers(({ chances }) => chances?.[1] ?? NONE) },
    prob_28d: { type: 'DOUBLE', values: numbers(({ chances }) => chances?.[2] ?? NONE) },
    estado: { type: 'VARCHAR', values: predictions.map(({ state }) => state ?? 'vigente') },
    ultima_compra: { type: 'DATE', values: numbers(({ elapsed }) => first - (elapsed ?? 1)) },
    n_compras: { type: 'BIGINT', values: numbers(({ purchases }) => purchases ?? 5) },
    dias_mediana: { type: 'DOUBLE', values: numbers(({ gap }) => gap ?? 7) },
    fecha_corte: { type: 'DATE', values: numbers(() => first) },
    modelo: { type: 'VARCHAR', values: predictions.map(() => 'by-hand') },
  });
  const lists = predictions.flatMap(({ customer, products = [] }) =>
    products.map((product, index) => ({ customer, product, rank: index + 1 })),
  );
  await engine.createTable('lists', {
    cliente_id: { type: 'VARCHAR', values: lists.map(({ customer }) => customer) },
    rango: { type: 'INTEGER', values: lists.map(({ rank }) => rank) },
    producto: { type: 'VARCHAR', values: lists.map(({ product }) => product) },
  });
  const left = without.length === 0 ? '' : `EXCLUDE (${without.join(', ')})`;
  await engine.writeParquet(`SELECT * ${left} FROM detail`, join(folder, 'predicciones_detalle.parquet'));
  await engine.writeParquet('SELECT * FROM lists', join(folder, 'top_productos.parquet'));
  await engine.close();
  if (metrics) writeFileSync(join(folder, 'metrics.json'), JSON.stringify(metrics));
  const names = ['predicciones_detalle.parquet', 'top_productos.parquet', ...(metrics ? ['metrics.json'] : [])];
  writeManifest(folder, names, settings ?? { recurrence: {} });
  return folder;
}

/** run.json over these files of the folder. */
export function writeManifest(folder: string, names: readonly string[], settings: object): void {
  const outputs = names.map((name) => {
    const bytes = readFileSync(join(folder, name));
    return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const manifest = { schema: 'recompra/run', schemaVersion: 1, command: 'run', id: 'abc', settings, outputs };
  writeFileSync(join(folder, 'run.json'), JSON.stringify(manifest));
}

export type LineRow = [day: string, customer: string, product: string, units?: number];

/** Purchase lines as CSV. */
export function csvOf(lines: readonly LineRow[]): string {
  const rows = lines.map(([day, customer, product, units = 1]) => `${day},${customer},${product},${units},1`);
  return ['fecha_compra,usuario,producto,cantidad,precio', ...rows, ''].join('\n');
}

/** Figures of a metrics.json that promises these; the rest of it is not read. */
export function promising({
  mae = [4, 3.8, 4.2],
  coverage = [0.8, 0.78, 0.82],
  hit = [0.5, 0.48, 0.52],
  brier = 0.1,
}: {
  mae?: number[];
  coverage?: number[];
  hit?: number[];
  brier?: number;
} = {}): object {
  const bounded = ([value, low, high]: number[]) => ({ value, low, high });
  return {
    nextPurchase: {
      horizonDays: 28,
      chosen: 'by-hand',
      distribution: 'by-hand',
      models: [
        {
          name: 'by-hand',
          test: { customers: 1000, mae: mae[0] },
          testMae: bounded(mae),
          interval: { coverage: bounded(coverage), meanWidth: 9 },
          probabilities: { brier: [7, 14, 28].map((days) => ({ days, value: brier })) },
        },
      ],
    },
    topProducts: {
      top: 3,
      chosen: 'most-bought',
      methods: [
        { name: 'most-bought', cases: 900, hitAtTop: bounded(hit), recall: [0.1, 0.2, 0.3], ndcg: [0.2, 0.3, 0.4] },
      ],
    },
  };
}
