import { writeFile } from 'node:fs/promises';
import { RecompraError } from '../../config/errors';
import type { Engine, Workers } from '../../engine/engine';
import type { Query, Relation } from '../../engine/relation';
import { query } from '../../engine/relation';
import type { PredictionMetrics } from '../../evaluation/metrics-schema';
import { packModel } from '../../models/folder/model-folder';
import type { TrainedModel } from '../../models/trained-model';
import { openPredictions } from '../../predict/predicted-tables';
import type { PredictOptions } from '../../predict/prediction-tables';
import { refuseNewerModel } from '../../predict/prediction-tables';
import type { SampledBaskets } from '../../products/baskets/shop-baskets';
import { itemsOf, loadPopularity } from '../../products/baskets/shop-baskets';
import { parquetParts } from '../../storage/disk/parquet-parts';
import type { SharedFolder } from '../../storage/shared/shared-folder-interface';
import { predictedRows } from '../../tables/shop';
import { WHOLE_RANGE } from '../../tables/some-customers';
import type { ScoredBucket } from './score-buckets';
import type { ScoringFacts, ScoringFolder } from './scoring-folder';
import { countedProducts, scoringFolder } from './scoring-folder';
import { toldExpectations } from './told-expectations';

/** Customers of a bucket, about: what one process holds at once. */
const BUCKET_CUSTOMERS = 16_384;
/** Where all of it lies in the shared folder. */
const SCORING = 'scoring';
/** Fewer would leave workers without work. */
const LEAST_BUCKETS = 4;

/** What each scorer is started with. */
export interface ScorerOptions {
  /** What starts this program on a worker. */
  command: readonly string[];
  /** Told to it besides (workerOptions). */
  scorerOptions: readonly string[];
}

export type WorkersOptions = PredictOptions & ScorerOptions;

/**
 * Like `predict`, with the customers in buckets by a hash of their names: each bucket is a process that reads its rows
 * and baskets and writes its predictions, wherever the engine's workers are. Any number of buckets gives the same.
 */
export async function predictOnWorkers(
  { engine, workers }: { engine: Engine; workers: Workers },
  trained: TrainedModel,
  baskets: SampledBaskets,
  options: WorkersOptions,
): Promise<PredictionMetrics> {
  refuseNewerModel(trained, options.asOf);
  const { shared } = workers;
  const files = scoringFolder(`${SCORING}/`);
  await writeShop(engine, { shared, files }, { trained, baskets, options });
  const rows = predictedRows(options.history, options.asOf).rowsOf(WHOLE_RANGE);
  await engine.tables.keep(rows);
  try {
    const customers = await countRows(engine, rows);
    const buckets = Math.max(LEAST_BUCKETS, Math.ceil(customers / BUCKET_CUSTOMERS));
    await workers.writeBuckets(bucketRows({ rows, customers: options.history.customers }, buckets), files.rows);
    await workers.writeBuckets(
      bucketItems({ rows, customers: options.history.customers, items: baskets.items }, buckets),
      files.items,
    );
    const numbers = Array.from({ length: buckets }, (_, bucket) => String(bucket));
    requireAll(
      customers,
      await workers.forEach('predictions', scorerCommand(`${shared.address}/${SCORING}`, options), numbers),
    );
  } finally {
    await engine.tables.release(rows);
  }
  return collect(engine.local, { shared, files }, options.asOf);
}

/** What a worker runs for each bucket, whose number it is told on stdin. */
export function scorerCommand(folder: string, { command, scorerOptions }: ScorerOptions): string[] {
  return [...command, 'predict', '--bucket', folder, '--json', '--quiet', '--threads', '1', ...scorerOptions];
}

/** The shared folder and the names in it. */
interface Scoring {
  shared: SharedFolder;
  files: ScoringFolder;
}

interface ShopToWrite {
  trained: TrainedModel;
  baskets: SampledBaskets;
  options: PredictOptions;
}

