import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIRTY_KINDS } from '../../bench/generator/dirty-lines';
import { customerOf, HABITS } from '../../bench/generator/habits';
import type { ShopShape } from '../../bench/generator/shop-lines';
import { hexId, ShopLines, USUAL_SHAPE } from '../../bench/generator/shop-lines';
import { writeShop } from '../../bench/generator/write-shop';
import { Zipf } from '../../bench/generator/zipf';
import { epochDay } from '../../src/config/calendar';
import { EtlFixture } from '../etl/etl-fixture';

const HEADER = 'fecha_compra,usuario,producto,cantidad,precio';

function csvOf(shape: Partial<ShopShape>): string {
  const lines = new ShopLines({ ...USUAL_SHAPE, ...shape });
  return Buffer.concat([...lines.chunks()]).toString('latin1');
}

interface Line {
  day: number;
  customer: string;
  product: string;
  quantity: number;
  price: number;
}

function linesOf(csv: string): Line[] {
  return csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [fecha, usuario, producto, cantidad, precio] = line.split(',');
      return {
        day: epochDay(fecha!),
        customer: usuario!,
        product: producto!,
        quantity: Number(cantidad),
        price: Number(precio),
      };
    });
}

describe('what is written', () => {
  test('is the same bytes under the same seed, and others under another', () => {
    const shape = { customers: 50, days: 40 };
    expect(csvOf(shape)).toBe(csvOf(shape));
    expect(csvOf({ ...shape, seed: 43 })).not.toBe(csvOf(shape));
  });

  test('goes on where fewer days, or fewer lines, end', () => {
    const shape = { customers: 50, days: 40 };
    const whole = csvOf(shape);
    const fewerDays = csvOf({ ...shape, days: 25 });
    expect(fewerDays.length).toBeGreaterThan(1000);
    expect(whole.startsWith(fewerDays)).toBe(true);
    const fewerLines = csvOf({ ...shape, mostLines: 100 });
    expect(fewerLines.trimEnd().split('\n')).toHaveLength(101);
    expect(whole.startsWith(fewerLines)).toBe(true);
  });

  test('holds the lines of fewer customers among those of more', () => {
    const few = csvOf({ customers: 20, days: 60, dirtyShare: 0 }).split('\n');
    const own = new Set(Array.from({ length: 20 }, (_, i) => hexId(i)));
    const many = csvOf({ customers: 60, days: 60, dirtyShare: 0 }).split('\n');
    expect(many.filter((line) => line === HEADER || line === '' || own.has(line.split(',')[1]!))).toEqual(few);
  });

  test('has each name once: 2^24 customers and products are told apart', () => {
    const names = new Set(Array.from({ length: 100_000 }, (_, i) => hexId(i * 167)));
    expect(names.size).toBe(100_000);
  });
});

