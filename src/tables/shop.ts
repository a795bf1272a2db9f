import type { RecurrenceRule, Settings } from '../config/settings';
import type { Relation } from '../engine/relation';
import { customers } from './customers';
import { decay } from './decay';
import type { Membership } from './eligible';
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
export interface PurchaseHistory extends Pick<ShopTables, 'lines' | 'purchases' | 'customers' | 'products'> {
  rule: RecurrenceRule;
  days: Relation;
}

/** @param lastDay epoch day: what was bought later is as if it had not happened yet */
export function historyOn(
  shop: Pick<ShopTables, 'lines' | 'purchases' | 'customers' | 'products'>,
  rule: RecurrenceRule,
  lastDay: number,
): PurchaseHistory {
  const { lines, purchases, customers, products } = shop;
  return { lines, purchases, customers, products, rule, days: purchaseDays(shop, rule, lastDay) };
}

/** Feature rows of a population on some origins, and what came after each. */
export interface LabelledTables {
  rows: Relation;
  next: Relation;
}

/** @param days epoch days */
export function labelledRows(
  { purchases, customers, rule, days: dated }: PurchaseHistory,
  days: readonly number[],
  membership: Membership,
): LabelledTables {
  const origins = originsOn(days);
  const judged = recurrent({ purchases, origins, daily: false, ending: '_on_origins' }, rule);
  const members = eligible({ customers, days: dated, origins, recurrent: judged }, membership);
  const tables = { eligible: members, days: dated, decay: decay({ eligible: members, days: dated }) };
  const rows = featureRows(tables, rule.minProducts);
  return { rows, next: nextPurchases({ rows, days: dated }) };
}
