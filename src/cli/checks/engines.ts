import { openDuckdb } from '../../engine/duckdb/duckdb';
import { readyBackend } from '../../models/fitting/backend';
import type { CheckContext, CheckResult } from './check';

const REINSTALL = 'run npm ci again, on the machine and with the Node.js that is to run it';

/** The embedded SQL engine opens and answers. */
export async function checkSqlEngine({ workDir }: CheckContext): Promise<CheckResult> {
  const name = 'SQL engine';
  try {
    const engine = await openDuckdb({ workDir });
    const [row] = await engine.rows<{ version: string }>('SELECT version() AS version');
    await engine.close();
    return { name, state: 'ok', found: `DuckDB ${row?.version}` };
  } catch (cause) {
    return { name, state: 'fail', found: text(cause), remedy: REINSTALL };
  }
}

/** TensorFlow.js has a backend: native where its binary installed, else WebAssembly. */
export async function checkBackend(): Promise<CheckResult> {
  const name = 'TensorFlow.js';
  try {
    const backend = await readyBackend();
    return { name, state: 'ok', found: backend === 'tensorflow' ? 'native backend' : `${backend} backend` };
  } catch (cause) {
    return { name, state: 'fail', found: text(cause), remedy: REINSTALL };
  }
}

function text(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
