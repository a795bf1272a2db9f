import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckdb } from '../../engine/duckdb/duckdb';
import type { Engine, ReadingEngine } from '../../engine/engine';
import type { Source } from '../../engine/relation';
import { column, query, source } from '../../engine/relation';
import { readyBackend } from '../../models/fitting/backend';
import { unpackModel } from '../../models/folder/model-folder';
import { FechaPredictor } from '../../predict/fecha-predictor';
import type { Predictors } from '../../predict/predict-rows';
import { predictRows } from '../../predict/predict-rows';
import { appendPredictions, openPredictions } from '../../predict/predicted-tables';
import { ProductoPredictor } from '../../predict/producto-predictor';
import { popularityOf } from '../../products/baskets/popularity';
import type { SampledBaskets } from '../../products/baskets/shop-baskets';
import { withSample } from '../../products/baskets/shop-baskets';
import { parquetParts } from '../../storage/disk/parquet-parts';
import { readFolder } from '../../storage/inputs/read-folder';
import { sharedFolder } from '../../storage/shared/shared-folder';
import type { SharedFolder } from '../../storage/shared/shared-folder-interface';
import { BASKET_COLUMNS } from '../../tables/basket-items';
import { FEATURE_ROW_COLUMNS } from '../../tables/feature-rows';
import { WHOLE_RANGE } from '../../tables/some-customers';
import type { JobContext } from '../context/job-context';
import type { ScoringFacts, ScoringFolder } from './scoring-folder';
import { countedProducts, scoredCustomers, scoringFolder } from './scoring-folder';

/** A bucket and how many customers were predicted in it. */
export interface ScoredBucket {
  bucket: number;
  customers: number;
}

/** A scoring folder, and the names in it. */
interface Scoring {
  shared: SharedFolder;
  files: ScoringFolder;
}

/**
 * Predicts the customers of these buckets from the files of a scoring folder, and writes a file of each to it.
 *
 * @param folder path or `s3://bucket/prefix`
 */
export async function scoreBuckets(
  { settings: { threads, memory, s3 }, workDir }: Pick<JobContext, 'settings' | 'workDir'>,
  folder: string,
  buckets: readonly number[],
): Promise<ScoredBucket[]> {
  const scoring = { shared: sharedFolder(folder, workDir, s3), files: scoringFolder('') };
  const engine = await openDuckdb({ threads, memory, workDir });
  try {
    const predictors = await openPredictors(engine, scoring);
    const scored: ScoredBucket[] = [];
    for (const bucket of buckets) {
      scored.push({ bucket, customers: await scoreBucket(engine, predictors, { ...scoring, bucket }) });
    }
    return scored;
  } finally {
    await engine.close();
  }
}

async function openPredictors(
  engine: ReadingEngine,
  { shared, files }: Scoring,
): Promise<Omit<Predictors, 'baskets'> & { baskets: SampledBaskets }> {
  await readyBackend();
  // All of it at once: what lies elsewhere is asked for once a process.
  const at = placesIn(await shared.fetch(files.shop), files.shop);
  const trained = await unpackModel(await readFolder(at(files.model)), at(files.model));
  const facts = JSON.parse(await readFile(at(files.facts), 'utf8')) as ScoringFacts;
  const { baskets, counts, excluded } = await openShop(engine, facts, {
    products: at(files.products),
    sample: at(files.sample),
    drawn: at(files.drawn),
  });
  const { asOf, top } = facts;
  const { chosenRecommender: method, ranker, hitChances } = trained;
  const context = { history: baskets.sample, day: asOf, popularity: popularityOf(counts, facts.baskets, excluded) };
  return {
    dates: new FechaPredictor(trained),
    products: new ProductoPredictor({ method, ranker, hitChances, context }),
    baskets,
    asOf,
    top,
  };
}

/** Paths of what lies in a folder of this name, which is at `path`. */
function placesIn(path: string, folder: string): (name: string) => string {
  return (name) => join(path, ...name.slice(folder.length + 1).split('/'));
}

async function openShop(
  engine: ReadingEngine,
  { customers, excluded: ids }: ScoringFacts,
  files: Pick<ScoringFolder, 'products' | 'sample' | 'drawn'>,
) {
  const products = await filled(engine, countedProducts(), [files.products]);
  const table = await engine.columns(
    query({ products }, (_, t) => `SELECT producto, baskets FROM ${t.products} AS p ORDER BY product`),
  );
  const items = await filled(engine, basketsOf('sample_items'), [files.sample]);
  const drawn = await filled(
    engine,
    source({ name: 'drawn', row: 'a customer', columns: { cliente: column('INTEGER', 'number') } }),
    [files.drawn],
  );
  const names = table.strings('producto');
  // The days of the shop are in the counts already.
  const baskets = await withSample(engine, { products: names, customers, items, days: items }, drawn);
  const excluded = new Uint8Array(names.length);
  for (const id of ids) excluded[id] = 1;
  return { baskets, counts: table.ints('baskets'), excluded };
}

interface BucketJob extends Scoring {
  bucket: number;
}

async function scoreBucket(
  engine: ReadingEngine,
  predictors: Omit<Predictors, 'baskets'> & { baskets: SampledBaskets },
  job: BucketJob,
): Promise<number> {
  const { shared, files, bucket } = job;
  const [rowsOf, itemsOf] = [files.rows, files.items].map((name) => `${name}/bucket=${bucket}`) as [string, string];
  const parts = await parquetParts(await shared.fetch(rowsOf));
  if (parts.length === 0) return 0;
  const featureRows = await filled(
    engine,
    source({ name: 'feature_rows', row: 'a customer who is predicted', columns: FEATURE_ROW_COLUMNS }),
    parts,
  );
  const named = await filled(engine, scoredCustomers(), parts);
  const items = await filled(engine, basketsOf('basket_items'), await parquetParts(await shared.fetch(itemsOf)));
  for (const name of [rowsOf, itemsOf]) await shared.release(name);
  const baskets = { ...predictors.baskets, items };
  const into = await openPredictions(engine);
  let customers = 0;
  const wanted = { featureRows, named, range: WHOLE_RANGE };
  for await (const predicted of predictRows(engine, { ...predictors, baskets }, wanted)) {
    await appendPredictions(engine, into, predicted);
    customers += predicted.rows.length;
  }
  await writeWhole(engine, into.customers, { shared, name: `${files.predicciones}/${bucket}.parquet` });
  await writeWhole(engine, into.products, { shared, name: `${files.topProductos}/${bucket}.parquet` });
  return customers;
}

/** A file that is there is whole: who scores a bucket once more puts the same in its place. */
async function writeWhole(
  engine: Engine,
  table: Source,
  { shared, name }: { shared: SharedFolder; name: string },
): Promise<void> {
  await engine.writeParquet(
    query({ table }, (_, t) => `SELECT * FROM ${t.table} AS t`),
    await shared.draft(name),
  );
  await shared.share(name);
}

function basketsOf(name: string): Source {
  return source({ name, row: "a product in a customer's basket of a day", columns: BASKET_COLUMNS });
}

/** A source with the rows of these files. */
async function filled(engine: Engine, table: Source, files: readonly string[]): Promise<Source> {
  await engine.tables.open(table);
  for (const file of files) await engine.tables.adopt(table, file);
  return table;
}
