/**
 * Seeded numbers in [0, 1) that begin anew for each thing they are drawn for (a customer's visit, say), so that what is
 * drawn for one does not depend on what was drawn before. Mulberry32 behind a mixed key.
 */
export class KeyedRandom {
  // A typed array holds 32 bits as they are; a field of that size would be a new number object at each draw.
  private readonly state = new Int32Array(1);

  restart(seed: number, one: number, other = 0): void {
    this.state[0] = mixed(mixed(seed, one), other);
  }

  next(): number {
    const state = (this.state[0]! + 0x6d2b79f5) | 0;
    this.state[0] = state;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(1 - this.next());
  }

  /** Gamma with a whole shape and mean 1. */
  gamma(shape: number): number {
    let product = 1;
    for (let i = 0; i < shape; i++) product *= 1 - this.next();
    return -Math.log(product) / shape;
  }

  /** Standard normal (Box-Muller). */
  normal(): number {
    return Math.sqrt(2 * this.exponential()) * Math.cos(2 * Math.PI * this.next());
  }
}

/** Two 32-bit numbers as one, each bit depending on all of both (the end of MurmurHash3). */
export function mixed(one: number, other: number): number {
  let bits = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  return bits ^ (bits >>> 13);
}
