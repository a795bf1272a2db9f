/** Seconds that each stage took. */
export class StageClock {
  readonly seconds: Record<string, number> = {};

  async time<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    this.seconds[stage] = Math.round(performance.now() - start) / 1000;
    return result;
  }
}
