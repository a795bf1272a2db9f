import { RecompraError } from '../../config/errors';
import type { Progress } from '../../config/progress';
import type { Settings } from '../../config/settings';
import { onEmr } from '../../config/spark-settings';
import { openDuckdb } from '../../engine/duckdb/duckdb';
import type { Engine } from '../../engine/engine';

/** The engine that the settings name; the caller closes it. */
export async function openEngine(
  { engine, spark, threads, memory, s3 }: Settings,
  { workDir, textBytes, progress }: { workDir: string; textBytes: number; progress: Progress },
): Promise<Engine> {
  if (engine === 'duckdb') return openDuckdb({ threads, memory, workDir, textBytes });
  const { openSpark, openSparkOnEmr } = sparkEngines();
  const conf = Object.fromEntries(spark.conf.map((entry) => halves(entry)));
  const local = { memory: spark.memory, conf, threads, localMemory: memory, workDir };
  if (onEmr(spark)) {
    const { application, role, store, timeoutMinutes } = spark.emr;
    const place = { applicationId: application, executionRoleArn: role, store, timeoutMinutes, s3 };
    return openSparkOnEmr({ ...local, ...place, warn: (text) => progress.warn(text) });
  }
  const { master = `local[${threads ?? '*'}]`, python } = spark;
  return openSpark({ ...local, python, master });
}

/** Nothing of it is loaded by runs on one machine, and functions that are one machine do not hold it. */
function sparkEngines() {
  try {
    const { openSpark } = require('../../engine/spark/spark') as typeof import('../../engine/spark/spark');
    const { openSparkOnEmr } =
      require('../../engine/spark/spark-on-emr') as typeof import('../../engine/spark/spark-on-emr');
    return { openSpark, openSparkOnEmr };
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