describe('what is true of the shop', () => {
  const days = 730;
  let lines: Line[];
  let purchases: Map<string, number[]>;

  beforeAll(() => {
    lines = linesOf(csvOf({ customers: 800, days, dirtyShare: 0 }));
    purchases = new Map();
    for (const { day, customer } of lines) {
      const own = purchases.get(customer) ?? [];
      if (own.at(-1) !== day) own.push(day);
      purchases.set(customer, own);
    }
  });

  test('customers buy at their own rates', () => {
    // Gaps of those who come often enough that two years hold many of them, and seldom enough that no day sees two.
    const { chance, meanDays, leaves } = HABITS.lapse;
    const expected: number[] = [];
    const found: number[] = [];
    for (let number = 0; number < 800; number++) {
      const { meanGap, shape } = customerOf(42, number);
      const own = purchases.get(hexId(number)) ?? [];
      if (shape === 1 || meanGap < 6 || meanGap > 20 || own.length < 15) continue;
      expected.push(meanGap + (chance / (1 - leaves)) * meanDays);
      found.push((own.at(-1)! - own[0]!) / (own.length - 1));
    }
    expect(expected.length).toBeGreaterThan(100);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(found) / mean(expected)).toBeGreaterThan(0.97);
    expect(mean(found) / mean(expected)).toBeLessThan(1.03);
    const closeTo = found.filter((value, i) => Math.abs(value / expected[i]! - 1) < 0.2).length;
    expect(closeTo / found.length).toBeGreaterThan(0.9);
  });

  test('some to a rhythm, the others at random', () => {
    const spread = (wanted: (shape: number) => boolean) => {
      const ratios = Array.from({ length: 800 }, (_, number) => number).flatMap((number) => {
        const { shape, meanGap } = customerOf(42, number);
        const own = purchases.get(hexId(number)) ?? [];
        if (!wanted(shape) || meanGap < 8 || own.length < 15) return [];
        const gaps = own.slice(1).map((day, i) => day - own[i]!);
        const sorted = gaps.sort((a, b) => a - b);
        // Between quartiles, for breaks are no rhythm: of Gamma(14) 0.36 of the mean, of the exponential 1.1.
        return [(sorted[Math.floor(0.75 * sorted.length)]! - sorted[Math.floor(0.25 * sorted.length)]!) / meanGap];
      });
      return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    };
    expect(spread((shape) => shape > 1)).toBeLessThan(0.55);
    expect(spread((shape) => shape === 1)).toBeGreaterThan(0.85);
    const periodic = Array.from({ length: 4000 }, (_, i) => customerOf(7, i)).filter(({ shape }) => shape > 1);
    expect(periodic.length / 4000).toBeCloseTo(HABITS.rhythm.share, 1);
  });

  test('weekdays are as busy as they should be', () => {
    const counts = new Array<number>(7).fill(0);
    for (const own of purchases.values()) for (const day of own) counts[(day + 3) % 7]! += 1;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const { ownWeekday, weekdays } = HABITS;
    const shares = weekdays.map((weight, weekday) => {
      // Of the seven kinds of customers one likes this day best.
      const byKind = weekdays.map((_, liked) => {
        const wish = (at: number) => (at === liked ? ownWeekday : 1) * weekdays[at]!;
        return wish(weekday) / weekdays.reduce((sum, _weight, at) => sum + wish(at), 0);
      });
      expect(weight).toBeGreaterThan(0);
      return byKind.reduce((sum, share) => sum + share, 0) / 7;
    });
    shares.forEach((share, weekday) => {
      expect(Math.abs(counts[weekday]! / total / share - 1)).toBeLessThan(0.06);
    });
  });

  test('products go by Zipf, with its exponent as slope', () => {
    const counts = new Map<string, number>();
    for (const { product } of lines) counts.set(product, (counts.get(product) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const ranks = Array.from({ length: 300 }, (_, i) => i + 10);
    const points = ranks.map((rank) => [Math.log(rank), Math.log(sorted[rank - 1]!)] as const);
    const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
    const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
    const slope =
      points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) /
      points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
    expect(-slope).toBeCloseTo(HABITS.popularityExponent, 1);
  });

  test('two of a hundred lines are bulk, and a ticket has one total', () => {
    const bulk = lines.filter(({ quantity }) => quantity >= HABITS.bulk.least);
    expect(bulk.length / lines.length).toBeCloseTo(HABITS.bulk.share, 2.6);
    expect(Math.max(...bulk.map(({ quantity }) => quantity))).toBeLessThanOrEqual(HABITS.bulk.most);
    const totals = new Map<string, Set<number>>();
    for (const { customer, day, price } of lines) {
      const key = `${customer} ${day}`;
      totals.set(key, (totals.get(key) ?? new Set()).add(price));
    }
    expect([...totals.values()].every(({ size }) => size === 1)).toBe(true);
  });
});

test("Zipf's law is drawn with the chances that it says", () => {
  const law = new Zipf(4, 1);
  const counts = new Array<number>(4).fill(0);
  for (let i = 0; i < 100_000; i++) counts[law.at((i + 0.5) / 100_000)]! += 1;
  // 1 + 1/2 + 1/3 + 1/4 = 25/12
  expect(counts.map((count) => Math.round(count / 1000) / 100)).toEqual([0.48, 0.24, 0.16, 0.12]);
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says how many lines are dirty and why, and holds as many in plain as packed', async () => {
    const shape = { customers: 300, days: 60, dirtyShare: 0.02 };
    const plain = await writeShop(join(folder, 'data.csv'), shape);
    const packed = await writeShop(join(folder, 'data.csv.gz'), shape);
    expect(packed).toEqual(plain);
    const text = readFileSync(join(folder, 'data.csv'));
    expect(gunzipSync(readFileSync(join(folder, 'data.csv.gz')))).toEqual(text);
    expect(text.toString('latin1').trimEnd().split('\n')).toHaveLength(plain.lines + 1);
    const dirty = Object.values(plain.dirty).reduce((sum, count) => sum + count, 0);
    expect(dirty / plain.lines).toBeCloseTo(0.02, 2.5);
    expect(Object.keys(plain.dirty).sort()).toEqual(DIRTY_KINDS.map(({ reason }) => reason).sort());
  });
  test('is rejected line for line as its generator says', async () => {
    const path = join(folder, 'rejected.csv');
    const written = await writeShop(path, { customers: 200, days: 90, dirtyShare: 0.04 });
    const fixture = await EtlFixture.open();
    try {
      const result = await fixture.runText(readFileSync(path));
      expect(result.linesIn).toBe(written.lines);
      expect(Object.fromEntries(result.reasons.map(({ reason, lines }) => [reason, lines]))).toEqual(written.dirty);
    } finally {
      await fixture.close();
    }
  });
});
