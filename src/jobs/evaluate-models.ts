import type { GateResult } from '../evaluation/quality-gate';
import { parseGate, passGate } from '../evaluation/quality-gate';
import type { JobContext } from './context/job-context';
import type { MainJobResult } from './run-everything';
import { runMainJob } from './run-everything';

/**
 * Fits and judges every model and publishes figures and report.
 *
 * @param demands what the chosen models have to hold, as `parseGate` reads it; a mistake in it fails before the work
 */
export async function evaluateModels(
  context: JobContext,
  demands: string | null,
): Promise<MainJobResult & { gate: GateResult[] }> {
  const asked = demands === null ? [] : parseGate(demands);
  const result = await runMainJob(context, 'evaluate', { report: true });
  return { ...result, gate: passGate(asked, result.metrics) };
}
