import type { NumberFormat } from '../texts/format-number';

/** Ticks of an axis that counts: never between two whole numbers. */
export function countTicks(most: number, ticks = 5): { dtick: number } | { nticks: number } {
  return most < ticks ? { dtick: 1 } : { nticks: ticks };
}

/** A tick each week of days restricted to a horizon; the last stands for all later days. */
export function horizonTicks(horizon: number): { tickvals: number[]; ticktext: string[] } {
  const weeks = Array.from({ length: Math.ceil(horizon / 7) }, (_, week) => 7 * week).filter(
    (day) => day < horizon - 2,
  );
  return { tickvals: [...weeks, horizon], ticktext: [...weeks.map(String), `≥ ${horizon}`] };
}

/** Shares of one between two ticks, the widest that leaves enough of them. */
const SHARE_STEPS = [0.5, 0.25, 0.2, 0.1, 0.05, 0.02, 0.01] as const;

/** Ticks of an axis of shares from zero up to `most`, as the reader's language writes per cents. */
export function shareTicks(
  most: number,
  { percent }: NumberFormat,
  least = 4,
): { tickvals: number[]; ticktext: string[] } {
  const step = SHARE_STEPS.find((width) => most / width >= least) ?? SHARE_STEPS.at(-1)!;
  const tickvals = Array.from({ length: Math.floor(most / step + 1.001) }, (_, i) => Number((i * step).toFixed(2)));
  return { tickvals, ticktext: tickvals.map((share) => percent(share, 0)) };
}
