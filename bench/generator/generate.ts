/**
 * Purchase lines of a shop whose customers have habits: `npx tsx bench/generator/generate.ts --customers 2000 --days 365
 * --out data.csv` (or `.csv.gz`). Says on stdout what was written, as JSON.
 */
import { parseArgs } from 'node:util';
import { USUAL_SHAPE } from './shop-lines';
import { writeShop } from './write-shop';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      customers: { type: 'string' },
      days: { type: 'string' },
      products: { type: 'string' },
      lines: { type: 'string' },
      seed: { type: 'string' },
      'first-day': { type: 'string', default: USUAL_SHAPE.firstDay },
      'dirty-share': { type: 'string' },
      dirty: { type: 'string', default: USUAL_SHAPE.dirty },
    },
  });
  if (values.out === undefined) throw new Error('name the file to write: --out data.csv');
  if (values.dirty !== 'all' && values.dirty !== 'values') throw new Error('--dirty all or --dirty values');
  const number = (text: string | undefined, usual: number): number => {
    const value = text === undefined ? usual : Number(text);
    if (!(value >= 0)) throw new Error(`${text} is no number`);
    return value;
  };
  const start = performance.now();
  const written = await writeShop(values.out, {
    customers: number(values.customers, USUAL_SHAPE.customers),
    days: number(values.days, USUAL_SHAPE.days),
    products: number(values.products, USUAL_SHAPE.products),
    mostLines: number(values.lines, USUAL_SHAPE.mostLines),
    seed: number(values.seed, USUAL_SHAPE.seed),
    dirtyShare: number(values['dirty-share'], USUAL_SHAPE.dirtyShare),
    firstDay: values['first-day'],
    dirty: values.dirty,
  });
  const seconds = (performance.now() - start) / 1000;
  const linesPerSecond = Math.round(written.lines / seconds);
  process.stdout.write(`${JSON.stringify({ ...written, seconds: Number(seconds.toFixed(1)), linesPerSecond })}\n`);
}

void main();
