import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export interface GeneratedShape {
  /** Purchase lines to write. */
  lines: number;
  customers: number;
  products: number;
  days: number;
  /** Share of lines spoilt in some way (0 writes none). */
  badShare: number;
  seed: number;
}

/** The shape of a real supermarket's quarter: 8 M lines of 180 k customers on 89 days. */
export const QUARTER: GeneratedShape = {
  lines: 8_000_000,
  customers: 180_000,
  products: 16_900,
  days: 89,
  badShare: 0,
  seed: 42,
};

const FIRST_DAY = Date.UTC(2014, 9, 1);
const DAY_MS = 86_400_000;
/** Characters gathered before each write. */
const BATCH_CHARS = 1 << 20;
/** Lines of a ticket are geometric with this mean. */
const MEAN_TICKET_LINES = 8;

/** Writes a seeded `data.csv` of this shape, a day after the other, a ticket's lines together, in constant memory. */
export async function generateLines(path: string, shape: GeneratedShape): Promise<void> {
  const out = createWriteStream(path);
  let batch = 'fecha_compra,usuario,producto,cantidad,precio\n';
  for (const line of purchaseLines(shape)) {
    batch += line;
    if (batch.length < BATCH_CHARS) continue;
    if (!out.write(batch)) await once(out, 'drain');
    batch = '';
  }
  out.end(batch);
  await finished(out);
}

function* purchaseLines(shape: GeneratedShape): Generator<string> {
  const random = mulberry32(shape.seed);
  for (let written = 0; written < shape.lines; ) {
    const day = isoDay(Math.floor((written / shape.lines) * shape.days));
    const customer = hexId(heavyTail(random(), shape.customers));
    const count = Math.min(shape.lines - written, 1 + Math.floor(-Math.log(1 - random()) * (MEAN_TICKET_LINES - 1)));
    const total = (count * (2 + 40 * random() ** 3)).toFixed(random() < 0.1 ? 3 : 2);
    for (let i = 0; i < count; i++) {
      const product = `PROD-${hexId(heavyTail(random(), shape.products))}`;
      const quantity = 1 + Math.floor(-Math.log(1 - random()) * 1.6);
      const line = `${day},${customer},${product},${quantity},${Number(total)}\n`;
      yield random() < shape.badShare ? spoil(line, random()) : line;
    }
    written += count;
  }
}

/** Index 0 … n − 1, low ones far more often. */
function heavyTail(uniform: number, n: number): number {
  return Math.floor(n * uniform ** 2.2);
}

/** Six hexadecimal digits, a bijection of the index, so that neighbours do not look alike. */
function hexId(index: number): string {
  return ((index * 0x9e3779 + 0x3c6ef3) & 0xffffff).toString(16).padStart(6, '0');
}

function isoDay(offset: number): string {
  return new Date(FIRST_DAY + offset * DAY_MS).toISOString().slice(0, 10);
}

function spoil(line: string, uniform: number): string {
  const fields = line.trimEnd().split(',');
  const column = Math.floor(uniform * fields.length);
  fields[column] = ['2014-13-01', '', '', '0', 'n/a'][column]!;
  return `${fields.join(',')}\n`;
}

/** Mulberry32: a 32-bit seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
