import { RecompraError } from '../config/errors';
import type { Settings } from '../config/settings';
import { openDuckdb } from '../engine/duckdb/duckdb';
import type { Engine } from '../engine/engine';

/** The engine that the settings name; the caller closes it. */
export async function openEngine(
  { engine, spark, threads, memory }: Settings,
  { workDir, textBytes }: { workDir: string; textBytes: number },
): Promise<Engine> {
  if (engine === 'duckdb') return openDuckdb({ threads, memory, workDir, textBytes });
  const { openSpark } = sparkEngine();
  const { master = `local[${threads ?? '*'}]`, python, memory: driver } = spark;
  const conf = Object.fromEntries(spark.conf.map((entry) => halves(entry)));
  return openSpark({ python, master, memory: driver, conf, threads, localMemory: memory, workDir });
}

/** Nothing of it is loaded by runs on one machine, and functions that are one machine do not hold it. */
function sparkEngine(): typeof import('../engine/spark/spark') {
  try {
    return require('../engine/spark/spark') as typeof import('../engine/spark/spark');
  } catch (cause) {
    throw new RecompraError('usage', 'this build of the program holds no engine for Spark', {
      remedy: 'run it from a checkout, or leave --engine out',
      logged: 'this build of the program holds no engine for Spark',
      cause,
    });
  }
}

/** `name=value`; the value may hold more of these signs. */
function halves(entry: string): [name: string, value: string] {
  const at = entry.indexOf('=');
  return [entry.slice(0, at), entry.slice(at + 1)];
}
