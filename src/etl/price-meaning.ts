import type { CsvSettings } from '../config/settings';
import type { Dialect } from '../engine/dialect';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import type { DayLines } from './read/day-lines';

type PriceMeaning = CsvSettings['priceIs'];

/** What the lines tell of their prices; counts. */
export interface PriceEvidence {
  /** Lines after the first of each purchase of several products, and those of them that repeat a price of it. */
  furtherLines: number;
  repeated: number;
  /** Lines of products sold three times or more, and those of them within a tenth of the product's median price. */
  comparable: number;
  usual: number;
  /** Pairs of quantities of one product, and those whose prices are equal, and in proportion to the quantities. */
  pairs: number;
  equal: number;
  proportional: number;
}

/** Days are looked at until they hold so many lines: more would tell nothing new. */
const SAMPLE_LINES = 200_000;
/** Cases below which the lines tell nothing. */
const LEAST_CASES = 10;
/** Prices repeat within nearly all tickets, and yet differ from one to the next. */
const REPEATED_SHARE = 0.8;
const USUAL_SHARE = 0.5;
/** The total of a ticket repeats on its lines: where so few do, it is none. */
const NO_TICKET_SHARE = 0.2;
/** Of the pairs of quantities most must agree, and few speak against it. */
const PAIRS_SHARE = 0.6;
const PAIRS_AGAINST = 1 / 3;

/** What the prices are, as far as the lines tell; null where they do not. */
export function toldMeaning(evidence: PriceEvidence): PriceMeaning | null {
  const { furtherLines, repeated, comparable, usual, pairs, equal, proportional } = evidence;
  const isRepeated = furtherLines >= LEAST_CASES && repeated >= REPEATED_SHARE * furtherLines;
  if (isRepeated) return usual < USUAL_SHARE * comparable ? 'ticket' : null;
  if (pairs < LEAST_CASES) return null;
  if (equal >= PAIRS_SHARE * pairs && proportional <= PAIRS_AGAINST * equal) return 'unit';
  return proportional >= PAIRS_SHARE * pairs && equal <= PAIRS_AGAINST * proportional ? 'line' : null;
}

/** Whether the prices are surely no totals of tickets, whatever they are. */
function isNoTicketTotal({ furtherLines, repeated }: PriceEvidence): boolean {
  return furtherLines >= LEAST_CASES && repeated <= NO_TICKET_SHARE * furtherLines;
}

/** Looks at the prices of lines (a table like `lines`) on some of their days. */
export async function priceEvidence(
  engine: Engine,
  lines: Relation,
  days: readonly DayLines[],
): Promise<PriceEvidence> {
  const total = days.reduce((sum, { lines }) => sum + lines, 0);
  const step = Math.max(1, Math.ceil(total / SAMPLE_LINES));
  const sampled = days.filter((_, i) => i % step === 0).map(({ iso }) => iso);
  const [row] = await engine.rows<Record<keyof PriceEvidence, number>>(
    query({ lines }, (dialect, t) => evidenceSql(dialect, t.lines, sampled.map(dialect.date).join(', '))),
  );
  return row!;
}

function evidenceSql(dialect: Dialect, lines: string, days: string): string {
  return `
    WITH sample AS (
      SELECT usuario, fecha, coalesce(ticket, '') AS ticket, producto, precio_milli,
             -- what a price of one unit is multiplied with
             coalesce(medida, CAST(cantidad AS DOUBLE)) AS cantidad
      FROM ${lines} AS l
      WHERE precio_milli > 0 AND fecha IN (${days})
    ), baskets AS (
      -- a row: a purchase of several products
      SELECT count(*) AS lines, count(DISTINCT precio_milli) AS prices
      FROM sample
      GROUP BY usuario, fecha, ticket
      HAVING count(DISTINCT producto) > 1
    ), products AS (
      SELECT producto, ${dialect.median('precio_milli')} AS price FROM sample GROUP BY producto HAVING count(*) >= 3
    ), quantities AS (
      -- a row: a quantity in which a product is bought
      SELECT producto, cantidad, ${dialect.median('precio_milli')} AS price, count(*) AS lines
      FROM sample
      GROUP BY producto, cantidad
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY producto ORDER BY lines DESC, cantidad) AS place FROM quantities
    ), ratios AS (
      -- a row: a quantity of a product beside its most frequent one, unless they are hardly different
      SELECT a.price / b.price AS prices, a.cantidad / b.cantidad AS quantities
      FROM ranked AS a JOIN ranked AS b ON b.producto = a.producto AND b.place = 1
      WHERE a.place > 1 AND NOT a.cantidad / b.cantidad BETWEEN 0.8 AND 1.25
    ), usual_prices AS (
      SELECT count(*) AS comparable,
             count(CASE WHEN s.precio_milli BETWEEN 0.9 * p.price AND 1.1 * p.price THEN 1 END) AS usual
      FROM sample AS s JOIN products AS p ON p.producto = s.producto
    ), repeats AS (
      SELECT coalesce(CAST(sum(lines - 1) AS BIGINT), 0) AS further_lines,
             coalesce(CAST(sum(lines - prices) AS BIGINT), 0) AS repeated
      FROM baskets
    ), agreements AS (
      SELECT count(*) AS pairs,
             count(CASE WHEN prices BETWEEN 0.9 AND 1.1 THEN 1 END) AS equal,
             count(CASE WHEN prices BETWEEN 0.9 * quantities AND 1.1 * quantities THEN 1 END) AS proportional
      FROM ratios
    )
    SELECT further_lines AS ${dialect.identifier('furtherLines')}, repeated, comparable, usual, pairs, equal, proportional
    FROM repeats CROSS JOIN usual_prices CROSS JOIN agreements`;
}

const TOTALS: Record<PriceMeaning, string> = {
  ticket: 'the total of a ticket',
  line: 'the total of a line',
  unit: 'the price of one unit',
};

/** The warning of a setting that the lines speak against, with their figures and the option; null where they do not. */
export function priceWarning(setting: PriceMeaning, evidence: PriceEvidence): string | null {
  const told = toldMeaning(evidence);
  if (told === setting) return null;
  if (told === null) return setting === 'ticket' && isNoTicketTotal(evidence) ? noTicketWarning(evidence) : null;
  const { furtherLines, repeated, pairs, equal, proportional } = evidence;
  // Where purchases have one line each, its total is that of the ticket.
  if (told === 'line' && setting === 'ticket' && furtherLines === 0) return null;
  const figures = [
    furtherLines > 0 ? `within a purchase ${share(repeated, furtherLines)} of the further lines repeat its price` : '',
    pairs > 0
      ? `between two quantities of a product the price stays in ${share(equal, pairs)} of ${pairs} cases and grows with the quantity in ${share(proportional, pairs)}`
      : '',
  ].filter((text) => text !== '');
  return `precio looks like ${TOTALS[told]} and is read as ${TOTALS[setting]}: ${figures.join('; ')}. If so, say --price-is ${told}`;
}

/** Where all quantities are alike, say, prices of units and of lines look the same. */
function noTicketWarning({ furtherLines, repeated }: PriceEvidence): string {
  const figures = `within a purchase only ${share(repeated, furtherLines)} of the further lines repeat its price`;
  return `precio is read as ${TOTALS.ticket}, and does not look like it: ${figures}. Say --price-is line where it is ${TOTALS.line}, --price-is unit where it is ${TOTALS.unit}`;
}

function share(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}
