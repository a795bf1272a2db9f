import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import type { Engine } from '../../src/engine/engine';
import type { Relation } from '../../src/engine/relation';
import { query, source } from '../../src/engine/relation';
import type { SparkEngine } from '../../src/engine/spark/spark-engine';
import { EtlFixture, parsed } from '../etl/etl-fixture';
import { writeDirtyShop } from './dirty-shop';
import { openTestSpark } from './open-spark';
import type { ShopFacts } from './shop-queries';
import { shopQueries } from './shop-queries';

const SAMPLE = resolve(__dirname, '../../data/sample/data.csv.gz');
const TICKETS: SettingsInput = {
  csv: { columns: { ticket: 'ticket' }, priceIs: 'unit' },
  recurrence: { productCount: 'distinct', minProducts: 3, frequency: 'any-month', nextPurchase: 'qualifying' },
};

/** Lines as both engines get them, and what DuckDB makes of them. */
interface Shop {
  name: string;
  settings: SettingsInput;
  lines: Relation;
  days: ShopFacts['days'];
  /** Its lines in files: shuffled and split. */
  files: string[];
  /** Customers who are asked for, an unknown one among them. */
  asked: string[];
  /** Parquet of each query's rows, by its name. */
  right: Map<string, string>;
}

let fixture: EtlFixture;
let folder: string;
const shops: Shop[] = [];

beforeAll(async () => {
  fixture = await EtlFixture.open();
  folder = mkdtempSync(join(tmpdir(), 'recompra-spark-test-'));
  const dirty = join(folder, 'dirty.csv');
  await writeDirtyShop(dirty);
  shops.push(await answered(await readShop('sample', SAMPLE, {})));
  shops.push(await answered(await readShop('dirty lines', dirty, {})));
  shops.push(await answered(await readShop('dirty lines with tickets', dirty, TICKETS, "'T' || n % 3")));
});
afterAll(async () => {
  await fixture.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Reads a file, and writes its kept lines for Spark: every third to one file, in no order; `ticket` is their expression. */
async function readShop(name: string, path: string, settings: SettingsInput, ticket = 'ticket'): Promise<Shop> {
  const { engine } = fixture;
  const input = fixture.localInput(`${name}.csv`, await readFile(path));
  const { shop, asOf } = await fixture.run([input], { csv: { maxRejectedShare: 1 } });
  const names = Object.keys(shop.lines.columns).map((column) => (column === 'ticket' ? `${ticket} AS ticket` : column));
  const files = [0, 1, 2].map((part) => join(folder, `${name}-${part}.parquet`));
  for (const [part, file] of files.entries()) {
    const third = query(
      { lines: shop.lines },
      (_, t) => `
      SELECT ${names.join(', ')} FROM ${t.lines} AS l WHERE n % 3 = ${part} ORDER BY hash(n)`,
    );
    await engine.writeParquet(third, file);
  }
  const customers = query(
    { lines: shop.lines },
    (_, t) => `SELECT DISTINCT usuario FROM ${t.lines} AS l ORDER BY 1 LIMIT 40`,
  );
  const asked = [...(await engine.columns(customers)).strings('usuario'), 'nobody'];
  const lines = await given(engine, name, shop.lines, files);
  return { name, settings, lines, days: { asOf }, files, asked, right: new Map() };
}

/** The lines of these files as a source of an engine. */
async function given(engine: Engine, shop: string, { row, columns }: Relation, files: string[]) {
  const lines = source({ name: `lines of ${shop}`, row, columns });
  await engine.tables.open(lines);
  for (const file of files) await engine.tables.adopt(lines, file);
  return lines;
}

/** The shop with DuckDB's answers. */
async function answered(shop: Shop): Promise<Shop> {
  const { engine } = fixture;
  for (const [name, asked] of shopQueries(shop.lines, parsed(shop.settings), shop).queries) {
    const path = join(folder, `${shop.name}-right-${shop.right.size}.parquet`);
    await engine.writeParquet(asked, path);
    shop.right.set(name, path);
  }
  return shop;
}

/** Rows that one of two Parquet files has and the other has not, and the columns of both. */
async function compared(right: string, found: string) {
  const { engine } = fixture;
  const of = (path: string) => engine.dialect.parquetRows(path);
  const [rows] = await engine.rows<{ missing: number; more: number; same: number }>(`
    SELECT (SELECT count(*) FROM (FROM ${of(right)} EXCEPT ALL FROM ${of(found)})) AS missing,
           (SELECT count(*) FROM (FROM ${of(found)} EXCEPT ALL FROM ${of(right)})) AS more,
           (SELECT count(*) FROM ${of(right)}) AS same`);
  const schemas = [];
  for (const path of [right, found]) schemas.push(await engine.describe(`FROM ${of(path)}`));
  return { ...rows!, schemas };
}

describe.each([
  { master: 'local[1]', partitions: '7', bytes: '134217728', of: [1] },
  { master: 'local[4]', partitions: '3', bytes: '65536', of: [0, 1, 2] },
])('Spark on $master, $partitions partitions, pieces of $bytes bytes', ({ master, partitions, bytes, of }) => {
  let spark: SparkEngine;
  beforeAll(async () => {
    spark = await openTestSpark({
      master,
      conf: {
        'spark.sql.shuffle.partitions': partitions,
        'spark.sql.adaptive.coalescePartitions.enabled': 'false',
        'spark.sql.files.maxPartitionBytes': bytes,
        'spark.sql.files.openCostInBytes': '1024',
      },
    });
  });
  afterAll(() => spark.close());

  test.each(of)('shop %i: every relation and query has the rows and columns that DuckDB gives', async (at) => {
    const shop = shops[at]!;
    const lines = await given(spark, shop.name, shop.lines, shop.files);
    const { kept, queries } = shopQueries(lines, parsed(shop.settings), shop);
    for (const table of kept) await spark.tables.keep(table);
    const wrong: object[] = [];
    for (const [name, asked] of queries) {
      const path = join(folder, 'found.parquet');
      await spark.writeParquet(asked, path);
      const { missing, more, same, schemas } = await compared(shop.right.get(name)!, path);
      expect(schemas[1], `columns of ${name}`).toEqual(schemas[0]);
      expect(same, `rows of ${name}`).toBeGreaterThan(0);
      if (missing + more > 0) wrong.push({ name, same, missing, more });
    }
    for (const table of kept) await spark.tables.release(table);
    expect(wrong).toEqual([]);
  });
});
