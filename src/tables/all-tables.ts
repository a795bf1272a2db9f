import type { Settings } from '../config/settings';
import type { Relation } from '../engine/relation';
import { drawnCustomers } from './drawn-customers';
import { excludedCustomers, withoutExcluded } from './excluded-lines';
import { lines } from './lines';
import { netLines, takenOff } from './net-lines';
import { rejects } from './rejects';
import { historyOn, labelledRows, shopTables } from './shop';
import { stagedLines } from './staged-lines';

/** Days that stand for those of the data in tables that are only looked at. */
export interface ExampleDays {
  /** As-of date, ISO. */
  asOf: string;
  /** The same as epoch day. */
  lastDay: number;
}

/** Customers that are drawn to be learned from, in tables that are only looked at. */
const EXAMPLE_CUSTOMERS = 20_000;

/** Every table of a run under these settings, in the order of the data's way; nothing is read or built. */
export function allTables(settings: Settings, { asOf, lastDay }: ExampleDays): Relation[] {
  const shop = shopTables(lines(judgedLines(settings)), settings, asOf);
  const history = historyOn(shop, settings.recurrence, lastDay);
  const { rows, next } = labelledRows(history, [lastDay], {
    drawn: drawnCustomers(history, { returned: EXAMPLE_CUSTOMERS }),
  });
  return [
    rejects(),
    shop.lines,
    shop.purchases,
    shop.customers,
    shop.products,
    shop.recurrent,
    history.items,
    history.days,
    rows,
    next,
    shop.funnel,
  ];
}

/** The records as they are judged beside each other; which days stand alone only the data say. */
function judgedLines({ csv, excludeCustomers }: Settings): Relation {
  const staged = stagedLines();
  const returns = csv.returns === 'net';
  const usable =
    excludeCustomers === undefined
      ? staged
      : withoutExcluded({ records: staged, excluded: excludedCustomers([]) }, { returns });
  return returns ? netLines({ records: usable, taken: takenOff() }, { priceOfLine: csv.priceIs === 'line' }) : usable;
}
