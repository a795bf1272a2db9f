import { someNames } from '../config/some-names';
import { KEPT } from '../tables/staged-lines';
import type { EtlJob } from './etl-job';

/**
 * Sets the usable lines of the excluded customers apart: they are neither kept nor rejected. Names that no line has are
 * told.
 */
export async function excludeCustomers({ engine, settings, excluded, progress }: EtlJob): Promise<void> {
  if (excluded === undefined) return;
  // Under `net` a return can be used too.
  const usable = settings.csv.returns === 'net' ? `(${KEPT} OR motivo = 'devolucion')` : KEPT;
  await engine.createTable('excluded_customers', { usuario: { type: 'VARCHAR', values: excluded.names } });
  await engine.run(`
    UPDATE staged_lines SET aparte = 'excluida', motivo = NULL, valor = NULL
    WHERE ${usable} AND usuario IN (SELECT usuario FROM excluded_customers)`);
  const unknown = await engine.columns(`
    SELECT usuario FROM excluded_customers
    WHERE usuario NOT IN (SELECT usuario FROM staged_lines WHERE aparte = 'excluida') ORDER BY usuario`);
  if (unknown.length === 0) return;
  const names = unknown.strings('usuario').map((name) => JSON.stringify(name));
  progress.warn(
    `${excluded.file}: no line is of ${someNames(names)}`,
    `${excluded.file}: no line is of ${unknown.length} of its names`,
  );
}
