import type { Customers, Kind } from './customers';
import { KINDS, WEEK } from './customers';

/** Which customers are asked for; what is null or empty lets all pass. */
export interface Filter {
  /** Part of an id or of the name of a recommended product, whatever its case and accents. */
  text: string;
  state: Kind | 'all';
  /** Days after the as-of date on which the predicted date lies, both included. */
  days: { from: number; to: number } | null;
  /** Place in the list of products, from 1. */
  product: number | null;
}

export const NO_FILTER: Filter = { text: '', state: 'all', days: null, product: null };

export const SORTS = ['due', 'customer', 'date', 'within7', 'within14', 'within28', 'last', 'hit'] as const;
export type Sort = (typeof SORTS)[number];
export interface Order {
  by: Sort;
  descending: boolean;
}

/** What is searched, folded once: lower case, no accents. */
export class Index {
  private ids: string[] | null = null;
  private products: string[] | null = null;
  private readonly orders = new Map<Sort, Uint32Array>();

  constructor(private readonly customers: Customers) {}

  /** Rows that pass, in the order asked for. */
  select(filter: Filter, { by, descending }: Order): Uint32Array {
    const passes = this.passing(filter);
    const order = this.order(by);
    const found = new Uint32Array(order.length);
    let count = 0;
    const { length } = order;
    for (let i = 0; i < length; i++) {
      const row = order[descending ? length - 1 - i : i]!;
      if (passes(row)) found[count++] = row;
    }
    return found.subarray(0, count);
  }

  /** Done while the reader looks at the page, so that the first search is as fast as the next. */
  prepare(): void {
    this.ids ??= this.customers.id.map(folded);
    this.products ??= this.customers.products.map(folded);
  }

  private passing({ text, state, days, product }: Filter): (row: number) => boolean {
    const { customers } = this;
    const tests: ((row: number) => boolean)[] = [];
    if (state !== 'all') tests.push(stateTest(customers, state));
    if (days !== null) {
      const { date } = customers.numbers;
      tests.push((row) => date[row]! >= days.from && date[row]! <= days.to);
    }
    if (product !== null) tests.push((row) => customers.ranks.some((rank) => rank.product[row] === product));
    if (text.trim() !== '') tests.push(this.textTest(folded(text.trim())));
    if (tests.length === 1) return tests[0]!;
    return (row) => tests.every((test) => test(row));
  }

  private textTest(text: string): (row: number) => boolean {
    this.prepare();
    const ids = this.ids!;
    const named = Uint8Array.from(['', ...this.products!], (name) => (name.includes(text) ? 1 : 0));
    named[0] = 0;
    const { ranks } = this.customers;
    return (row) => ids[row]!.includes(text) || ranks.some(({ product }) => named[product[row]!] === 1);
  }

  /** All rows, ascending; rows that are alike stay in contact order. */
  private order(by: Sort): Uint32Array {
    const known = this.orders.get(by);
    if (known !== undefined) return known;
    const sorted = by === 'due' ? rowNumbers(this.customers.length) : by === 'customer' ? this.byId() : this.by(by);
    this.orders.set(by, sorted);
    return sorted;
  }

  private byId(): Uint32Array {
    const { id, length } = this.customers;
    return rowNumbers(length).sort((a, b) => (id[a]! < id[b]! ? -1 : id[a]! > id[b]! ? 1 : a - b));
  }

  /** Value and row in one number, which sorts without calling anybody. */
  private by(sort: Exclude<Sort, 'due' | 'customer'>): Uint32Array {
    const { numbers, ranks, length } = this.customers;
    const values =
      sort === 'last' ? numbers.since : sort === 'hit' ? (ranks[0]?.chance ?? numbers.date) : numbers[sort];
    const keys = Float64Array.from(values, (value, row) => value * length + row).sort();
    return Uint32Array.from(keys, (key) => key % length);
  }
}

/** Lower case and without accents, so that `jamon` finds `Jamón`. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether a row is in a state; `week` is by its date, overdue ones included. */
export function stateTest({ kind, numbers }: Customers, state: Kind): (row: number) => boolean {
  const lost = KINDS.indexOf('lost');
  if (state === 'week') return (row) => kind[row] !== lost && numbers.date[row]! <= WEEK;
  const wanted = KINDS.indexOf(state);
  return (row) => kind[row] === wanted;
}

function rowNumbers(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, row) => row);
}
