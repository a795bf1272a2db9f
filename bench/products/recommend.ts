import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readyBackend } from '../../src/models/fitting/backend';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { popularityOn } from '../../src/products/baskets/popularity';
import { trainRanker } from '../../src/products/candidates/learned-ranker';
import { answeredCases } from '../../src/products/methods/answered-cases';
import { recommendersWith } from '../../src/products/recommenders';
import type { BasketShape } from './generate-baskets';
import { generateBaskets, QUARTER } from './generate-baskets';

/** Products handed out. */
const TOP = 3;
/** Slow methods are timed on the first customers only: the rest takes as long again. */
const SHARE: Readonly<Record<string, number>> = {
  'UP-CF@r': 0.02,
  'TIFU-KNN': 0.02,
  'TIFU-KNN-time': 0.02,
  'dense-ranker': 0.1,
};

/**
 * Times every product method on generated baskets, in one process on one core, preparation included, and prints a
 * JSON line a method: customers a second and the process's resident memory. With a folder, the same baskets are left
 * there for recommend.py: `customer.i32`, `day.i32` and `product.i32`, one entry an item.
 *
 * Usage: tsx bench/products/recommend.ts [customers] [folder]
 */
async function main(): Promise<void> {
  const customers = Number(process.argv[2] ?? QUARTER.customers);
  const shape = { ...QUARTER, customers, items: Math.round((QUARTER.items * customers) / QUARTER.customers) };
  const backend = await readyBackend();
  const history = generateBaskets(shape);
  const folder = process.argv[3];
  if (folder !== undefined) writeItems(history, folder);
  const ranker = await trainOn(history, shape);
  const day = shape.days - 1;
  const context = { history, day, popularity: popularityOn(history, day) };
  for (const method of recommendersWith(ranker)) {
    const count = Math.ceil(customers * (SHARE[method.name] ?? 1));
    const customer = Int32Array.from({ length: count }, (_, row) => row);
    const start = process.cpuUsage();
    const clock = performance.now();
    method.on(context)({ customer, origin: new Int32Array(count).fill(day) }, TOP);
    const seconds = (performance.now() - clock) / 1000;
    const { user, system } = process.cpuUsage(start);
    print({ method: method.name, backend, customers: count, seconds, cpu: (user + system) / 1e6 });
  }
}

function writeItems({ customerStart, basketDay, basketStart, items }: BasketHistory, folder: string): void {
  const customer = new Int32Array(items.length);
  const day = new Int32Array(items.length);
  for (let id = 0; id + 1 < customerStart.length; id++) {
    customer.fill(id, basketStart[customerStart[id]!]!, basketStart[customerStart[id + 1]!]!);
  }
  basketDay.forEach((value, basket) => {
    day.fill(value, basketStart[basket]!, basketStart[basket + 1]!);
  });
  mkdirSync(folder, { recursive: true });
  for (const [name, values] of Object.entries({ customer, day, product: items })) {
    writeFileSync(join(folder, `${name}.i32`), values);
  }
}

function trainOn(history: BasketHistory, { customers, days }: BasketShape) {
  const customer = Int32Array.from({ length: Math.min(customers, 20_000) }, (_, row) => row);
  const cases = answeredCases(history, { customer, origin: new Int32Array(customer.length).fill(days - 14) });
  return trainRanker(history, cases, { seed: 1 });
}

interface Timing {
  method: string;
  backend: string;
  customers: number;
  seconds: number;
  cpu: number;
}

function print({ method, backend, customers, seconds, cpu }: Timing): void {
  const line = {
    method,
    backend,
    customers,
    seconds: Math.round(seconds * 100) / 100,
    cpuSeconds: Math.round(cpu * 100) / 100,
    customersPerSecond: Math.round(customers / seconds),
    customersPerCpuSecond: Math.round(customers / cpu),
    residentMB: Math.round(process.memoryUsage().rss / 1e6),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
