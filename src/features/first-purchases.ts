import type { Engine } from '../engine/engine';
import type { Answers } from './dataset';

/** All customers of the shop from their first purchase day on, one entry each, in the order of their ids. */
export interface FirstPurchases {
  /** Epoch day. */
  firstDay: Int32Array;
  /** Their second purchase day, epoch day; NaN where the data end first. */
  nextDay: Float64Array;
}

/** Needs `purchase_days` (see buildPurchaseDays). */
export async function loadFirstPurchases(engine: Engine): Promise<FirstPurchases> {
  const rows = await engine.columns(`
    -- a row: a customer
    SELECT a.dia AS first_day, CAST(b.dia AS DOUBLE) AS next_day
    FROM purchase_days AS a
    LEFT JOIN purchase_days AS b ON b.cliente = a.cliente AND b.n = 2
    WHERE a.n = 1
    ORDER BY a.cliente`);
  return { firstDay: rows.ints('first_day'), nextDay: rows.floats('next_day') };
}

/** Days from the first purchase to the second as seen on `lastDay` (epoch day), of customers who had come by then. */
export function secondPurchasesSeenBy({ firstDay, nextDay }: FirstPurchases, lastDay: number): Answers {
  const come = Int32Array.from(firstDay.keys()).filter((customer) => firstDay[customer]! <= lastDay);
  return {
    daysToNext: Float64Array.from(come, (customer) =>
      nextDay[customer]! <= lastDay ? nextDay[customer]! - firstDay[customer]! : Number.NaN,
    ),
    watched: Float64Array.from(come, (customer) => lastDay - firstDay[customer]!),
  };
}
