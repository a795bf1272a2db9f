import type { SparkEngineOptions } from '../../src/engine/spark/spark';
import { openSpark } from '../../src/engine/spark/spark';
import type { SparkEngine } from '../../src/engine/spark/spark-engine';
import { ensureSpark } from '../setup/spark-env';

/** A small Spark on this machine, as all tests use it. */
export function openTestSpark(options: Partial<SparkEngineOptions> = {}): Promise<SparkEngine> {
  const { conf, ...others } = options;
  return openSpark({
    python: ensureSpark(),
    master: 'local[2]',
    memory: '1g',
    threads: 1,
    ...others,
    conf: { 'spark.sql.shuffle.partitions': '3', ...conf },
  });
}
