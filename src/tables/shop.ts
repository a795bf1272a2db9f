import type { RecurrenceRule, Settings } from '../config/settings';
import type { Relation } from '../engine/relation';
import { basketItems } from './basket-items';
import { countedDays } from './counted-days';
import { customers } from './customers';
import { decay } from './decay';
import type { Population } from './eligible';
import { eligible } from './eligible';
import { featureRows } from './feature-rows';
import { funnel } from './funnel';
import type { JudgedPurchases } from './histories';
import { nextPurchases } from './next-purchases';
import { originOn, originsOn } from './origins';
import { products } from './products';
import { purchaseDays } from './purchase-days';
import { purchases } from './purchases';
import { recurrent } from './recurrent';
import { recurrentMembers } from './recurrent-members';
import type { CustomerRange } from './some-customers';
import { drawnDays, drawnPurchases, ofRange } from './some-customers';

/** The tables of a shop on one as-of date; nothing of it is built before somebody asks. */
export interface ShopTables {
  lines: Relation;
  purchases: Relation;
  customers: Relation;
  products: Relation;
  /** Of the as-of date. */
  recurrent: Relation;
  /** Of the as-of date. */
  funnel: Relation;
  /** Purchases as they are looked back at on the as-of date, under whatever rule. */
  judged: JudgedPurchases;
}

type ShopSettings = Pick<Settings, 'recurrence'> & {
  csv: Pick<Settings['csv'], 'priceIs'> & { columns: Pick<Settings['csv']['columns'], 'ticket'> };
};

/** What lines (a table like `lines`) become under the settings. @param asOf ISO day */
export function shopTables(lines: Relation, { csv, recurrence }: ShopSettings, asOf: string): ShopTables {
  const byTicket = csv.columns.ticket !== undefined;
  const bought = purchases(lines, { byTicket, priceIs: csv.priceIs, qualifying: recurrence });
  const judged = { purchases: bought, origins: originOn(asOf), daily: !byTicket };
  return {
    lines,
    purchases: bought,
    customers: customers(bought),
    products: products(lines),
    recurrent: recurrent(judged, recurrence),
    funnel: funnel(judged, recurrence),
    judged,
  };
}

/** What is known of customers on a day, under a rule. */
export interface PurchaseHistory extends Pick<ShopTables, 'purchases' | 'customers' | 'products'> {
  rule: RecurrenceRule;
  days: Relation;
  /** What was in the baskets of these days. */
  items: Relation;
}

/** @param lastDay epoch day: what was bought later is as if it had not happened yet */
export function historyOn(
  shop: Pick<ShopTables, 'lines' | 'purchases' | 'customers' | 'products'>,
  rule: RecurrenceRule,
  lastDay: number,
): PurchaseHistory {
  const { lines, purchases, customers, products } = shop;
  const counted = countedDays(shop, rule, lastDay);
  const items = basketItems({ lines, customers, products, counted });
  return { purchases, customers, products, rule, items, days: purchaseDays({ counted, items }) };
}

/** Feature rows of a population on some origins, and what came after each. */
export interface LabelledTables {
  rows: Relation;
  next: Relation;
}

/** Who has feature rows. */
export interface Membership {
  /** `recurrent` unless given. */
  population?: Population;
  /** Customers that they are drawn from, like `drawn_customers`; all unless given. */
  drawn?: Relation | undefined;
}

/** @param days epoch days */
export function labelledRows(
  history: PurchaseHistory,
  days: readonly number[],
  { population = 'recurrent', drawn }: Membership,
): LabelledTables {
  const { rule, ...of } = drawn === undefined ? history : ofDrawn(history, drawn);
  const origins = originsOn(days);
  const members = eligible({ days: of.days, origins, members: membersOn({ ...of, rule }, origins) }, population);
  const rows = rowsOf(members, { ...of, rule });
  return { rows, next: nextPurchases({ rows, days: of.days }) };
}

function ofDrawn(history: PurchaseHistory, drawn: Relation): PurchaseHistory {
  const { purchases, customers, days } = history;
  return {
    ...history,
    purchases: drawnPurchases({ purchases, customers, drawn }),
    days: drawnDays(days, drawn),
  };
}

function membersOn({ purchases, customers, rule }: PurchaseHistory, origins: Relation): Relation {
  const judged = recurrent({ purchases, origins, daily: false, ending: '_on_origins' }, rule);
  return recurrentMembers({ customers, recurrent: judged });
}

function rowsOf(members: Relation, { days, rule }: PurchaseHistory): Relation {
  return featureRows({ eligible: members, days, decay: decay({ eligible: members, days }) }, rule.minProducts);
}

/** Who is predicted on a day, and their feature rows: those of a range of customers need no others. */
export interface PredictedTables {
  /** Like `recurrent_members`. */
  members: Relation;
  rowsOf(range: CustomerRange): Relation;
}

/** @param day epoch day */
export function predictedRows(history: PurchaseHistory, day: number): PredictedTables {
  const origins = originsOn([day]);
  const members = membersOn(history, origins);
  return {
    members,
    rowsOf: (range) => {
      const days = ofRange(history.days, range);
      return rowsOf(eligible({ days, origins, members }, 'recurrent'), { ...history, days });
    },
  };
}
