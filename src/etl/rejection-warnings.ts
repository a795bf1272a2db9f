import type { CsvSettings } from '../config/settings';
import type { RejectAdvice } from './advice/advise-rejects';
import type { LineCounts } from './rejects/line-counts';
import type { RejectReason } from './rejects/reject-reasons';
import { REJECT_REASONS } from './rejects/reject-reasons';
import { remedyFor } from './rejects/rejection-remedies';

/** What to do about a reason where the lines themselves say nothing more; else they are to be looked at. */
const REMEDIES: Partial<Record<RejectReason, string>> = {
  comillas_sin_cerrar: 'export with quotes doubled within quoted fields',
  codificacion: 'say which --encoding the file was written in',
  byte_nulo: 'export or transfer the file again',
  fecha_futura: 'correct the year where the lines come from',
  fecha_aislada: 'correct the dates where the lines come from',
  usuario_vacio: 'nobody can be predicted from them; --max-rejected-share usuario_vacio=.3 lets more of them pass',
  producto_vacio: '--missing names other words for an empty field, if these are products',
  ticket_vacio: 'leave the ticket column out of --columns, if not all lines have one',
  devolucion: '--returns net takes them off the earlier lines of the same customer and product',
  cantidad_absurda: 'RECOMPRA_CSV_MAX_QUANTITY sets another largest quantity',
};

/**
 * A warning for every reason why lines are rejected: how many, what it means, what may mend it, which is the advice where
 * there is some for the reason.
 */
export function rejectionWarnings(
  { reasons }: LineCounts,
  { encoding, returns }: CsvSettings,
  advice: RejectAdvice = new Map(),
): string[] {
  return reasons.map(({ reason, lines }) => {
    const foreign = reason === 'codificacion' && encoding === 'utf-8';
    const western = foreign ? 'if it is Western European text, say --encoding latin1' : undefined;
    const netted = reason === 'devolucion' && returns === 'net';
    const known = netted ? 'there is no earlier line of the same customer and product to take them off' : western;
    const usual = known ?? REMEDIES[reason] ?? remedyFor(reason)[0];
    const remedy = advice.get(reason) ?? usual ?? 'rechazos.parquet holds them with their text';
    const count = lines === 1 ? '1 line was' : `${lines} lines were`;
    return `${count} rejected as ${reason} (${REJECT_REASONS[reason].explanation}): ${remedy}`;
  });
}
