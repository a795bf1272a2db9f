/**
 * The yardstick: a table of daily buying chances by days since the last purchase and decayed purchase rate, learned
 * from every person-day of the past and read out day by day. Written from its description, and shares no code with
 * the product.
 */

/** Days in which a purchase weighs half. */
const HALF_LIFE = 56;
const DECAY = 2 ** (-1 / HALF_LIFE);
/** Bins are about equally full of person-days; so many that most days up to two weeks have one of their own. */
const ELAPSED_BINS = 100;
const RATE_BINS = 10;
/** A cell is shrunk towards its elapsed bin, and that towards all days, by so many person-days. */
const PRIOR_DAYS = 50;
/** Days of the overall rate that each customer's own is mixed with: a rate of two days is no rate. */
const RATE_PRIOR_DAYS = 14;

/** Lower bounds of all bins but the first, and the chances by [elapsed bin][rate bin]. */
export interface Table {
  elapsedBounds: number[];
  rateBounds: number[];
  chances: number[][];
  /** Purchases per person-day. */
  overall: number;
}

/** A customer as known on a day: what the next days are read out from. */
interface Walk {
  /** Decayed purchases after the first, and decayed days since the first. */
  purchases: number;
  exposure: number;
  elapsed: number;
}

/** @param days purchase days of each customer, ascending; later ones than `until` are not seen */
export function fitTable(days: readonly (readonly number[])[], until: number): Table {
  const known = days.map((own) => own.filter((day) => day <= until)).filter((own) => own.length > 0);
  const repeats = known.reduce((sum, own) => sum + own.length - 1, 0);
  const exposed = known.reduce((sum, own) => sum + until - own[0]!, 0);
  const overall = repeats / Math.max(1, exposed);
  const rows = { elapsed: [] as number[], rate: [] as number[], bought: [] as number[] };
  for (const own of known) {
    eachPersonDay(own, until, (walk, bought) => {
      rows.elapsed.push(walk.elapsed);
      rows.rate.push(rateOf(walk, overall));
      rows.bought.push(bought ? 1 : 0);
    });
  }
  const elapsedBounds = quantileBounds(rows.elapsed, ELAPSED_BINS);
  const rateBounds = quantileBounds(rows.rate, RATE_BINS);
  const cells = elapsedBounds
    .map(() => 0)
    .concat(0)
    .map(() => rateBounds.map(() => [0, 0]).concat([[0, 0]]));
  for (let i = 0; i < rows.bought.length; i++) {
    const cell = cells[binOf(rows.elapsed[i]!, elapsedBounds)]![binOf(rows.rate[i]!, rateBounds)]!;
    cell[0]! += rows.bought[i]!;
    cell[1]! += 1;
  }
  const shrink = (bought: number, at: number, prior: number) => (bought + PRIOR_DAYS * prior) / (at + PRIOR_DAYS);
  const chances = cells.map((row) => {
    const total = row.reduce(([bought, at], cell) => [bought! + cell[0]!, at! + cell[1]!], [0, 0]);
    const prior = shrink(total[0]!, total[1]!, overall);
    return row.map(([bought, at]) => shrink(bought!, at!, prior));
  });
  return { elapsedBounds, rateBounds, chances, overall };
}

/**
 * Chance of a purchase on each of the `length` days after `asOf`, for customers with these purchase days, of which
 * those up to `asOf` are seen: [customer × length].
 */
export function readOut(
  table: Table,
  days: readonly (readonly number[])[],
  { asOf, length }: { asOf: number; length: number },
): Float64Array {
  const chances = new Float64Array(days.length * length);
  days.forEach((all, customer) => {
    const own = all.filter((day) => day <= asOf);
    let walk = walkUntil(own, asOf);
    let left = 1;
    for (let d = 0; d < length; d++) {
      const row = table.chances[binOf(walk.elapsed, table.elapsedBounds)]!;
      const chance = row[binOf(rateOf(walk, table.overall), table.rateBounds)]!;
      chances[customer * length + d] = left * chance;
      left *= 1 - chance;
      walk = nextDay(walk, false);
    }
  });
  return chances;
}

/** The day after the first purchase: nothing but that is known. */
const START: Walk = { purchases: 0, exposure: 1, elapsed: 1 };

function nextDay({ purchases, exposure, elapsed }: Walk, bought: boolean): Walk {
  return {
    purchases: purchases * DECAY + (bought ? 1 : 0),
    exposure: exposure * DECAY + 1,
    elapsed: bought ? 1 : elapsed + 1,
  };
}

function eachPersonDay(own: readonly number[], until: number, see: (walk: Walk, bought: boolean) => void): void {
  const bought = new Set(own);
  let walk = START;
  for (let day = own[0]! + 1; day <= until; day++) {
    see(walk, bought.has(day));
    walk = nextDay(walk, bought.has(day));
  }
}

/** What is known at the end of `asOf`, for the day after it. */
function walkUntil(own: readonly number[], asOf: number): Walk {
  const bought = new Set(own);
  let walk = START;
  for (let day = own[0]! + 1; day <= asOf; day++) walk = nextDay(walk, bought.has(day));
  return walk;
}

function rateOf({ purchases, exposure }: Walk, overall: number): number {
  return (purchases + RATE_PRIOR_DAYS * overall) / (exposure + RATE_PRIOR_DAYS);
}

function quantileBounds(values: readonly number[], bins: number): number[] {
  const sorted = Float64Array.from(values).sort();
  const bounds = Array.from({ length: bins - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)]!);
  return [...new Set(bounds)].filter((bound) => bound > sorted[0]!);
}

function binOf(value: number, bounds: readonly number[]): number {
  let bin = 0;
  while (bin < bounds.length && value >= bounds[bin]!) bin++;
  return bin;
}
