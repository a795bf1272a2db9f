/** From this many days before the predicted date on, an offer reaches the customer in time. */
const OFFER_DAYS = 7;

/** Columns of the list, and what each is; `rango` is its place in it, from 1. */
const COLUMNS = `
           p.cliente_id,
           CASE WHEN p.estado = 'perdida' THEN 'recuperar'
                WHEN p.estado = 'vencida' THEN 'recordar'
                WHEN p.fecha_estimada <= p.fecha_corte + ${OFFER_DAYS} THEN 'ofrecer esta semana'
                ELSE 'ofrecer antes de su fecha' END AS accion,
           p.estado, p.fecha_estimada, p.fecha_min, p.fecha_max,
           CAST(round(100 * p.prob_7d) AS INTEGER) AS prob_7d_pct,
           CAST(round(100 * p.prob_14d) AS INTEGER) AS prob_14d_pct,
           CAST(round(100 * p.prob_28d) AS INTEGER) AS prob_28d_pct,
           p.ultima_compra, p.n_compras, CAST(round(p.dias_mediana) AS INTEGER) AS dias_mediana,
           p.motivo AS motivo_fecha`;

const DUE_ORDER = `
             CASE WHEN p.estado = 'perdida' THEN 1 ELSE 0 END,
             CASE WHEN p.estado = 'perdida' THEN p.fecha_corte ELSE p.fecha_estimada END,
             CASE WHEN p.estado = 'perdida' THEN p.prob_vuelve ELSE p.prob_7d END DESC,
             p.cliente_id`;

/**
 * Whom to contact, one row a predicted customer, from the tables that `predict` leaves in the engine: `contactar.csv`.
 *
 * In due order: who is expected soonest first, the likelier of one day before the others. Overdue customers (`vencida`)
 * stand among them on the day they are expected on, for that day counts from now on; lost ones (`perdida`), for whom
 * that day says little, come last, those who may still come back before the others.
 *
 * Chances are whole per cents and days whole, so that no decimal mark depends on the reader's spreadsheet; the unit
 * stands in the name, for `prob_7d` is a share in the other files. `prob_acierto_1_pct` is the chance that the next
 * purchase holds `producto_1`; it is empty where validation could not tell.
 *
 * @param top products a customer; a shorter list leaves the last columns empty
 */
export function contactQuery(top: number): string {
  return `
    SELECT cliente_id, accion, estado, fecha_estimada, fecha_min, fecha_max, prob_7d_pct, prob_14d_pct, prob_28d_pct,
           ultima_compra, n_compras, dias_mediana, motivo_fecha, ${contactColumns(top).join(', ')}
    FROM (${contacts(top)}) AS contacts ORDER BY rango`;
}

/**
 * The first `most` customers of the list as numbers and texts, for the page of customers. Days count from the as-of
 * date; 0 stands for an open end, and for the usual gap of a customer with a single purchase. Chances are shares.
 */
export function customerColumnsQuery(top: number, most: number): string {
  const daysFromAsOf = (column: string) => `CAST(${column} - fecha_corte AS INTEGER)`;
  return `
    SELECT cliente_id, accion, estado, ${daysFromAsOf('fecha_estimada')} AS fecha, ${daysFromAsOf('fecha_min')} AS desde,
           coalesce(${daysFromAsOf('fecha_max')}, 0) AS hasta, prob_7d, prob_14d, prob_28d,
           -${daysFromAsOf('ultima_compra')} AS ultima, CAST(n_compras AS INTEGER) AS compras,
           coalesce(mediana, 0) AS mediana, motivo_fecha, ${listColumns(top).join(', ')}
    FROM (${contacts(top)}) AS contacts WHERE rango <= ${most} ORDER BY rango`;
}

function contacts(top: number): string {
  const lists = ranks(top).flatMap((rank) => LISTED.map((column) => atRank(column, rank)));
  return `
    SELECT ${COLUMNS}, p.fecha_corte, p.prob_7d, p.prob_14d, p.prob_28d, p.dias_mediana AS mediana,
           ${listColumns(top)
             .map((column) => `l.${column}`)
             .join(', ')},
           row_number() OVER (ORDER BY ${DUE_ORDER}) AS rango
    FROM predicciones AS p
    LEFT JOIN (SELECT cliente_id, ${lists.join(', ')} FROM top_productos GROUP BY cliente_id) AS l
      ON l.cliente_id = p.cliente_id`;
}

/** What stands of each rank. */
const LISTED = ['producto', 'prob_acierto', 'motivo'] as const;

function listColumns(top: number): string[] {
  return ranks(top).flatMap((rank) => LISTED.map((column) => `${column}_${rank}`));
}

/** The same, chances in whole per cents. */
function contactColumns(top: number): string[] {
  const percent = (rank: number) => `CAST(round(100 * prob_acierto_${rank}) AS INTEGER) AS prob_acierto_${rank}_pct`;
  return ranks(top).flatMap((rank) => [`producto_${rank}`, percent(rank), `motivo_${rank}`]);
}

function ranks(top: number): number[] {
  return Array.from({ length: top }, (_, i) => i + 1);
}

function atRank(column: string, rank: number): string {
  return `max(CASE WHEN rango = ${rank} THEN ${column} END) AS ${column}_${rank}`;
}
