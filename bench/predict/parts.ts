/**
 * What of a prediction takes how long, in one process and one thread: `tsx parts.ts DATA CACHE MODEL FOLDER` prints a JSON
 * line a part, and leaves in FOLDER what the pandas script reads (days.parquet) and must find
 * (features.parquet).
 */
import { join } from 'node:path';
import { settingsSchema } from '../../src/config/settings';
import { query } from '../../src/engine/relation';
import { loadRows, rowsBetween } from '../../src/features/dataset';
import type { Purchases } from '../../src/library/purchases';
import { openPurchases } from '../../src/library/purchases';
import { readyBackend } from '../../src/models/fitting/backend';
import { unpackModel } from '../../src/models/folder/model-folder';
import { FechaPredictor } from '../../src/predict/fecha-predictor';
import { appendPredictions, openPredictions } from '../../src/predict/predicted-tables';
import { PREDICTION_QUERIES } from '../../src/predict/prediction-tables';
import { ProductoPredictor } from '../../src/predict/producto-predictor';
import { loadBasketsOf, loadPopularity, sampledBaskets } from '../../src/products/baskets/shop-baskets';
import { readFolder } from '../../src/storage/inputs/read-folder';
import { predictedRows } from '../../src/tables/shop';
import { WHOLE_RANGE } from '../../src/tables/some-customers';

/** Rows that are predicted at once, as `predict` does it. */
const BLOCK_ROWS = 4096;
/** Customers whose products are timed: all would take minutes. */
const ADVISED = 8192;

/** Time of a part; customers a second by processor time, for other work on the machine takes of the other. */
export interface PartMeasure {
  part: 'features' | 'dates' | 'products';
  customers: number;
  wallSeconds: number;
  cpuSeconds: number;
}

async function timed(part: PartMeasure['part'], work: () => Promise<number>): Promise<void> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const customers = await work();
  const { user, system } = process.cpuUsage(before);
  const wallSeconds = (performance.now() - start) / 1000;
  const measure: PartMeasure = { part, customers, wallSeconds, cpuSeconds: (user + system) / 1e6 };
  process.stdout.write(`${JSON.stringify(measure)}\n`);
}

async function main([input, cache, model, folder]: readonly string[]): Promise<void> {
  const backend = await readyBackend();
  process.stderr.write(`${backend}\n`);
  const purchases = await openPurchases(settingsSchema.parse({ input, cache, threads: 1 }));
  const { engine, history, asOf } = purchases;
  const tables = predictedRows(history, asOf);
  await engine.tables.keep(tables.members);
  const featureRows = tables.rowsOf(WHOLE_RANGE);
  await timed('features', async () => {
    await engine.tables.keep(featureRows);
    return (await engine.columns(query({ featureRows }, (_, t) => `SELECT cliente FROM ${t.featureRows} AS f`))).length;
  });
  await writeTables(purchases, folder!);
  const trained = await unpackModel(await readFolder(model!), model!);
  await timed('dates', () => dates(purchases, new FechaPredictor(trained), folder!));
  await products(purchases, trained);
  await purchases.close();
}

async function writeTables({ engine, history, asOf }: Purchases, folder: string): Promise<void> {
  const tables = predictedRows(history, asOf);
  const [days, members, rows] = [history.days, tables.members, tables.rowsOf(WHOLE_RANGE)];
  await engine.writeParquet(
    query(
      { days, members },
      (_, t) => `SELECT d.cliente, d.dia, d.units, d.spend_milli, d.new_products
    FROM ${t.days} AS d JOIN ${t.members} AS m ON m.cliente = d.cliente WHERE d.dia <= ${asOf} ORDER BY d.cliente, d.dia`,
    ),
    join(folder, 'days.parquet'),
  );
  await engine.writeParquet(
    query({ rows }, (_, t) => `SELECT * FROM ${t.rows} AS f ORDER BY cliente`),
    join(folder, 'features.parquet'),
  );
}

/** Everything that belongs to dates, from rows in the engine to rows in a file. */
async function dates({ engine, history, asOf }: Purchases, predictor: FechaPredictor, folder: string): Promise<number> {
  const all = await loadRows(engine, predictedRows(history, asOf).rowsOf(WHOLE_RANGE));
  const into = await openPredictions(engine);
  for (let start = 0; start < all.length; start += BLOCK_ROWS) {
    const end = Math.min(all.length, start + BLOCK_ROWS);
    const rows = rowsBetween(all, start, end);
    const customers = Array.from(all.customer.subarray(start, end), String);
    const suggestions = customers.map(() => []);
    await appendPredictions(engine, into, { rows, dates: predictor.predict(rows), suggestions, customers, asOf });
  }
  await engine.writeParquet(PREDICTION_QUERIES['predicciones_detalle.parquet'], join(folder, 'detail.parquet'));
  return all.length;
}

async function products({ engine, history, asOf }: Purchases, trained: Awaited<ReturnType<typeof unpackModel>>) {
  const baskets = await sampledBaskets(engine, history);
  await engine.tables.keep(baskets.items);
  const { chosenRecommender: method, ranker, hitChances } = trained;
  const popularity = await loadPopularity(engine, baskets, asOf);
  const context = { history: baskets.sample, day: asOf, popularity };
  const predictor = new ProductoPredictor({ method, ranker, hitChances, context });
  const rows = predictedRows(history, asOf).rowsOf(WHOLE_RANGE);
  const { customer } = await loadRows(engine, rows);
  const some = customer.subarray(0, ADVISED);
  const range = { from: some[0]!, to: some.at(-1)! };
  await timed('products', async () => {
    const own = await loadBasketsOf(engine, baskets, { rows, range, members: some });
    return predictor.predict(some, 3, own).length;
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
