import type { NumberColumn, PackedCustomers, PackedNumbers, PackedWords } from '../customer-columns';
import { CHANCE_PARTS, GAP_PARTS, HIT_PARTS } from '../customer-columns';

export type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** What a customer needs, as the page tells it. */
export const KINDS = ['week', 'later', 'overdue', 'lost'] as const;
export type Kind = (typeof KINDS)[number];

/** Days after the as-of date in which a customer is due this week. */
export const WEEK = 7;

/** The customers of the page by column; a row is a customer, in contact order. */
export interface Customers {
  /** Epoch day of the as-of date. */
  asOf: number;
  /** Customers predicted, whether they are here or not. */
  total: number;
  length: number;
  id: readonly string[];
  /** Whole parts: see CHANCE_PARTS and GAP_PARTS. */
  numbers: Record<NumberColumn, Numbers>;
  /** Place in KINDS. */
  kind: Uint8Array;
  products: readonly string[];
  reasons: readonly string[];
  /** Places in products and reasons, from 1; 0 where there is none. */
  ranks: readonly { product: Numbers; chance: Numbers; reason: Numbers }[];
  stateOf(row: number): string;
  actionOf(row: number): string;
  whyOf(row: number): string;
}

/** The columns of the page as typed arrays. */
export function unpackCustomers(packed: PackedCustomers): Customers {
  const numbers = Object.fromEntries(
    Object.entries(packed.numbers).map(([name, column]) => [name, unpackNumbers(column)]),
  ) as Record<NumberColumn, Numbers>;
  const stateOf = wordsOf(packed.state);
  return {
    asOf: Date.parse(packed.asOf) / 86_400_000,
    total: packed.total,
    length: packed.id.length,
    id: packed.id,
    numbers,
    kind: Uint8Array.from(packed.id, (_, row) => KINDS.indexOf(kindOf(stateOf(row), numbers.date[row]!))),
    products: packed.products,
    reasons: packed.reasons,
    ranks: packed.ranks.map(({ product, chance, reason }) => ({
      product: unpackNumbers(product),
      chance: unpackNumbers(chance),
      reason: unpackNumbers(reason),
    })),
    stateOf,
    actionOf: wordsOf(packed.action),
    whyOf: wordsOf(packed.why),
  };
}

function kindOf(state: string, date: number): Kind {
  if (state === 'perdida') return 'lost';
  if (state === 'vencida') return 'overdue';
  return date <= WEEK ? 'week' : 'later';
}

/** Share of one. */
export function chanceOf({ numbers }: Customers, within: 7 | 14 | 28, row: number): number {
  return numbers[`within${within}`][row]! / CHANCE_PARTS;
}

/** Days between purchases; 0 where there is none yet. */
export function gapOf({ numbers }: Customers, row: number): number {
  return numbers.gap[row]! / GAP_PARTS;
}

/** ISO day, so many days after the as-of date. */
export function isoAfter({ asOf }: Pick<Customers, 'asOf'>, days: number): string {
  return new Date((asOf + days) * 86_400_000).toISOString().slice(0, 10);
}

/** A recommended product: the chance that the next purchase holds it is null where it is not known. */
export interface Offer {
  product: string;
  chance: number | null;
  why: string;
}

/** The recommended products of a row with their chances and reasons, best first. */
export function productsOf({ ranks, products, reasons }: Customers, row: number): Offer[] {
  return ranks.flatMap(({ product, chance, reason }) => {
    const place = product[row]!;
    if (place === 0) return [];
    const share = chance[row] === 0 ? null : chance[row]! / HIT_PARTS;
    return [{ product: products[place - 1]!, chance: share, why: reasons[reason[row]! - 1] ?? '' }];
  });
}

/** The last predicted date, in days after the as-of date. */
export function lastDate({ numbers }: Pick<Customers, 'numbers'>): number {
  let last = 0;
  for (const day of numbers.date) last = Math.max(last, day);
  return last;
}

function wordsOf({ words, index }: PackedWords): (row: number) => string {
  const places = unpackNumbers(index);
  return (row) => words[places[row]! - 1] ?? '';
}

/** Copied byte by byte: a typed array reads the bytes in the order of the machine, which is little-endian wherever browsers run. */
function unpackNumbers({ bytes, data }: PackedNumbers): Numbers {
  const text = atob(data);
  const raw = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) raw[i] = text.charCodeAt(i);
  if (bytes === 1) return raw;
  return bytes === 2 ? new Uint16Array(raw.buffer) : new Uint32Array(raw.buffer);
}
