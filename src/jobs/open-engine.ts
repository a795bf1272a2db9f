import type { Settings } from '../config/settings';
import { openDuckdb } from '../engine/duckdb/duckdb';
import type { Engine } from '../engine/engine';

/** The engine that the settings name; the caller closes it. */
export async function openEngine({ engine, spark, threads, memory }: Settings, workDir: string): Promise<Engine> {
  if (engine === 'duckdb') return openDuckdb({ threads, memory, workDir });
  // Nothing of it is loaded by runs on one machine.
  const { openSpark } = require('../engine/spark/spark') as typeof import('../engine/spark/spark');
  const { master = `local[${threads ?? '*'}]`, python, memory: driver, conf } = spark;
  return openSpark({ python, master, memory: driver, conf, threads, localMemory: memory, workDir });
}
