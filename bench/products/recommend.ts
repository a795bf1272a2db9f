import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readyBackend } from '../../src/models/fitting/backend';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { buildBasketHistory } from '../../src/products/baskets/basket-history';
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
  'UP-CF@r': 0.05,
  'TIFU-KNN': 0.05,
  'TIFU-KNN-time': 0.05,
  'dense-ranker': 0.2,
};
/** Customers whom a run knows the shop from, of any number: see features/samples.ts. */
const KNOWN_CUSTOMERS = 20_000;

/**
 * Times every product method on generated baskets, in one process on one core, preparation from a sample of the customers
 * included, and prints a JSON line a method: customers a second and the process's resident memory. With a folder, the same baskets are left
 * there for recommend.py: `customer.i32`, `day.i32` and `product.i32`, one entry an item.
 *
 * Usage: tsx bench/products/recommend.ts [customers] [folder]
 */
async function main(): Promise<void> {
  const customers = Number(process.argv[2] ?? QUARTER.customers);
  const shape = { ...QUARTER, customers, items: Math.round((QUARTER.items * customers) / QUARTER.customers) };
  const backend = await readyBackend();
  const baskets = generateBaskets(shape);
  const folder = process.argv[3];
  if (folder !== undefined) writeItems(baskets, folder);
  const history = ofEveryNth(baskets, Math.ceil(customers / KNOWN_CUSTOMERS));
  const ranker = await trainOn(history, shape);
  const day = shape.days - 1;
  const context = { history, day, popularity: popularityOn(baskets, day) };
  for (const method of recommendersWith(ranker)) {
    const count = Math.ceil(customers * (SHARE[method.name] ?? 1));
    const customer = Int32Array.from({ length: count }, (_, row) => row);
    const start = process.cpuUsage();
    const clock = performance.now();
    method.on(context)({ customer, origin: new Int32Array(count).fill(day) }, TOP, baskets);
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

/** The same, of every n-th customer alone. */
function ofEveryNth(
  { products, customerStart, basketDay, basketStart, items }: BasketHistory,
  n: number,
): BasketHistory {
  const customers = customerStart.length - 1;
  const members = Int32Array.from({ length: Math.ceil(customers / n) }, (_, i) => i * n);
  const lines = { customer: [] as number[], day: [] as number[], product: [] as number[] };
  for (const customer of members) {
    for (let basket = customerStart[customer]!; basket < customerStart[customer + 1]!; basket++) {
      for (let i = basketStart[basket]!; i < basketStart[basket + 1]!; i++) {
        lines.customer.push(customer);
        lines.day.push(basketDay[basket]!);
        lines.product.push(items[i]!);
      }
    }
  }
  return buildBasketHistory({
    products,
    customers,
    members,
    customer: Int32Array.from(lines.customer),
    day: Int32Array.from(lines.day),
    product: Int32Array.from(lines.product),
  });
}

function trainOn(history: BasketHistory, { days }: BasketShape) {
  const customer = history.members;
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
