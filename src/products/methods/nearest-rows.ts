/**
 * Picks the `k` largest of a row of values without sorting all of it; equal values go by the lower index. The same
 * buffers serve every customer.
 */
export class NearestRows {
  /** Indices of the picked values, in no order; only the first `size` count. */
  readonly picked: Int32Array;
  size = 0;
  private readonly values: Float64Array;

  constructor(private readonly most: number) {
    this.picked = new Int32Array(most);
    this.values = new Float64Array(most);
  }

  reset(): void {
    this.size = 0;
  }

  /** Whether no value up to this one would be picked any more. */
  refuses(value: number): boolean {
    return this.size === this.most && (this.most === 0 || value < this.values[0]!);
  }

  /** A heap whose root is the weakest pick: most offers end at the first comparison. */
  offer(index: number, value: number): void {
    if (this.most === 0) return;
    if (this.size < this.most) {
      this.siftUp(this.size++, index, value);
    } else if (value > this.values[0]! || (value === this.values[0] && index < this.picked[0]!)) {
      this.siftDown(index, value);
    }
  }

  private siftUp(start: number, index: number, value: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.weaker(index, value, parent)) break;
      this.move(parent, at);
      at = parent;
    }
    this.picked[at] = index;
    this.values[at] = value;
  }

  private siftDown(index: number, value: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.weaker(this.picked[child + 1]!, this.values[child + 1]!, child)) child++;
      if (this.weaker(index, value, child)) break;
      this.move(child, at);
      at = child;
    }
    this.picked[at] = index;
    this.values[at] = value;
  }

  /** Whether a value would be dropped before the one at a place. */
  private weaker(index: number, value: number, place: number): boolean {
    return value < this.values[place]! || (value === this.values[place] && index > this.picked[place]!);
  }

  private move(from: number, to: number): void {
    this.picked[to] = this.picked[from]!;
    this.values[to] = this.values[from]!;
  }
}
