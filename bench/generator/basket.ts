import { HABITS } from './habits';
import type { KeyedRandom } from './random';
import { mixed } from './random';
import { Zipf } from './zipf';

/** Most lines of a purchase. */
const MOST_LINES = 255;
/** Steps in which usual quantities are looked up. */
const QUANTITY_STEPS = 1024;
const USUAL_MOST = 9;

/** One visit, before it is a purchase. */
export interface Visit {
  customer: number;
  /** Number of the visit, from 0. */
  visit: number;
  day: number;
  favourites: number;
}

/** Fills baskets: products and quantities of one purchase at a time, `length` of them. */
export class BasketFiller {
  length = 0;
  readonly products = new Int32Array(MOST_LINES);
  readonly quantities = new Int32Array(MOST_LINES);
  /** The ticket's total in hundredths. */
  total = 0;
  /** Hundredths of a unit of each product. */
  readonly prices: Int32Array;
  private readonly popularity: Zipf;
  private readonly usual: Uint8Array;

  constructor(
    private readonly seed: number,
    products: number,
  ) {
    this.popularity = new Zipf(products, HABITS.popularityExponent);
    // 0.30 … 30: cheap ones are many.
    this.prices = Int32Array.from(
      { length: products },
      (_, i) => 30 + Math.floor(2970 * uniformOf(mixed(seed, i)) ** 3),
    );
    this.usual = usualQuantities();
  }

  fill(visit: Visit, random: KeyedRandom): void {
    this.length = 0;
    this.total = 0;
    const { perCycle, bought, notDue } = HABITS.favourites;
    for (let slot = 0; slot < visit.favourites; slot++) {
      const cycle = 1 + Math.floor(slot / perCycle);
      const isDue = (visit.visit + slot) % cycle === 0;
      if (random.next() < (isDue ? bought : notDue)) this.add(this.favourite(visit, slot), random);
    }
    const extra = Math.floor(HABITS.extraLines * random.exponential() + 0.5);
    for (let i = 0; i < extra; i++) this.add(this.popularity.at(random.next()), random);
    if (this.length === 0) this.add(this.favourite(visit, 0), random);
  }

  /** What a customer likes in one of the places: for some time, then something else. */
  private favourite({ customer, day }: Visit, slot: number): number {
    const place = mixed(mixed(this.seed, customer), slot);
    const since = Math.floor((day + uniformOf(place) * HABITS.tasteDays) / HABITS.tasteDays);
    return this.popularity.at(uniformOf(mixed(place, since)));
  }

  private add(product: number, random: KeyedRandom): void {
    if (this.length === MOST_LINES) return;
    const { share, least, most } = HABITS.bulk;
    const draw = random.next();
    const quantity =
      draw < share
        ? Math.floor(least * ((most + 1) / least) ** random.next())
        : this.usual[Math.floor(((draw - share) / (1 - share)) * QUANTITY_STEPS)]!;
    this.products[this.length] = product;
    this.quantities[this.length] = quantity;
    this.total += quantity * this.prices[product]!;
    this.length++;
  }
}

/** 32 bits as a number in [0, 1). */
function uniformOf(bits: number): number {
  return (bits >>> 0) / 4294967296;
}

/** The quantiles of 1 + a geometric number. */
function usualQuantities(): Uint8Array {
  const stays = HABITS.usualExtraUnits / (1 + HABITS.usualExtraUnits);
  return Uint8Array.from({ length: QUANTITY_STEPS }, (_, step) => {
    const quantity = 1 + Math.floor(Math.log(1 - (step + 0.5) / QUANTITY_STEPS) / Math.log(stays));
    return Math.min(USUAL_MOST, quantity);
  });
}
