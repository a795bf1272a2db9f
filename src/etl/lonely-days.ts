import { RecompraError } from '../config/errors';
import type { Relation } from '../engine/relation';
import { withoutDaysBefore } from '../tables/lonely-lines';
import type { DayLines } from './read/day-lines';
import { linesOf } from './read/day-lines';

/** Days at either end of the data that stand alone, far from the bulk: mistyped years, placeholders. */
export interface LonelyDays {
  first: DayLines[];
  last: DayLines[];
  /** The days between them. */
  bulk: DayLines[];
}

/** A shop may be closed for so many days, and for so many times its usual gap between days with lines. */
const SHORTEST_GAP_DAYS = 28;
const USUAL_GAPS = 7;
/** A gap that no closed season explains, where few lines lie beyond it. */
const LONG_GAP_DAYS = 180;
/** Days beyond a gap are few lines where they hold at most this share of all. */
const FEW_LINES_SHARE = 0.01;
/** Or hardly any trade, where their lines a day are below this share of those of the bulk. */
const FEW_LINES_A_DAY = 0.2;
/** Beyond a gap longer than all of the bulk even as many lines a day are a mistake, where the days are so few. */
const FEW_DAYS_SHARE = 0.25;

/** Tells the days that stand alone from the bulk; `days` with lines, in their order. */
export function lonelyDays(days: readonly DayLines[]): LonelyDays {
  const usual = medianGap(days);
  const firsts = strayLength([...days].reverse(), usual);
  const first = days.slice(0, firsts);
  const rest = days.slice(firsts);
  const lasts = strayLength(rest, usual);
  return { first, last: rest.slice(rest.length - lasts), bulk: rest.slice(0, rest.length - lasts) };
}

/** How many days at the end stand alone; the days may run backwards. */
function strayLength(days: readonly DayLines[], usualGap: number): number {
  const all = linesOf(days);
  const far = Math.max(SHORTEST_GAP_DAYS, USUAL_GAPS * usualGap);
  let longest = 0;
  let beyond = 0;
  for (let strays = 1; strays < days.length; strays++) {
    const at = days.length - strays;
    beyond += days[at]!.lines;
    if (strays > at || beyond * 2 > all) break;
    const gap = Math.abs(days[at]!.day - days[at - 1]!.day);
    if (gap < far) continue;
    const span = Math.abs(days[at - 1]!.day - days[0]!.day) + 1;
    const few = beyond <= FEW_LINES_SHARE * all;
    const hardlyAny = beyond / strays < (FEW_LINES_A_DAY * (all - beyond)) / at;
    const outOfReach = gap > span && strays <= FEW_DAYS_SHARE * at;
    if ((few && (hardlyAny || gap > LONG_GAP_DAYS)) || outOfReach) longest = strays;
  }
  return longest;
}

/** The lower median of the days between days with lines. */
function medianGap(days: readonly DayLines[]): number {
  const gaps = days.slice(1).map(({ day }, i) => day - days[i]!.day);
  return gaps.sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] ?? 0;
}

/**
 * The records with the lines of lonely first days rejected as `fecha_aislada`: a placeholder is nobody's first purchase.
 * Tells the lonely last days too, which may as well be the right ones: see refuseLonelyLastDay.
 *
 * @param days with kept lines, in their order
 */
export function rejectLonelyFirstDays(
  records: Relation,
  days: readonly DayLines[],
): { records: Relation; lonely: LonelyDays } {
  const lonely = lonelyDays(days);
  const next = lonely.bulk[0]?.iso;
  const nothing = lonely.first.length === 0 || next === undefined;
  return { records: nothing ? records : withoutDaysBefore(records, next), lonely };
}

/** A data error where the run would take a day that stands alone for today; none where the day was asked for. */
export function refuseLonelyLastDay({ bulk, last }: LonelyDays, asked: string | undefined): void {
  const end = bulk[bulk.length - 1];
  if (last.length === 0 || end === undefined || asked !== undefined) return;
  const apart = last[0]!.day - end.day;
  const lines = linesOf(last);
  throw new RecompraError(
    'data',
    `the last ${last.length === 1 ? 'day stands' : `${last.length} days stand`} alone, ${apart} days after all others: a mistyped year?`,
    {
      lines: [
        ...last.slice(0, 10).map((day) => `${day.iso}: ${count(day.lines)}`),
        ...(last.length > 10 ? [`and ${last.length - 10} days more, ${count(lines)} in all`] : []),
        `the day before them is ${end.iso}; ${count(linesOf(bulk))} lie between ${bulk[0]!.iso} and that day`,
      ],
      remedy: `--as-of ${end.iso} predicts from the day before them and leaves them out; if they are right, --as-of ${last[last.length - 1]!.iso}`,
    },
  );
}

function count(lines: number): string {
  return `${lines} ${lines === 1 ? 'line' : 'lines'}`;
}
