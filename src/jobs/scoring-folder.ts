import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../engine/relation';
import { column, source } from '../engine/relation';

/** What is the same for all customers, as the file `facts.json`. */
export interface ScoringFacts {
  /** Epoch day. */
  asOf: number;
  top: number;
  /** Customers of the shop. */
  customers: number;
  /** Baskets of the shop up to the day. */
  baskets: number;
  /** Numbers of the products never to be recommended. */
  excluded: number[];
}

/** Where what a scorer reads and writes lies, below a folder that all workers see. */
export interface ScoringFolder {
  facts: string;
  model: string;
  /** Products by number, at the level that is recommended, and how many baskets held each. */
  products: string;
  /** Customers that the shop is known from, and their baskets. */
  drawn: string;
  sample: string;
  /** Feature rows with names, and baskets, of those who are predicted: a folder a bucket. */
  rows: string;
  items: string;
  /** What came out, a file a bucket. */
  predicciones: string;
  topProductos: string;
}

export function scoringFolder(folder: string): ScoringFolder {
  return {
    facts: join(folder, 'facts.json'),
    model: join(folder, 'model'),
    products: join(folder, 'products.parquet'),
    drawn: join(folder, 'drawn.parquet'),
    sample: join(folder, 'sample.parquet'),
    rows: join(folder, 'rows'),
    items: join(folder, 'items'),
    predicciones: join(folder, 'predicciones'),
    topProductos: join(folder, 'top_productos'),
  };
}

/** Parquet files of a folder; none where it is not there. */
export async function parquetFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(folder, name));
}

export function countedProducts(): Source {
  return source({
    name: 'products',
    row: 'a product that was ever bought',
    columns: {
      product: column('INTEGER', 'number from 0, in the order of the names'),
      producto: column('VARCHAR', 'name in the input'),
      baskets: column('INTEGER', 'baskets that held it', 'baskets'),
    },
  });
}

export function scoredCustomers(): Source {
  return source({
    name: 'customers',
    row: 'a customer who is predicted',
    columns: { cliente: column('INTEGER', 'number'), usuario: column('VARCHAR', 'name in the input') },
  });
}
