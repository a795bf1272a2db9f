import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { S3Settings } from '../../config/settings';
import { closeAll, onInterrupt } from '../../storage/disk/cleanup';
import { getText, putText } from '../../storage/s3/object-text';
import { parseS3Address } from '../../storage/s3/s3-address';
import { S3SharedFolder } from '../../storage/shared/s3-shared-folder';
import { removeSharedPrefix } from '../../storage/shared/shared-folder';
import { EmrServerless } from './emr-serverless';
import type { LocalOptions } from './spark';
import { openBeside } from './spark';
import type { SparkEngine } from './spark-engine';
import { RUNNER } from './spark-session';

export interface SparkOnEmrOptions extends LocalOptions {
  applicationId: string;
  executionRoleArn: string;
  /** `s3://bucket/prefix`: each run has a folder of its own below it, and EMR its logs. */
  store: string;
  timeoutMinutes: number;
  /** Memory of the driver: `4g`. */
  memory?: string | undefined;
  conf: Readonly<Record<string, string>>;
  s3: S3Settings;
  /** Told of what a run leaves in the store because it cannot remove it. */
  warn(text: string): void;
}

/**
 * Opens Spark on an application of EMR Serverless: tables between the steps lie below a prefix of S3, which goes with the
 * engine. A run that is killed leaves `<store>/recompra-work-…`.
 */
export async function openSparkOnEmr(options: SparkOnEmrOptions): Promise<SparkEngine> {
  const { store, s3 } = options;
  const base = store.replace(/\/+$/, '');
  const address = `${base}/recompra-work-${randomUUID()}`;
  return openBeside(options, async (work) => {
    const remove = () => removeSharedPrefix(address, s3).catch((cause) => options.warn(leftText(address, cause)));
    // An interruption first cancels the job, which is started later.
    const forget = onInterrupt(remove);
    try {
      const runner = `${address}/runner.py`;
      await putText(await readFile(RUNNER, 'utf8'), parseS3Address(runner), s3);
      const shared = new S3SharedFolder(address, work.path, s3);
      const transport = await openTransport(options, { folder: address, logs: `${base}/logs`, runner });
      const close = () => closeAll([() => transport.close(), remove, async () => forget()]);
      return { transport, shared, environment: 'worker', close };
    } catch (cause) {
      forget();
      await remove();
      throw cause;
    }
  });
}

/** Whatever a run has come to, it is not undone by what stays in the store. */
function leftText(address: string, cause: unknown): string {
  const why = cause instanceof Error ? cause.message : String(cause);
  return `the tables of this run are left in the store (${why}); remove them: aws s3 rm --recursive ${address}`;
}

/** @param place addresses of the run */
function openTransport(
  { applicationId, executionRoleArn, timeoutMinutes, memory, conf, s3 }: SparkOnEmrOptions,
  place: { folder: string; logs: string; runner: string },
): Promise<EmrServerless> {
  const driver = memory === undefined ? {} : { 'spark.driver.memory': memory };
  const job = { applicationId, executionRoleArn, timeoutMinutes, conf: { ...driver, ...conf } };
  const texts = {
    put: (address: string, text: string) => putText(text, parseS3Address(address), s3),
    get: (address: string) => getText(parseS3Address(address), s3),
  };
  return EmrServerless.open({ ...place, ...job, region: s3.region }, texts);
}
