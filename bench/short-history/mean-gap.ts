/** Gaps' worth of the overall mean gap that a customer's own is shrunk by. */
const SHRINKAGE = 3;

/**
 * The shrunk mean gap, counted on from the last purchase to its first multiple after `asOf`: whole days from `asOf`,
 * ≥ 1. The rule that needs no model.
 */
export function meanGapDays(days: readonly (readonly number[])[], asOf: number): Float64Array {
  const gaps = days.reduce((sum, own) => sum + own.length - 1, 0);
  const span = days.reduce((sum, own) => sum + own.at(-1)! - own[0]!, 0);
  const overall = gaps === 0 ? 7 : span / gaps;
  return Float64Array.from(days, (own) => {
    const gap = (own.at(-1)! - own[0]! + SHRINKAGE * overall) / (own.length - 1 + SHRINKAGE);
    const elapsed = asOf - own.at(-1)!;
    return Math.max(1, Math.round(gap * (Math.floor(elapsed / gap) + 1) - elapsed));
  });
}
