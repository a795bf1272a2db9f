import type { CustomerColumns, PackedCustomers, PackedNumbers, PackedWords } from './customer-columns';
import { CHANCE_PARTS, GAP_PARTS, HIT_PARTS } from './customer-columns';

/** The columns in as few bytes as a page needs to open fast: whole numbers of the fewest bytes, each text once. */
export function packCustomers(
  columns: CustomerColumns,
  { asOf, total, top }: Pick<PackedCustomers, 'asOf' | 'total' | 'top'>,
): PackedCustomers {
  const products = new Dictionary();
  const reasons = new Dictionary();
  const chances = (shares: ArrayLike<number>) => packNumbers(shares, CHANCE_PARTS);
  return {
    asOf,
    total,
    top,
    id: columns.id,
    state: packWords(columns.state),
    action: packWords(columns.action),
    why: packWords(columns.why),
    numbers: {
      date: packNumbers(columns.date),
      low: packNumbers(columns.low),
      high: packNumbers(columns.high),
      within7: chances(columns.within7),
      within14: chances(columns.within14),
      within28: chances(columns.within28),
      since: packNumbers(columns.since),
      purchases: packNumbers(columns.purchases),
      gap: packNumbers(columns.gap, GAP_PARTS),
    },
    ranks: columns.products.map(({ product, chance, reason }) => ({
      product: packNumbers(products.places(product)),
      chance: packNumbers(Float64Array.from(chance, hitParts)),
      reason: packNumbers(reasons.places(reason)),
    })),
    products: products.words,
    reasons: reasons.words,
  };
}

function hitParts(chance: number): number {
  return Number.isNaN(chance) ? 0 : Math.max(1, Math.round(chance * HIT_PARTS));
}

/** Distinct texts in the order they come in. */
class Dictionary {
  readonly words: string[] = [];
  private readonly known = new Map<string, number>();

  /** From 1; 0 for the empty text. */
  places(texts: readonly string[]): Uint32Array {
    return Uint32Array.from(texts, (text) => (text === '' ? 0 : this.place(text)));
  }

  private place(text: string): number {
    const found = this.known.get(text);
    if (found !== undefined) return found;
    this.words.push(text);
    this.known.set(text, this.words.length);
    return this.words.length;
  }
}

function packWords(texts: readonly string[]): PackedWords {
  const dictionary = new Dictionary();
  const index = packNumbers(dictionary.places(texts));
  return { words: dictionary.words, index };
}

/** @param parts what a unit is counted in: values are multiplied by it and rounded; they must not be negative */
function packNumbers(values: ArrayLike<number>, parts = 1): PackedNumbers {
  const whole = Float64Array.from(values, (value) => Math.round(value * parts));
  const largest = whole.reduce((most, value) => Math.max(most, value), 0);
  const bytes = largest < 2 ** 8 ? 1 : largest < 2 ** 16 ? 2 : 4;
  const packed = Buffer.alloc(whole.length * bytes);
  for (let row = 0; row < whole.length; row++) packed.writeUIntLE(whole[row]!, row * bytes, bytes);
  return { bytes, data: packed.toString('base64') };
}
