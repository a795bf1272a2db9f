import { join, resolve } from 'node:path';
import type { S3Settings, Settings } from '../config/settings';
import { onEmr } from '../config/spark-settings';

/** This checkout's command. */
const COMMAND = join(__dirname, '..', '..', 'src/cli/recompra.cjs');

/** What starts this program once more on this machine, or where its engine has workers. */
export function programCommand({ spark }: Pick<Settings, 'spark'>): readonly string[] {
  // Images of EMR have the program on their path, and nothing of this machine's folders.
  return spark.command ?? (onEmr(spark) ? ['recompra'] : [process.execPath, COMMAND]);
}

/** Options with which it works there as this process does here: where its work folder is, its memory, and its store. */
export function workerOptions({ spark, workDir, memory, s3 }: Pick<Settings, 'spark' | 'workDir' | 'memory' | 's3'>) {
  const place = onEmr(spark) ? storeOptions(s3) : workDirOption(workDir);
  return [...place, ...(memory === undefined ? [] : ['--memory', memory])];
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
