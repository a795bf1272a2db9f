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
