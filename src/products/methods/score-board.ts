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
