/** Draws 0 … n − 1 by Zipf's law, number k with a chance in proportion to (k + 1)^−exponent (Walker's alias method). */
export class Zipf {
  private readonly keep: Float64Array;
  private readonly alias: Int32Array;

  constructor(
    readonly size: number,
    readonly exponent: number,
  ) {
    this.keep = new Float64Array(size).fill(1);
    this.alias = Int32Array.from({ length: size }, (_, i) => i);
    const weights = Float64Array.from({ length: size }, (_, i) => (i + 1) ** -exponent);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.pair(weights.map((weight) => (weight * size) / total));
  }

  /** @param uniform in [0, 1) */
  at(uniform: number): number {
    const place = uniform * this.size;
    const column = Math.floor(place);
    return place - column < this.keep[column]! ? column : this.alias[column]!;
  }

  /** Fills what one column lacks with a part of one that has too much, until all are full. */
  private pair(filled: Float64Array): void {
    const numbers = Array.from(filled.keys());
    const poor = numbers.filter((i) => filled[i]! < 1);
    const rich = numbers.filter((i) => filled[i]! >= 1);
    while (poor.length > 0 && rich.length > 0) {
      const from = rich[rich.length - 1]!;
      const to = poor.pop()!;
      this.keep[to] = filled[to]!;
      this.alias[to] = from;
      filled[from]! -= 1 - filled[to]!;
      if (filled[from]! < 1) poor.push(rich.pop()!);
    }
  }
}
