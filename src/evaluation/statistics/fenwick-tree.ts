/** Counts at positions 0 … size − 1 with prefix sums in O(log size) (Fenwick 1994). */
export class FenwickTree {
  private readonly sums: Float64Array;

  constructor(size: number) {
    this.sums = new Float64Array(size + 1);
  }

  /** Adds one at a position. */
  increment(position: number): void {
    for (let i = position + 1; i < this.sums.length; i += i & -i) this.sums[i] = this.sums[i]! + 1;
  }

  /** Sum over the positions below `end`. */
  sumBelow(end: number): number {
    let sum = 0;
    for (let i = end; i > 0; i -= i & -i) sum += this.sums[i]!;
    return sum;
  }
}
