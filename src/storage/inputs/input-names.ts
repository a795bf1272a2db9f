import { basename } from 'node:path';

const PURCHASE_LINES = /\.((csv|tsv)(\.gz)?|parquet|parq|pq)$/i;

/** Tables this program writes: never read back because they lie in the folder that was named as input. */
const OWN_OUTPUTS =
  /^(clientes_recurrentes|rechazos|top_productos|predicciones_clientes|predicciones_detalle|contactar)\./;

/** Files of a lake of clean lines, by their names: read through the lake, or as what they were cleaned from. */
const LAKE_FILES = /(^|\/)(clean\/dia=\d{4}-\d\d-\d\d|rechazos)\/[0-9a-f]{20}\.parquet$/;

/** Whether a path (with `/`) is that of a file of a lake. */
export function isLakeFile(path: string): boolean {
  return LAKE_FILES.test(path);
}

/**
 * Whether a file found in a folder or below a prefix is taken for purchase lines: of a kind that can be read, neither
 * hidden nor in a hidden folder (`.git`, `_temporary`, `_delta_log`), and not our own. `path` begins at that folder.
 */
export function isInputName(path: string): boolean {
  return PURCHASE_LINES.test(path) && !path.split('/').some(isHidden) && !OWN_OUTPUTS.test(basename(path));
}

/** Whether a file that is not read deserves to be named: not so the marks that other programs leave. */
export function isWorthNaming(path: string): boolean {
  return PURCHASE_LINES.test(path) || !path.split('/').some(isHidden);
}

function isHidden(name: string): boolean {
  return /^[._]/.test(name);
}

/** What a folder or prefix holds, parted into the files to read and the names of those passed over. */
export function partInputs<T>(found: readonly T[], nameOf: (entry: T) => string): { read: T[]; skipped: string[] } {
  const read = found.filter((entry) => isInputName(nameOf(entry)));
  const names = found.map(nameOf).filter((name) => !isInputName(name) && isWorthNaming(name));
  return { read, skipped: names.sort() };
}
