import { join, resolve } from 'node:path';
import { sizeInBytes } from '../../config/memory-size';
import type { WorkFolder } from '../../storage/disk/work-folder';
import { openWorkFolder } from '../../storage/disk/work-folder';
import { LocalSharedFolder } from '../../storage/shared/local-shared-folder';
import { openDuckdb } from '../duckdb/duckdb';
import type { SparkParts } from './spark-engine';
import { SparkEngine } from './spark-engine';
import { refusePattern } from './spark-errors';
import type { SparkOptions } from './spark-options';
import { openSparkSession } from './spark-session';

export interface SparkEngineOptions extends SparkOptions, LocalOptions {}

/** Of the engine beside Spark that reads and writes this machine's files. */
export interface LocalOptions {
  threads?: number | undefined;
  /** Also what the commands of `forEach` share on one machine. */
  localMemory?: string | undefined;
  workDir?: string | undefined;
}

/** Opens Spark, and an embedded DuckDB beside it for the files of this machine; `close` ends both. */
export async function openSpark(options: SparkEngineOptions): Promise<SparkEngine> {
  return openBeside(options, async (work) => {
    refusePattern(work.path);
    const shared = new LocalSharedFolder(join(work.path, 'shared'));
    const transport = await openSparkSession(options, work.path);
    return { transport, shared, environment: 'driver', close: () => transport.close() };
  });
}

/** Opens what `start` says with a work folder of its own, and an embedded DuckDB. */
export async function openBeside(
  { threads, localMemory: memory, workDir }: LocalOptions,
  start: (work: WorkFolder) => Promise<Omit<SparkParts, 'local' | 'work' | 'memory'>>,
): Promise<SparkEngine> {
  // Spark works elsewhere than this process.
  const work = await openWorkFolder(workDir === undefined ? undefined : resolve(workDir));
  try {
    const started = await start(work);
    try {
      const local = await openDuckdb({ threads, memory, workDir: work.path });
      return new SparkEngine({ ...started, local, work, memory: memory === undefined ? null : sizeInBytes(memory) });
    } catch (cause) {
      await started.close().catch(() => undefined);
      throw cause;
    }
  } catch (cause) {
    await work.close().catch(() => undefined);
    throw cause;
  }
}
