import { appendFile } from 'node:fs/promises';
import { writeShop } from '../../bench/generator/write-shop';

/** Names that engines order, quote or join in ways of their own. */
const NAMES = [
  "O'Brien \\ hijos",
  'ñandú',
  'n\u0303andu\u0301',
  'Ñandú',
  '🍎',
  '\uffee',
  '$\u007buser}',
  '%_`"x"`',
  '0',
  '00',
  '10',
  '9',
  'null.',
  '--',
  '/* c */',
  'İstanbul',
  'ß',
];

/** 50,000 lines, 1 in 40 of them dirty, and beside them customers and products of odd names. */
export async function writeDirtyShop(path: string): Promise<void> {
  const shape = { customers: 700, days: 200, products: 900, mostLines: 50_000, seed: 7, dirtyShare: 0.025 };
  await writeShop(path, { ...shape, dirty: 'all', firstDay: '2016-02-20' });
  await appendFile(path, oddLines().join('\n'));
}

function oddLines(): string[] {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  return NAMES.flatMap((name, i) =>
    Array.from({ length: 24 }, (_, visit) => {
      const day = new Date(Date.UTC(2016, 1, 20 + visit * (1 + (i % 4)))).toISOString().slice(0, 10);
      const product = NAMES[(i * visit) % NAMES.length]!;
      const quantity = visit % 5 === 3 ? '0.750' : String(1 + ((i * 31 + visit * 17) % 25));
      return `${day},${quoted(name)},${quoted(product)},${quantity},${((i + 1) * (visit + 1) * 0.37).toFixed(3)}`;
    }),
  );
}
