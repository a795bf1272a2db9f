import { sharedFloats } from '../config/shared-memory';

/**
 * Memory that one fit leaves to the next one: shared memory that nobody holds any more does not weigh on the collector,
 * and would pile up. It is as large as the largest fit needs; what is not written to costs nothing.
 */
export class ReusedMemory {
  private readonly free: Float32Array[] = [];

  /** @param length of each piece, in numbers */
  constructor(private readonly length: number) {}

  /** Does work that needs a piece, which is free again afterwards. */
  async lend<Result>(work: (memory: Float32Array) => Promise<Result>): Promise<Result> {
    const memory = this.free.pop() ?? sharedFloats(this.length);
    const result = await work(memory);
    this.free.push(memory);
    return result;
  }
}
