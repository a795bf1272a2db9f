import { epochDay, isoDay } from '../../src/config/calendar';
import type { Settings } from '../../src/config/settings';
import { PRODUCT_COUNTS } from '../../src/config/settings';
import type { Query, Relation } from '../../src/engine/relation';
import { column, query, relation } from '../../src/engine/relation';
import { boughtProducts, productLevels, reviewedPredictions } from '../../src/review/reviewed-tables';
import { askedCustomers, askedDays, foundAmongAll } from '../../src/tables/asked-customers';
import { levelItems } from '../../src/tables/basket-items';
import { customerRows } from '../../src/tables/customer-rows';
import { daysWithLines, gapDays, sizes } from '../../src/tables/day-and-gap-counts';
import { countDrawn, drawnCustomers } from '../../src/tables/drawn-customers';
import { exportedRows } from '../../src/tables/exported-rows';
import { firstPurchases } from '../../src/tables/first-purchases';
import { READINGS } from '../../src/tables/funnel';
import { allHistories } from '../../src/tables/histories';
import { allBaskets, basketsWithProduct } from '../../src/tables/popularity';
import { recurrent } from '../../src/tables/recurrent';
import { recurrentLines } from '../../src/tables/recurrent-lines';
import type { LabelledTables, PurchaseHistory, ShopTables } from '../../src/tables/shop';
import { historyOn, labelledRows, predictedRows, shopTables } from '../../src/tables/shop';

export interface ShopFacts {
  /** ISO days. */
  days: { asOf: string };
  /** Customers who are asked for. */
  asked: readonly string[];
}

/** What is asked of the lines of a shop, by name; both engines have to answer alike. */
export interface ShopQueries {
  /** What many stand on. */
  kept: readonly Relation[];
  queries: readonly (readonly [string, Query])[];
}

/** Every table and every query of a run and of a review on lines like `lines`. */
export function shopQueries(lines: Relation, settings: Settings, { days, asked }: ShopFacts): ShopQueries {
  const { asOf } = days;
  const last = epochDay(asOf);
  const shop = shopTables(lines, settings, asOf);
  const history = historyOn(shop, settings.recurrence, last);
  const origins = [last - 60, last - 35, last - 28, last - 7, last];
  const drawn = drawnCustomers(history, { returned: 100 });
  const everyone = labelledRows(history, origins, { population: 'everyone', drawn });
  const judged = labelledRows(history, origins, {});
  const tables: Record<string, Relation> = {
    purchases: shop.purchases,
    customers: shop.customers,
    products: shop.products,
    recurrent: shop.recurrent,
    funnel: shop.funnel,
    histories: allHistories(shop.judged, PRODUCT_COUNTS, settings.recurrence.minProducts),
    days: history.days,
    items: history.items,
    drawn,
    'rows of those predicted': predictedRows(history, last).rowsOf({ from: 10, to: 400 }),
    'rows of everyone, drawn': everyone.rows,
    'what came next': everyone.next,
    'rows of the recurrent': judged.rows,
  };
  return {
    kept: [shop.purchases, shop.customers, shop.products, history.items, history.days, judged.rows],
    queries: [
      ...Object.entries(tables).map(([name, table]) => [name, whole(table)] as const),
      ['who is recurrent under every reading', everyReading(shop, settings)],
      ...counts(shop, asOf),
      ...ofHistory(history, judged, origins),
      ...ofAsked(history, asked),
      ...review(shop, settings, asOf),
    ],
  };
}

function whole(of: Relation): Query {
  return query({ of }, (d, t) => `SELECT ${Object.keys(of.columns).map(d.identifier).join(', ')} FROM ${t.of} AS o`);
}

function everyReading({ judged }: ShopTables, { recurrence }: Settings): Query {
  const readings = READINGS.map((reading, i) => [`r${i}`, recurrent(judged, { ...recurrence, ...reading })] as const);
  return query(Object.fromEntries(readings), (d, t) =>
    readings
      .map(([role]) => `SELECT ${d.literal(role)} AS reading, usuario, origen FROM ${t[role]} AS ${role}`)
      .join(' UNION ALL '),
  );
}

function counts(shop: ShopTables, asOf: string): [string, Query][] {
  return [
    ['lines of the recurrent', recurrentLines(shop, asOf)],
    ['gaps', gapDays(shop, asOf, 60)],
    ['sizes', sizes(shop)],
    ['days with lines', daysWithLines(shop.lines, epochDay(asOf) - 20, epochDay(asOf))],
  ];
}

function drawnByRows(history: PurchaseHistory, origins: readonly number[]): Relation {
  const { members } = predictedRows(history, origins.at(-1)!);
  const of = customerRows({ days: history.days, members }, origins, 'everyone');
  return drawnCustomers(history, { returned: 1000, all: 1500, rows: { of, most: 300 } });
}

function ofHistory(
  history: PurchaseHistory,
  { rows, next }: LabelledTables,
  origins: readonly number[],
): [string, Query][] {
  const parts = { horizon: 28, trainForChoice: origins.slice(0, 1), validation: [origins[1]!], test: [origins[2]!] };
  const { customers, days, items } = history;
  return [
    [
      'items at levels',
      whole(
        levelItems(
          items,
          Int32Array.from({ length: 4000 }, (_, i) => i % 50),
        ),
      ),
    ],
    ['popularity', basketsWithProduct(items, origins[1]!)],
    ['all baskets', allBaskets(days, origins[1]!)],
    ['how many are drawn by their rows', countDrawn(drawnByRows(history, origins), days)],
    ['how many are drawn', countDrawn(drawnCustomers(history, { returned: 100 }), days)],
    ['first purchases', firstPurchases(days)],
    ['exported rows', exportedRows({ rows, next, customers }, parts)],
  ];
}

function ofAsked({ customers, days }: PurchaseHistory, names: readonly string[]): [string, Query][] {
  const asked = askedCustomers(names);
  return [
    ['days of some customers', whole(askedDays(asked, { customers, days }))],
    ['who of them is known', foundAmongAll(asked, { customers, recurrent: customers })],
  ];
}

function review(
  { recurrent: told, lines, purchases }: ShopTables,
  settings: Settings,
  asOf: string,
): [string, Query][] {
  const earlier = relation({
    name: 'earlier',
    row: 'a prediction of a run',
    of: { told },
    columns: {
      run: column('INTEGER', 'the run'),
      cliente_id: column('VARCHAR', 'the customer'),
      fecha_corte: column('DATE', 'the day the prediction was made on'),
    },
    select: (d, t) => `
      SELECT CAST(0 AS INTEGER) AS run, usuario AS cliente_id, ${d.date(isoDay(epochDay(asOf) - 28))} AS fecha_corte
      FROM ${t.told} AS r`,
  });
  const options = { rule: settings.recurrence, until: epochDay(asOf) };
  const reviewed = reviewedPredictions({ earlier, purchases }, options);
  const levels = productLevels(new Map([['P000001', 'level "1"']]));
  return [
    ['reviewed predictions', whole(reviewed)],
    ['products bought', whole(boughtProducts({ reviewed, lines, levels }, 28))],
  ];
}
