import type { DayChances } from './day-chances';

/**
 * The median of each row as if a day's chance were spread evenly over it: d − 1 + (½ − F(d − 1)) ÷ P(d) on the day d
 * on which F reaches one half. It orders rows that share a whole-day median. Where the horizon holds less than one
 * half, horizon + ½ − F(horizon): beyond all others, and later the less was expected.
 */
export function interpolatedMedian({ chances, horizon }: DayChances): Float64Array {
  return Float64Array.from({ length: chances.length / horizon }, (_, row) => {
    let before = 0;
    for (let d = 1; d <= horizon; d++) {
      const chance = chances[row * horizon + d - 1]!;
      if (before + chance >= 0.5) return d - 1 + (0.5 - before) / chance;
      before += chance;
    }
    return horizon + 0.5 - before;
  });
}
