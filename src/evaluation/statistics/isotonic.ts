/** A curve that never falls: its value at some points, ascending; between them on a line, beyond them as at the ends. */
export interface RisingCurve {
  at: number[];
  value: number[];
}

interface Block {
  rows: number;
  /** Sums over the rows. */
  at: number;
  value: number;
}

/**
 * The share of rows that are 1 as a curve that never falls with `at` (isotonic regression, pool adjacent violators:
 * Barlow et al. 1972). Rows of equal `at` stay together, and no point stands on fewer than `leastRows`; where there are
 * not twice as many rows, it is one point: their share. A share counts half a one and half a zero more than there are
 * (Jeffreys), so that nothing is certain.
 *
 * @param value 0 or 1 a row
 */
export function risingShare(at: ArrayLike<number>, value: ArrayLike<number>, leastRows: number): RisingCurve {
  const blocks: Block[] = [];
  for (const block of groups(at, value, leastRows)) {
    blocks.push(block);
    while (blocks.length > 1 && share(blocks.at(-2)!) >= share(blocks.at(-1)!)) {
      const last = blocks.pop()!;
      blocks[blocks.length - 1] = joined(blocks.at(-1)!, last);
    }
  }
  return {
    at: blocks.map((block) => block.at / block.rows),
    value: blocks.map((block) => (block.value + 0.5) / (block.rows + 1)),
  };
}

/** Rows in ascending order, cut where `leastRows` are together and as many are left. */
function groups(at: ArrayLike<number>, value: ArrayLike<number>, leastRows: number): Block[] {
  const order = Int32Array.from({ length: at.length }, (_, row) => row).sort((a, b) => at[a]! - at[b]! || a - b);
  const found: Block[] = [];
  let open: Block = { rows: 0, at: 0, value: 0 };
  order.forEach((row, i) => {
    const differs = i > 0 && at[row] !== at[order[i - 1]!];
    if (differs && open.rows >= leastRows && order.length - i >= leastRows) {
      found.push(open);
      open = { rows: 0, at: 0, value: 0 };
    }
    open = joined(open, { rows: 1, at: at[row]!, value: value[row]! });
  });
  return open.rows === 0 ? found : [...found, open];
}

function joined(a: Block, b: Block): Block {
  return { rows: a.rows + b.rows, at: a.at + b.at, value: a.value + b.value };
}

function share({ rows, value }: Block): number {
  return value / rows;
}

/** The curve's value at a point; it has at least one. */
export function valueAt({ at, value }: RisingCurve, point: number): number {
  const next = at.findIndex((known) => known >= point);
  if (next === -1) return value.at(-1)!;
  if (next === 0) return value[0]!;
  const part = (point - at[next - 1]!) / (at[next]! - at[next - 1]!);
  return value[next - 1]! + part * (value[next]! - value[next - 1]!);
}
