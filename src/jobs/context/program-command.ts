import { join, resolve } from 'node:path';
import type { S3Settings, Settings } from '../../config/settings';
import { onEmr } from '../../config/spark-settings';
import { MEMORY_SHARE } from '../../engine/engine';

/** This checkout's command. */
const COMMAND = join(__dirname, '..', '..', '..', 'src/cli/recompra.cjs');

/** What starts this program once more on this machine, or where its engine has workers. */
export function programCommand({ spark }: Pick<Settings, 'spark'>): readonly string[] {
  // Images of EMR have the program on their path, and nothing of this machine's folders.
  return spark.command ?? (onEmr(spark) ? ['recompra'] : [process.execPath, COMMAND]);
}

/** Options with which it works where the engine has workers: its work folder or store, and its part of the memory there. */
export function workerOptions({ spark, workDir, s3 }: Pick<Settings, 'spark' | 'workDir' | 's3'>): string[] {
  return [...(onEmr(spark) ? storeOptions(s3) : workDirOption(workDir)), '--memory', MEMORY_SHARE];
}

/** It works elsewhere than this process. */
function workDirOption(workDir: string | undefined): string[] {
  return workDir === undefined ? [] : ['--work-dir', resolve(workDir)];
}

function storeOptions({ endpoint, region, forcePathStyle, checksums }: S3Settings): string[] {
  return [
    ...(endpoint === undefined ? [] : ['--s3-endpoint', endpoint]),
    ...(region === undefined ? [] : ['--s3-region', region]),
    ...(forcePathStyle ? ['--s3-path-style'] : []),
    ...['--s3-checksums', checksums],
  ];
}
