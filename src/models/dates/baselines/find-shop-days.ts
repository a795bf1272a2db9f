import { sumOf } from '../../../config/numbers';
import type { Dataset } from '../../../features/dataset';
import { answersSeenBy, featureColumn } from '../../../features/dataset';
import { logGamma } from '../../fitting/log-gamma';
import type { ShopDays } from '../forecast/shop-days';
import { ELAPSED_CELLS, elapsedCell } from './elapsed-cells';
import type { CellCounts } from './elapsed-hazards';
import { smoothedHazards } from './elapsed-hazards';
import { daysAtRisk } from './person-days';

/** Ordinary days differ by so much beyond chance: standard deviation of a day's activity. */
const USUAL_SPREAD = 0.2;
/** A day is unusual where an ordinary one would bring so few or so many buyers less often than this. */
const RARE = 1e-3;
/** Levels and unusual days are found in turns; they settle after a few. */
const TURNS = 5;

/** Days at risk of one calendar day by cell of days since the last purchase, and who bought. */
interface DayCounts {
  atRisk: Float64Array[];
  bought: Float64Array[];
}

/**
 * Finds the unusual days up to `lastDay` (epoch day): where a shop was closed, its lines were lost or a feast came,
 * a day tells of the shop and not of its customers, and what is learned from it has to know.
 *
 * @param rows of origins close together, any number; those of origins from `lastDay` on are not looked at, and nor are
 * customers with a single purchase day. Each customer counts once a day
 */
export function findShopDays(rows: Dataset, lastDay: number): ShopDays {
  const purchases = featureColumn(rows, 'n_purchases');
  const looked = Int32Array.from(rows.origin.keys()).filter(
    (row) => rows.origin[row]! < lastDay && purchases[row]! > 1,
  );
  const firstDay = looked.length > 0 ? rows.origin[looked[0]!]! + 1 : lastDay;
  const counts = countByDay(rows, looked, { firstDay, lastDay });
  const activity = new Float64Array(counts.bought.length).fill(1);
  for (let turn = 0; turn < TURNS; turn++) {
    const expected = expectedBuyers(counts, firstDay, activity);
    const bought = counts.bought.map(sumOf);
    markUnusual(bought, expected, activity);
  }
  return { firstDay, activity };
}

function countByDay(rows: Dataset, looked: Int32Array, span: { firstDay: number; lastDay: number }): DayCounts {
  const days = Math.max(0, span.lastDay - span.firstDay + 1);
  const blank = () => Array.from({ length: days }, () => new Float64Array(ELAPSED_CELLS));
  const counts: DayCounts = { atRisk: blank(), bought: blank() };
  const elapsed = featureColumn(rows, 'days_since_last');
  const answers = answersSeenBy(rows, span.lastDay);
  const next = nextOrigins(looked.map((row) => rows.origin[row]!));
  for (const row of looked) {
    const origin = rows.origin[row]!;
    const end = daysAtRisk(answers, row, (next.get(origin) ?? Number.POSITIVE_INFINITY) - origin);
    for (let d = 1; d <= end; d++) {
      const [day, cell] = [origin + d - span.firstDay, elapsedCell(elapsed[row]! + d)];
      counts.atRisk[day]![cell]! += 1;
      if (d === answers.daysToNext[row]) counts.bought[day]![cell]! += 1;
    }
  }
  return counts;
}

/** The origin after each; rows are ordered by origin. */
function nextOrigins(origins: Int32Array): Map<number, number> {
  const distinct = [...new Set(origins)];
  return new Map(distinct.slice(1).map((origin, i) => [distinct[i]!, origin]));
}

/** Buyers of each day if it were an ordinary one, from all days as busy as they are held to be: [days]. */
function expectedBuyers({ atRisk, bought }: DayCounts, firstDay: number, activity: Float64Array): Float64Array {
  const all: CellCounts = { atRisk: new Float64Array(ELAPSED_CELLS), bought: new Float64Array(ELAPSED_CELLS) };
  atRisk.forEach((cells, day) => {
    for (let cell = 0; cell < ELAPSED_CELLS; cell++) {
      all.atRisk[cell]! += activity[day]! * cells[cell]!;
      all.bought[cell]! += bought[day]![cell]!;
    }
  });
  const hazards = smoothedHazards(all);
  const level = Float64Array.from(atRisk, (cells) => cells.reduce((most, n, cell) => most + n * hazards[cell]!, 0));
  const seen = new Float64Array(7);
  const levels = new Float64Array(7);
  bought.forEach((cells, day) => {
    if (activity[day] !== 1) return;
    seen[(firstDay + day) % 7]! += sumOf(cells);
    levels[(firstDay + day) % 7]! += level[day]!;
  });
  return level.map((value, day) => {
    const weekday = (firstDay + day) % 7;
    return levels[weekday]! > 0 ? (value * seen[weekday]!) / levels[weekday]! : value;
  });
}

/** Judges each day, and days without a single buyer together with those around them. */
function markUnusual(bought: readonly number[], expected: Float64Array, activity: Float64Array): void {
  for (let day = 0; day < expected.length; ) {
    let end = day + 1;
    if (bought[day] === 0) while (end < expected.length && bought[end] === 0) end++;
    const due = sumOf(expected.subarray(day, end));
    const came = bought[day]!;
    const unusual = Math.min(chanceOfAtMost(came, due), 1 - chanceOfAtMost(came - 1, due)) < RARE;
    activity.fill(unusual ? came / due : 1, day, end);
    day = end;
  }
}

/**
 * Chance of at most `count` buyers where `due` are expected and days differ by USUAL_SPREAD beyond chance: negative
 * binomial, a Poisson distribution whose mean is gamma distributed.
 */
function chanceOfAtMost(count: number, due: number): number {
  if (count < 0) return 0;
  const size = 1 / USUAL_SPREAD ** 2;
  const quiet = Math.log(size / (size + due));
  const busy = Math.log(due / (size + due));
  let chance = 0;
  for (let k = 0; k <= count; k++) {
    const ways = logGamma(size + k) - logGamma(size) - logGamma(k + 1);
    chance += Math.exp(ways + size * quiet + (k > 0 ? k * busy : 0));
  }
  return Math.min(1, chance);
}
