import { HISTORY_DAYS } from '../../../features/day-history';

/** Share of a past gap that counts as itself, and as one day shorter or longer each. */
const EXACT = 0.5;
const NEIGHBOUR = 0.25;
/** A past gap counts half after so many days. */
const HALF_LIFE_DAYS = 180;
const WEIGHTS = Float64Array.from({ length: HISTORY_DAYS }, (_, age) => 2 ** (-age / HALF_LIFE_DAYS));
/** Gaps' worth of belief in the chance of customers alike, beside a customer's own gaps. */
const STRENGTH = 4;

/**
 * A customer's own chance to buy on day d (1 … `chances.length`) after the origin, given no purchase since the last
 * one, which was `elapsed` days before it: the weight of past gaps of elapsed + d days, smoothed over their
 * neighbours, over the weight of those at least as long, both shrunk towards `alike`, the chance of customers alike.
 *
 * @param bought 1 for each day before the origin with a purchase, by age in days, [HISTORY_DAYS]
 */
export function writeOwnHazard(bought: Uint8Array, elapsed: number, alike: Float64Array, chances: Float64Array): void {
  const days = chances.length;
  const ended = new Float64Array(days + 2);
  let atRisk = writeEndedGaps(bought, elapsed, ended);
  for (let d = 1; d <= days; d++) {
    const smoothed = EXACT * ended[d]! + NEIGHBOUR * (ended[d - 1]! + ended[d + 1]!);
    chances[d - 1] = (smoothed + STRENGTH * alike[d - 1]!) / (Math.max(atRisk, smoothed) + STRENGTH);
    atRisk -= ended[d]!;
  }
}

/** Writes the weight of past gaps of `elapsed` + d days for d = 0 … days + 1; returns that of all with d ≥ 1. */
function writeEndedGaps(bought: Uint8Array, elapsed: number, ended: Float64Array): number {
  let outlasting = 0;
  let later = bought.indexOf(1);
  if (later === -1) return 0;
  for (let age = bought.indexOf(1, later + 1); age !== -1; age = bought.indexOf(1, age + 1)) {
    const d = age - later - elapsed;
    if (d >= 1) outlasting += WEIGHTS[later]!;
    if (d >= 0 && d < ended.length) ended[d] = ended[d]! + WEIGHTS[later]!;
    later = age;
  }
  return outlasting;
}
