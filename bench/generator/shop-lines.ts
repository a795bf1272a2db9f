import type { RejectReason } from '../../src/etl/rejects/reject-reasons';
import { BasketFiller } from './basket';
import { DIRTY_KINDS, DIRTY_VALUES } from './dirty-lines';
import { LineBuffer, NameTable } from './line-buffer';
import { KeyedRandom } from './random';
import { ShopCalendar } from './shop-calendar';
import { ShopVisits } from './shop-visits';

export interface ShopShape {
  customers: number;
  days: number;
  products: number;
  /** ISO day. */
  firstDay: string;
  seed: number;
  /** Share of lines that cannot be used. */
  dirtyShare: number;
  /** All kinds of dirty lines, or only those that are records all the same. */
  dirty: 'all' | 'values';
  /** The lines end after so many. */
  mostLines: number;
}

export const USUAL_SHAPE: ShopShape = {
  customers: 2000,
  days: 365,
  products: 17_000,
  firstDay: '2022-01-03',
  seed: 42,
  dirtyShare: 0.005,
  dirty: 'all',
  mostLines: Number.POSITIVE_INFINITY,
};

/** A quarter of about so many lines: 8 M are of 145 thousand customers. */
export function quarterOf(lines: number): Partial<ShopShape> {
  return { customers: Math.ceil(lines / 55), days: 120, mostLines: lines };
}

/** A year of about so many lines: 8 M are of 32 thousand customers. */
export function yearOf(lines: number): Partial<ShopShape> {
  return { customers: Math.ceil(lines / 250), days: 365, mostLines: lines };
}

/** Keys of what is drawn for a customer beside visits: the dirt of a day's lines. */
const DIRT = -2;

/** What was written. */
export interface WrittenLines {
  lines: number;
  purchases: number;
  /** Dirty lines by the reason for which they are rejected. */
  dirty: Partial<Record<RejectReason, number>>;
}

/**
 * The purchase lines of a shop as CSV, in chunks: day by day, within a day by customer. A line depends on the seed, its
 * customer and the visit alone: more days go on where fewer end, and more customers add lines between the others'.
 */
export class ShopLines {
  readonly written: WrittenLines = { lines: 0, purchases: 0, dirty: {} };
  private readonly calendar: ShopCalendar;
  private readonly baskets: BasketFiller;
  private readonly out = new LineBuffer();
  private readonly dirt = new KeyedRandom();
  private readonly productNames: NameTable;

  constructor(private readonly shape: ShopShape) {
    const { firstDay, days, seed, products } = shape;
    this.calendar = new ShopCalendar(firstDay, days);
    this.baskets = new BasketFiller(seed, products);
    this.productNames = new NameTable(Array.from({ length: products }, (_, i) => `PROD-${hexId(i)}`));
  }

  *chunks(): Generator<Buffer> {
    const { customers, days, seed } = this.shape;
    const visits = new ShopVisits(seed, customers, this.calendar);
    this.out.text('fecha_compra,usuario,producto,cantidad,precio\n');
    for (let day = 0; day < days; day++) {
      const iso = this.calendar.iso(day);
      const full: Buffer[] = [];
      visits.on(day, (visit, random) => {
        if (this.written.lines >= this.shape.mostLines) return;
        this.baskets.fill(visit, random);
        this.purchase(iso, visit.customer, visit.visit);
        if (this.out.isFull) full.push(this.out.take());
      });
      yield* full;
      if (this.written.lines >= this.shape.mostLines) break;
    }
    yield this.out.take();
  }

  private purchase(iso: string, customer: number, visit: number): void {
    const { baskets, out, written } = this;
    const { dirtyShare, mostLines, seed } = this.shape;
    const usuario = hexId(customer);
    const precio = String(baskets.total / 100);
    const prefix = Buffer.from(`${iso},${usuario},`, 'latin1');
    const suffix = Buffer.from(`,${precio}`, 'latin1');
    this.dirt.restart(seed ^ DIRT, customer, visit);
    written.purchases++;
    const count = Math.min(baskets.length, mostLines - written.lines);
    for (let i = 0; i < count; i++) {
      const [product, quantity] = [baskets.products[i]!, baskets.quantities[i]!];
      if (this.dirt.next() < dirtyShare) this.dirtyLine({ fecha: iso, usuario, precio }, product, quantity);
      else out.line(prefix, this.productNames, product, quantity, suffix);
    }
    written.lines += count;
  }

  private dirtyLine(
    known: { fecha: string; usuario: string; precio: string },
    product: number,
    quantity: number,
  ): void {
    const kinds = this.shape.dirty === 'all' ? DIRTY_KINDS : DIRTY_VALUES;
    const { reason, spoil } = kinds[Math.floor(kinds.length * this.dirt.next())]!;
    const { dirty } = this.written;
    dirty[reason] = (dirty[reason] ?? 0) + 1;
    this.out.text(`${spoil({ ...known, producto: `PROD-${hexId(product)}`, cantidad: String(quantity) })}\n`);
  }
}

/** Six hexadecimal digits, another for each index below 2^24, so that neighbours do not look alike. */
export function hexId(index: number): string {
  return ((Math.imul(index, 0x9e3779) + 0x3c6ef3) & 0xffffff).toString(16).padStart(6, '0');
}
