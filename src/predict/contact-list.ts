/** From this many days before the predicted date on, an offer reaches the customer in time. */
const OFFER_DAYS = 7;

/**
 * Whom to contact, one row a predicted customer, from the tables that `predict` leaves in the engine: `contactar.csv`
 * and the page of customers.
 *
 * In due order: who is expected soonest first, the likelier of one day before the others. Overdue customers (`vencida`)
 * stand among them on the day they are expected on, for that day counts from now on; lost ones (`perdida`), for whom
 * that day says little, come last, those who may still come back before the others.
 *
 * Chances are whole per cents and days whole, so that no decimal mark depends on the reader's spreadsheet.
 *
 * @param top products a customer; a shorter list leaves the last columns empty
 */
export function contactQuery(top: number): string {
  const ranks = Array.from({ length: top }, (_, i) => i + 1);
  const lists = ranks.flatMap((rank) => [atRank('producto', rank), atRank('motivo', rank)]);
  return `
    SELECT p.cliente_id, ${ACTION} AS accion, p.estado, p.fecha_estimada, p.fecha_min, p.fecha_max,
           ${perCent('prob_7d')}, ${perCent('prob_14d')}, ${perCent('prob_28d')},
           p.ultima_compra, p.n_compras, CAST(round(p.dias_mediana) AS INTEGER) AS dias_mediana,
           p.motivo AS motivo_fecha, ${ranks.map((rank) => `l.producto_${rank}, l.motivo_${rank}`).join(', ')}
    FROM predicciones AS p
    LEFT JOIN (SELECT cliente_id, ${lists.join(', ')} FROM top_productos GROUP BY cliente_id) AS l
      ON l.cliente_id = p.cliente_id
    ORDER BY ${DUE_ORDER}`;
}

const ACTION = `
           CASE WHEN p.estado = 'perdida' THEN 'recuperar'
                WHEN p.estado = 'vencida' THEN 'recordar'
                WHEN p.fecha_estimada <= p.fecha_corte + ${OFFER_DAYS} THEN 'ofrecer esta semana'
                ELSE 'ofrecer antes de su fecha' END`;

const DUE_ORDER = `
      CASE WHEN p.estado = 'perdida' THEN 1 ELSE 0 END,
      CASE WHEN p.estado = 'perdida' THEN p.fecha_corte ELSE p.fecha_estimada END,
      CASE WHEN p.estado = 'perdida' THEN p.prob_vuelve ELSE p.prob_7d END DESC,
      p.cliente_id`;

function atRank(column: string, rank: number): string {
  return `max(CASE WHEN rango = ${rank} THEN ${column} END) AS ${column}_${rank}`;
}

/** The unit stands in the name: `prob_7d` is a share in the other files. */
function perCent(chance: string): string {
  return `CAST(round(100 * p.${chance}) AS INTEGER) AS ${chance}_pct`;
}
