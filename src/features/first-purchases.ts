import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { firstPurchases } from '../tables/first-purchases';
import type { Answers } from './dataset';

/** All customers of the shop from their first purchase day on, one entry each, in the order of their ids. */
export interface FirstPurchases {
  /** Epoch day. */
  firstDay: Int32Array;
  /** Their second purchase day, epoch day; NaN where the data end first. */
  nextDay: Float64Array;
}

/** @param days like `purchase_days` */
export async function loadFirstPurchases(engine: Engine, days: Relation): Promise<FirstPurchases> {
  const rows = await engine.columns(firstPurchases(days));
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
