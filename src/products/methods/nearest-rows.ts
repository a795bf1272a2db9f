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

  /** The weakest pick, once there are as many as are wanted: no value below it would be picked any more. */
  get least(): number {
    if (this.size < this.most) return Number.NEGATIVE_INFINITY;
    return this.most === 0 ? Number.POSITIVE_INFINITY : this.values[0]!;
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
    const { picked, values } = this;
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = values[parent]!;
      // dropped first: the lower value, of equals the higher index
      if (value > above || (value === above && index <= picked[parent]!)) break;
      picked[at] = picked[parent]!;
      values[at] = above;
      at = parent;
    }
    picked[at] = index;
    values[at] = value;
  }

  private siftDown(index: number, value: number): void {
    const { picked, values, size } = this;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      let below = values[child]!;
      if (child + 1 < size) {
        const other = values[child + 1]!;
        if (other < below || (other === below && picked[child + 1]! > picked[child]!)) {
          child++;
          below = other;
        }
      }
      if (value < below || (value === below && index > picked[child]!)) break;
      picked[at] = picked[child]!;
      values[at] = below;
      at = child;
    }
    picked[at] = index;
    values[at] = value;
  }
}
