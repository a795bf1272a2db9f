/** Rows whose stated chance lies in one bin. */
export interface ReliabilityBin {
  rows: number;
  /** Mean stated chance. */
  chance: number;
  /** Share of the rows in which it came true. */
  share: number;
}

/**
 * Reliability of stated chances (Murphy & Winkler 1977): rows binned by equal widths of the chance, empty bins left
 * out. Where the statements are true, `share` equals `chance` up to sampling error.
 *
 * @param chances stated, 0 … 1
 * @param happened 1 where it came true, else 0
 */
export function reliability(chances: ArrayLike<number>, happened: ArrayLike<number>, bins = 10): ReliabilityBin[] {
  const rows = new Float64Array(bins);
  const stated = new Float64Array(bins);
  const cameTrue = new Float64Array(bins);
  for (let i = 0; i < chances.length; i++) {
    const bin = Math.min(bins - 1, Math.floor(chances[i]! * bins));
    rows[bin] = rows[bin]! + 1;
    stated[bin] = stated[bin]! + chances[i]!;
    cameTrue[bin] = cameTrue[bin]! + happened[i]!;
  }
  return [...rows.keys()]
    .filter((bin) => rows[bin]! > 0)
    .map((bin) => ({ rows: rows[bin]!, chance: stated[bin]! / rows[bin]!, share: cameTrue[bin]! / rows[bin]! }));
}