/** What all scorers read. */
async function writeShop(engine: Engine, scoring: Scoring, { trained, baskets, options }: ShopToWrite): Promise<void> {
  const { files, shared } = scoring;
  const { asOf, top, excluded } = options;
  const share = async (name: string, write: (path: string) => Promise<unknown>) => {
    await write(await shared.draft(name));
    await shared.share(name);
  };
  for (const [name, bytes] of await packModel(trained)) {
    await share(`${files.model}/${name}`, (path) => writeFile(path, bytes));
  }
  // Drawn from the whole shop, whoever is asked for.
  const { drawn } = baskets;
  const drawnQuery = query({ drawn }, (_, t) => `SELECT cliente FROM ${t.drawn} AS d ORDER BY cliente`);
  await share(files.drawn, (path) => engine.writeParquet(drawnQuery, path));
  await share(files.sample, (path) => engine.writeParquet(itemsOf(baskets.items, drawn), path));
  const popularity = await loadPopularity(engine, baskets, asOf);
  await share(files.products, (path) =>
    writeProducts(engine.local, path, { names: baskets.products, counts: popularity.baskets }),
  );
  const facts: ScoringFacts = {
    asOf,
    top,
    customers: baskets.customers,
    baskets: popularity.total,
    excluded: [...(excluded ?? [])].flatMap((mark, id) => (mark === 1 ? [id] : [])),
  };
  await share(files.facts, (path) => writeFile(path, JSON.stringify(facts)));
}

interface CountedNames {
  names: string[];
  counts: Int32Array;
}

async function writeProducts(local: Engine, path: string, { names, counts }: CountedNames): Promise<void> {
  const products = countedProducts();
  await local.tables.open(products);
  await local.tables.append(products, {
    product: { type: 'INTEGER', values: names.map((_, id) => id) },
    producto: { type: 'VARCHAR', values: names },
    baskets: { type: 'INTEGER', values: counts },
  });
  await local.writeParquet(
    query({ products }, (_, t) => `SELECT * FROM ${t.products} AS p`),
    path,
  );
}

/** Feature rows with the names of their customers and the bucket that these go to. */
function bucketRows({ rows, customers }: { rows: Relation; customers: Relation }, buckets: number): Query {
  return query(
    { rows, customers },
    (dialect, t) => `
    SELECT r.*, c.usuario, ${dialect.hashBucket('c.usuario', buckets)} AS bucket
    FROM ${t.rows} AS r JOIN ${t.customers} AS c ON c.cliente = r.cliente`,
  );
}

function bucketItems(
  { rows, customers, items }: { rows: Relation; customers: Relation; items: Relation },
  buckets: number,
): Query {
  return query(
    { rows, customers, items },
    (dialect, t) => `
    SELECT i.cliente, i.dia, i.product, ${dialect.hashBucket('c.usuario', buckets)} AS bucket
    FROM ${t.items} AS i
    JOIN ${t.rows} AS r ON r.cliente = i.cliente
    JOIN ${t.customers} AS c ON c.cliente = i.cliente`,
  );
}

async function countRows(engine: Engine, rows: Relation): Promise<number> {
  const [counted] = await engine.rows<{ n: number }>(
    query({ rows }, (_, t) => `SELECT count(*) AS n FROM ${t.rows} AS r`),
  );
  return counted!.n;
}

/** Everybody is predicted once, whatever died on the way. */
function requireAll(customers: number, printed: readonly string[]): void {
  const scored = printed.flatMap((line) => (JSON.parse(line) as { scored: ScoredBucket[] }).scored);
  const found = scored.reduce((sum, { customers: some }) => sum + some, 0);
  if (found === customers) return;
  throw new RecompraError('unexpected', `${customers} customers were to be predicted, but ${found} were`);
}

/** The predictions as the tables that `predict` leaves, and whom to expect, in the order of the customers. */
async function collect(local: Engine, { shared, files }: Scoring, asOf: number): Promise<PredictionMetrics> {
  const { customers, products } = await openPredictions(local);
  for (const [table, name] of [
    [customers, files.predicciones],
    [products, files.topProductos],
  ] as const) {
    for (const file of await parquetParts(await shared.fetch(name))) await local.tables.adopt(table, file);
    await shared.release(name);
  }
  return toldExpectations(local, customers, asOf);
}
