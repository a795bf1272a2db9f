import type { Source } from '../../engine/relation';
import { column, source } from '../../engine/relation';

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

/** Names of what a scorer reads and writes, in a folder that all workers see. */
export interface ScoringFolder {
  /** All that is the same for all customers. */
  shop: string;
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

/** @param parent name of the folder that all of it lies in, with a slash at its end; '' for the whole shared folder */
export function scoringFolder(parent: string): ScoringFolder {
  const shop = `${parent}shop`;
  return {
    shop,
    facts: `${shop}/facts.json`,
    model: `${shop}/model`,
    products: `${shop}/products.parquet`,
    drawn: `${shop}/drawn.parquet`,
    sample: `${shop}/sample.parquet`,
    rows: `${parent}rows`,
    items: `${parent}items`,
    predicciones: `${parent}predicciones`,
    topProductos: `${parent}top_productos`,
  };
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
