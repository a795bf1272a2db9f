/** With more than one product in so many touched, wiping all of them is faster than one after another. */
const MUCH = 24;

/** Scores of the few products one customer has anything to do with: dense values, and the list of those touched. */
export class ScoreBoard {
  /** By product id; zero unless touched. */
  readonly values: Float64Array;
  /** Ids of the touched products, in the order of their first touch; only the first `size` count. */
  readonly touched: Int32Array;
  size = 0;
  private readonly seen: Uint8Array;

  constructor(products: number) {
    this.values = new Float64Array(products);
    // one place more than there are products: addRow writes before it knows whether the place is needed
    this.touched = new Int32Array(products + 1);
    this.seen = new Uint8Array(products);
  }

  add(product: number, amount: number): void {
    if (this.seen[product] === 0) {
      this.seen[product] = 1;
      this.touched[this.size++] = product;
    }
    this.values[product] = this.values[product]! + amount;
  }

  /** Adds `factor` × the values from … to − 1 to their products: `add` for a sparse row, without a call an entry. */
  addRow(
    products: Int32Array,
    amounts: Float64Array,
    { from, to, factor }: { from: number; to: number; factor: number },
  ): void {
    const { values, touched, seen } = this;
    let size = this.size;
    for (let i = from; i < to; i++) {
      const product = products[i]!;
      // without a branch, which half of the rows' products would mispredict
      touched[size] = product;
      size += 1 - seen[product]!;
      seen[product] = 1;
      values[product]! += factor * amounts[i]!;
    }
    this.size = size;
  }

  /** Multiplies every score. */
  scale(factor: number): void {
    for (let i = 0; i < this.size; i++) {
      this.values[this.touched[i]!] = this.values[this.touched[i]!]! * factor;
    }
  }

  /** Ready for the next customer; costs no more than what was touched. */
  clear(): void {
    if (this.size > this.values.length / MUCH) {
      this.values.fill(0);
      this.seen.fill(0);
      this.size = 0;
      return;
    }
    for (let i = 0; i < this.size; i++) {
      this.values[this.touched[i]!] = 0;
      this.seen[this.touched[i]!] = 0;
    }
    this.size = 0;
  }
}
