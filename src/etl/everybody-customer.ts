import type { Progress } from '../config/progress';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';

/** A customer's part of all lines. */
export interface CustomerShare {
  name: string;
  lines: number;
  purchases: number;
  days: number;
}

/** Customers looked at, those with most lines. */
const LARGEST = 8;
/** A name like any other must have so many of the lines, and so many times as many as the customers below it. */
const LARGE = { share: 0.1, times: 5 };
/** Where the name itself says so, fewer are enough. */
const TELLING = { share: 0.01, times: 3 };
/** Customers below which nobody is one of many. */
const LEAST_OTHERS = 10;
/** Nobody goes shopping so often. */
const TICKETS_A_DAY = 10;

/** Names that tills and exports write for a customer who is not known. */
const NOBODY =
  /^(-?0+|-1|9{3,})([.]0+)?$|consumidor|an[oó]nim|anonym|an[oô]nim|ocasional|mostrador|p[uú]blico|gen[eé]ric|generic|\b(varios|guest|cash|walk.?in|unknown|desconocid[oa]|unbekannt|laufkunde|bar(verkauf|kunde)|sin (nombre|cliente|identificar)|n[aã]o (identificado|informado)|no (name|customer|identificado))\b/i;

/** Which of the largest customers are probably many; `others` has lines and customers beside them. */
export function everybodyAmong(
  largest: readonly CustomerShare[],
  others: { lines: number; customers: number },
): CustomerShare[] {
  const total = others.lines + largest.reduce((sum, { lines }) => sum + lines, 0);
  return largest.filter((customer, i) => {
    const below = largest.slice(i + 1);
    const customers = others.customers + below.length;
    if (customers < LEAST_OTHERS) return false;
    const usual = (others.lines + below.reduce((sum, { lines }) => sum + lines, 0)) / customers;
    const { share, times } = NOBODY.test(customer.name) ? TELLING : LARGE;
    const large = customer.lines >= share * total && customer.lines >= times * usual;
    return large || customer.purchases >= TICKETS_A_DAY * customer.days;
  });
}

/** Warns of ids that are probably everybody's, by name and share, and how to leave them out. */
export async function warnOfEverybody(
  engine: Engine,
  { purchases, byTicket }: { purchases: Relation; byTicket: boolean },
  progress: Progress,
): Promise<void> {
  const { largest, others } = await largestCustomers(engine, purchases, byTicket);
  const total = others.lines + largest.reduce((sum, { lines }) => sum + lines, 0);
  for (const { name, lines, purchases, days } of everybodyAmong(largest, others)) {
    const tickets = purchases > days ? `, ${Math.round(purchases / days)} tickets a day` : '';
    const figures = `${lines} of ${total} lines (${Number(((100 * lines) / total).toFixed(1))} %), on ${days} days${tickets}`;
    const question = 'one id for many customers? --exclude-customers FILE (one id a line) leaves it out';
    progress.warn(
      `the customer ${JSON.stringify(name)} has ${figures}: ${question}`,
      `one customer has ${figures}: ${question}`,
    );
  }
}

async function largestCustomers(engine: Engine, purchases: Relation, byTicket: boolean) {
  const rows = await engine.rows<{ name: string; lines: number; customers: number; total: number }>(
    query(
      { purchases },
      (_, t) => `
    WITH customers AS (
      SELECT usuario, CAST(sum(lines) AS BIGINT) AS lines FROM ${t.purchases} AS p GROUP BY usuario
    ), counted AS (
      SELECT count(*) AS customers, CAST(sum(lines) AS BIGINT) AS total FROM customers
    )
    SELECT c.usuario AS name, c.lines, counted.customers, counted.total
    FROM customers AS c CROSS JOIN counted
    ORDER BY c.lines DESC, c.usuario
    LIMIT ${LARGEST}`,
    ),
  );
  const [first] = rows;
  const others = {
    lines: (first?.total ?? 0) - rows.reduce((sum, { lines }) => sum + lines, 0),
    customers: (first?.customers ?? 0) - rows.length,
  };
  const visits = await engine.rows<{ name: string; purchases: number; days: number }>(
    query(
      { purchases },
      (dialect, t) => `
    SELECT usuario AS name, count(*) AS purchases, ${byTicket ? 'count(DISTINCT fecha)' : 'count(*)'} AS days
    FROM ${t.purchases} AS p
    WHERE usuario IN (${rows.map(({ name }) => dialect.literal(name)).join(', ') || 'NULL'})
    GROUP BY usuario`,
    ),
  );
  const visitsOf = new Map(visits.map((visit) => [visit.name, visit]));
  const largest = rows.map(({ name, lines }): CustomerShare => ({ ...visitsOf.get(name)!, name, lines }));
  return { largest, others };
}
