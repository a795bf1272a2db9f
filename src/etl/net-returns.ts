import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { netLines, returnedLines, takenOff } from '../tables/net-lines';

/**
 * The records with returns (quantities below zero) taken off the latest earlier lines of the same customer and product, those of the
 * same day included, units off units and measures off measures. A return that took something off is set apart, and so
 * is a line of which nothing is left; a return that finds nothing stays rejected. Under `--price-is line` the price of
 * what is left is its part of the line's. What came after an as-of date takes nothing off what was known on it.
 */
export async function netReturns(engine: Engine, { csv, asOf }: Settings, records: Relation): Promise<Relation> {
  const rows = await engine.columns(returnedLines(records, asOf));
  const [lines, groups, amounts] = [rows.floats('line'), rows.ints('product'), rows.floats('milli')];
  const left = Float64Array.from(amounts);
  let earlier: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (row > 0 && groups[row] !== groups[row - 1]) earlier = [];
    if (amounts[row]! >= 0) earlier.push(row);
    else left[row] = takeOff(earlier, left, -amounts[row]!);
  }
  const changed = Array.from(left.keys()).filter((row) => left[row] !== amounts[row]);
  const taken = takenOff();
  await engine.tables.open(taken);
  await engine.tables.append(taken, {
    line: { type: 'BIGINT', values: changed.map((row) => lines[row]!) },
    was: { type: 'BIGINT', values: changed.map((row) => amounts[row]!) },
    milli: { type: 'BIGINT', values: changed.map((row) => Math.max(0, left[row]!)) },
  });
  return netLines({ records, taken }, { priceOfLine: csv.priceIs === 'line' });
}

/** Takes an amount off the latest lines; returns what is left of the return, zero or below. */
function takeOff(earlier: number[], left: Float64Array, amount: number): number {
  let open = amount;
  while (open > 0 && earlier.length > 0) {
    const latest = earlier[earlier.length - 1]!;
    const taken = Math.min(open, left[latest]!);
    left[latest]! -= taken;
    open -= taken;
    if (left[latest] === 0) earlier.pop();
  }
  return open === 0 ? 0 : -open;
}
