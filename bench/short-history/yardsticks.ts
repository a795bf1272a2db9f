import type { SettingsInput } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import { writeAsRun } from './as-predictions';
import type { Cut } from './cuts';
import { WINDOW } from './cuts';
import { fitTable, readOut } from './hazard-table';
import { meanGapDays } from './mean-gap';
import type { PurchaseDays, ShopLines } from './shop-lines';
import { mostBought } from './shop-lines';
import { massThatCovers, restricted, shortestIntervals } from './table-intervals';

/** Of the intervals, where the past is too short to tune them on. */
const NOMINAL = 0.8;

export interface YardstickFolders {
  table: string;
  meanGap: string;
}

/**
 * Writes the predictions of the simple rules for these customers: the hazard table with the most bought products, and
 * the mean gap. Returns the table's chances, [customer × 28], and its dates in days.
 */
export async function writeYardsticks(
  shop: ShopLines,
  cut: Cut,
  { days, settings, folders }: { days: PurchaseDays; settings: SettingsInput; folders: YardstickFolders },
): Promise<{ chances: Float64Array; tableDays: Float64Array }> {
  const products = await mostBought(shop, cut.asOf);
  const { recurrence } = settingsSchema.parse(settings);
  const frame = { customers: days.customers, asOf: cut.asOf, products, settings: { recurrence } };
  const chances = readOut(fitTable(days.days, cut.asOf), days.days, { asOf: cut.asOf, length: WINDOW });
  const tableDays = medians(chances);
  const mass = tunedMass(shop, cut, days, recurrence.minProducts);
  await writeAsRun(shop.engine, folders.table, {
    ...frame,
    model: 'hazard-table',
    days: tableDays,
    intervals: openAtTheEnd(shortestIntervals(chances, mass)),
    within: [7, 14, 28].map((limit) => within(chances, limit)),
  });
  await writeAsRun(shop.engine, folders.meanGap, {
    ...frame,
    model: 'mean-gap',
    days: meanGapDays(days.days, cut.asOf),
    intervals: null,
    within: null,
  });
  return { chances, tableDays };
}

/** A table of the past up to 28 days ago, on what those days brought to who was recurrent then. */
function tunedMass({ firstDay }: ShopLines, { asOf }: Cut, { days, units }: PurchaseDays, minProducts: number): number {
  const before = asOf - WINDOW;
  if (before - firstDay + 1 < WINDOW) return NOMINAL;
  const then = [...days.keys()].filter((row) => isRecurrent(days[row]!, units[row]!, { until: before, minProducts }));
  if (then.length === 0) return NOMINAL;
  const own = then.map((row) => days[row]!);
  const chances = readOut(fitTable(own, before), own, { asOf: before, length: WINDOW });
  const next = own.map((list) => (list.find((day) => day > before) ?? Number.NaN) - before);
  return massThatCovers(chances, restricted(next), NOMINAL);
}

/** The default reading: two days above the least products, fewer than 30 days apart on average. */
function isRecurrent(
  days: readonly number[],
  units: readonly number[],
  { until, minProducts }: { until: number; minProducts: number },
): boolean {
  const large = days.filter((day, i) => day <= until && units[i]! > minProducts);
  return large.length >= 2 && large.at(-1)! - large[0]! < 30 * (large.length - 1);
}

/** First day by which a purchase is as likely as not; the day after the window where none is. */
function medians(chances: Float64Array): Float64Array {
  return Float64Array.from({ length: chances.length / WINDOW }, (_, row) => {
    let sum = 0;
    for (let d = 1; d <= WINDOW; d++) {
      sum += chances[row * WINDOW + d - 1]!;
      if (sum >= 0.5) return d;
    }
    return WINDOW + 1;
  });
}

function within(chances: Float64Array, days: number): Float64Array {
  return Float64Array.from({ length: chances.length / WINDOW }, (_, row) =>
    chances.subarray(row * WINDOW, row * WINDOW + days).reduce((sum, chance) => sum + chance, 0),
  );
}

/** The last day stands for all later ones: an interval that holds it has no end. */
function openAtTheEnd({ low, high }: { low: Float64Array; high: Float64Array }) {
  return { low, high: high.map((day) => (day >= WINDOW ? Number.NaN : day)) };
}
