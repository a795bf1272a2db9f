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
    this.touched = new Int32Array(products);
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
      if (seen[product] === 0) {
        seen[product] = 1;
        touched[size++] = product;
      }
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

  /** Ready for the next customer; costs only what was touched. */
  clear(): void {
    for (let i = 0; i < this.size; i++) {
      this.values[this.touched[i]!] = 0;
      this.seen[this.touched[i]!] = 0;
    }
    this.size = 0;
  }
}
