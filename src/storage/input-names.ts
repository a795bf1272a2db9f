import { basename } from 'node:path';

const PURCHASE_LINES = /\.(csv|csv\.gz|parquet)$/i;

/** Tables this program writes: never read back because they lie in the folder that was named as input. */
const OWN_OUTPUTS = /^(clientes_recurrentes|rechazos|top_productos|predicciones_clientes|predicciones_detalle)\./;

/** Whether a file found in a folder or below a prefix is taken for purchase lines: not hidden, and not our own. */
export function isInputName(path: string): boolean {
  const name = basename(path);
  return PURCHASE_LINES.test(name) && !/^[._]/.test(name) && !OWN_OUTPUTS.test(name);
}
