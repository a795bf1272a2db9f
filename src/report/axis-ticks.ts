/** Ticks of an axis that counts: never between two whole numbers. */
export function countTicks(most: number, ticks = 5): { dtick: number } | { nticks: number } {
  return most < ticks ? { dtick: 1 } : { nticks: ticks };
}
