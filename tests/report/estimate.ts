import type { Estimate } from '../../src/evaluation/metrics-schema';

/** An estimate whose interval reaches as far to both sides. */
export const estimate = (value: number, half: number): Estimate => ({ value, low: value - half, high: value + half });
