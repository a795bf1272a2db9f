import { isoDay } from '../../src/config/calendar';

/** Days of history at which a data set is cut; 28 more must follow. */
const HISTORY_DAYS = [60, 75, 89, 110, 180];
/** Later origins, in days before the last day. */
const BEFORE_END = [84, 28];

/** Days after an origin in which predictions are judged. */
export const WINDOW = 28;

/** A day to predict on, with the past alone known. */
export interface Cut {
  /** `89` (days of history) or `2017-12-03`. */
  name: string;
  /** Epoch day. */
  asOf: number;
  historyDays: number;
}

/** All cuts of data that go from one epoch day to another, earliest first. */
export function cutsOf(firstDay: number, lastDay: number): Cut[] {
  const early = HISTORY_DAYS.map((days) => ({ name: String(days), asOf: firstDay + days - 1, historyDays: days }));
  const late = BEFORE_END.map((days) => {
    const asOf = lastDay - days;
    return { name: isoDay(asOf), asOf, historyDays: asOf - firstDay + 1 };
  });
  const long = ({ asOf, historyDays }: Cut) => historyDays >= HISTORY_DAYS[0]! && asOf + WINDOW <= lastDay;
  return [...early, ...late].filter(long);
}

/** What was asked for on the command line. */
export interface Wanted {
  /** Names of data sets, or paths. */
  dataSets: string[];
  /** Cuts by name, where only some of a data set are wanted. */
  only: ReadonlyMap<string, ReadonlySet<string>>;
  /** Judge the predictions that an earlier call left, instead of running again. */
  reuse: boolean;
}

/** `journey cdnow`, `--only journey:89,journey:2017-12-03`, `--reuse`; the sample unless anything is named. */
export function parseWanted(args: readonly string[]): Wanted {
  const only = new Map<string, Set<string>>();
  const dataSets: string[] = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--reuse') continue;
    if (args[i] !== '--only') {
      dataSets.push(args[i]!);
      continue;
    }
    for (const item of (args[++i] ?? '').split(',')) {
      const colon = item.lastIndexOf(':');
      if (colon < 1) throw new Error(`--only ${item}: expected a data set and a cut, such as journey:89`);
      const name = item.slice(0, colon);
      only.set(name, (only.get(name) ?? new Set()).add(item.slice(colon + 1)));
    }
  }
  const named = [...new Set([...dataSets, ...only.keys()])];
  return { dataSets: named.length > 0 ? named : ['sample'], only, reuse: args.includes('--reuse') };
}
