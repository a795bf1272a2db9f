import type { Assignment } from './assignments';
import { RecompraError } from './errors';

/** Settings of a place where Spark is: nobody names one for later, as they may the Python that starts it. */
const PLACE = /^spark[.](emr[.]|master$)/;

/**
 * Fails with kind `usage` where a flag says something of Spark, or any source where it is, and none says which engine it
 * is: the embedded one would make the tables on this machine, and nobody would know.
 */
export function refuseIdleSpark(assignments: readonly Assignment[]): void {
  if (assignments.some(({ path }) => path === 'engine')) return;
  const idle = assignments.find(
    ({ path, source }) => PLACE.test(path) || (path.startsWith('spark.') && source.startsWith('--')),
  );
  if (idle === undefined) return;
  const { path, source } = idle;
  const given = source.startsWith('--') ? source : `${path} (${source})`;
  throw new RecompraError('usage', `${given} is of Spark, and no engine is named`, {
    remedy: 'add --engine spark, or --engine duckdb to work on this machine',
    logged: `${path} is of Spark, and no engine is named`,
    options: [{ flag: '--engine', value: 'spark' }],
  });
}
