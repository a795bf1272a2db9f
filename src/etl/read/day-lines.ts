/** Lines of one day; `day` is an epoch day. */
export interface DayLines {
  day: number;
  iso: string;
  lines: number;
}

/** Lines of some days together. */
export function linesOf(days: readonly DayLines[]): number {
  return days.reduce((sum, { lines }) => sum + lines, 0);
}
