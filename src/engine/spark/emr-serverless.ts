import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EMRServerlessClient, GetJobRunResponse, StartJobRunRequest } from '@aws-sdk/client-emr-serverless';
import { silenceNodeVersionWarning } from '../../config/aws-environment';
import { onInterrupt } from '../../storage/disk/cleanup';
import { emrError, jobError } from './emr-errors';
import type { SparkAnswer, SparkManifest, SparkTransport } from './spark-manifest';
import { NEEDED_CONF, withNeeded } from './spark-options';

/** Where an application of EMR Serverless is, and where it finds what it is to do. */
export interface EmrOptions {
  applicationId: string;
  /** Role of the job: reads and writes the folder and the logs below. */
  executionRoleArn: string;
  /** Prefix of manifests and answers: `s3://bucket/prefix`, without a slash at its end. */
  folder: string;
  /** Prefix of what EMR logs, which stays. */
  logs: string;
  /** Address of runner.py. */
  runner: string;
  conf?: Readonly<Record<string, string>>;
  /** Minutes after which EMR ends a job. */
  timeoutMinutes: number;
  region?: string | undefined;
}

/** Small texts by address: manifests go there, answers come from there. A text is there as a whole or not at all. */
export interface ObjectTexts {
  put(address: string, text: string): Promise<void>;
  /** Null where there is none. */
  get(address: string): Promise<string | null>;
}

/** Folder of manifests and answers. */
const MANIFESTS = 'manifests';
/** Pauses between looks at a job grow from the first to the longest, for most steps are short and some are not. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const PAUSE_GROWS = 1.4;
/** Without a manifest for so long a job ends; the next manifest starts another one. */
const IDLE_SECONDS = 600;
/** How long a job may take to end by itself once it was told that there is no more to do. */
const CLOSING_MS = 90_000;
const ATTEMPTS = 8;
/** States in which a job goes on no more. */
const ENDED = ['SUCCESS', 'FAILED', 'CANCELLED'];

type Job = NonNullable<GetJobRunResponse['jobRun']>;

interface StartedJob {
  id: string;
  /** Number of the manifest that waited when it was started, 0 where none did. */
  startedFor: number;
  forget: () => void;
}

/**
 * Spark as a job run of EMR Serverless that takes one manifest after the other from a prefix. It is started at once, so
 * that what is wrong with it is told before any work is done, ends where it has had nothing to do for a while, and is
 * then started anew. An interrupted run cancels it.
 */
export class EmrServerless implements SparkTransport {
  private manifests = 0;
  private jobs = 0;
  private job: StartedJob | null = null;
  private lastJob = '';
  private readonly session = randomUUID();

  private constructor(
    private readonly client: EMRServerlessClient,
    private readonly options: EmrOptions,
    private readonly texts: ObjectTexts,
  ) {}

  static async open(options: EmrOptions, texts: ObjectTexts): Promise<EmrServerless> {
    silenceNodeVersionWarning();
    const { EMRServerlessClient } = await import('@aws-sdk/client-emr-serverless');
    const region = options.region === undefined ? {} : { region: options.region };
    const emr = new EmrServerless(new EMRServerlessClient({ ...region, maxAttempts: ATTEMPTS }), options, texts);
    await emr.start();
    return emr;
  }

  /** Address of the log of the job's driver. */
  get log(): string {
    const { applicationId, logs } = this.options;
    return `${logs}/applications/${applicationId}/jobs/${this.lastJob}/SPARK_DRIVER/stderr.gz`;
  }

  async run(manifest: SparkManifest): Promise<SparkAnswer> {
    const number = ++this.manifests;
    await this.texts.put(this.address(`${number}.json`), JSON.stringify(manifest));
    for (let pause = FIRST_PAUSE_MS; ; pause = longer(pause)) {
      const job = this.job ?? (await this.start());
      // Looked at before the answer: what a job has written before it ended is then seen.
      const seen = await this.look(job);
      const answer = await this.texts.get(this.address(`${number}.answer`));
      const ended = ENDED.includes(seen.state!);
      if (ended) this.forgetJob();
      if (answer !== null) return JSON.parse(answer) as SparkAnswer;
      // One that had nothing to do for long has ended well; one that was started for this manifest has not.
      if (ended && (seen.state !== 'SUCCESS' || job.startedFor === number)) throw jobError(seen, this.log);
      if (!ended) await sleep(pause);
    }
  }

  async close(): Promise<void> {
    // Who cannot be told to end does so by itself once it has nothing to do, and an earlier failure must be told.
    await this.end().catch(() => undefined);
    this.forgetJob();
    this.client.destroy();
  }

  private async end(): Promise<void> {
    if (this.job === null) return;
    // No manifest: there will be none any more.
    await this.texts.put(this.address(`${this.manifests + 1}.json`), 'null');
    const until = Date.now() + CLOSING_MS;
    for (let pause = FIRST_PAUSE_MS; Date.now() < until; pause = longer(pause)) {
      if (ENDED.includes((await this.look(this.job)).state!)) return;
      await sleep(pause);
    }
    await this.cancel();
  }

  private async start(): Promise<StartedJob> {
    const { StartJobRunCommand } = await import('@aws-sdk/client-emr-serverless');
    const startedFor = this.manifests;
    const request = new StartJobRunCommand(this.request(`${this.session}-${++this.jobs}`, Math.max(1, startedFor)));
    const { jobRunId } = await this.client.send(request).catch((cause) => {
      throw emrError('StartJobRun', cause);
    });
    this.lastJob = jobRunId!;
    this.job = { id: jobRunId!, startedFor, forget: onInterrupt(() => this.cancel()) };
    return this.job;
  }

  private request(name: string, first: number): StartJobRunRequest {
    const { applicationId, executionRoleArn, runner, conf, timeoutMinutes, folder, logs } = this.options;
    const needed = Object.entries(NEEDED_CONF).map(([setting, value]) => `--conf ${setting}=${value}`);
    return {
      applicationId,
      executionRoleArn,
      name: `recompra-${name}`,
      // The same token starts no second job where the first request's answer was lost.
      clientToken: name,
      executionTimeoutMinutes: timeoutMinutes,
      jobDriver: {
        sparkSubmit: {
          entryPoint: runner,
          entryPointArguments: [`${folder}/${MANIFESTS}`, String(first), String(IDLE_SECONDS)],
          // What the results depend on goes before whatever the application sets.
          sparkSubmitParameters: needed.join(' '),
        },
      },
      configurationOverrides: {
        // Values may hold blanks and quotes here.
        applicationConfiguration: [{ classification: 'spark-defaults', properties: withNeeded(conf) }],
        monitoringConfiguration: { s3MonitoringConfiguration: { logUri: logs } },
      },
    };
  }

  private async look({ id: jobRunId }: StartedJob): Promise<Job> {
    const { GetJobRunCommand } = await import('@aws-sdk/client-emr-serverless');
    const request = new GetJobRunCommand({ applicationId: this.options.applicationId, jobRunId });
    const { jobRun } = await this.client.send(request).catch((cause) => {
      throw emrError('GetJobRun', cause);
    });
    return jobRun!;
  }

  private forgetJob(): void {
    this.job?.forget();
    this.job = null;
  }

  private async cancel(): Promise<void> {
    if (this.job === null) return;
    const { CancelJobRunCommand } = await import('@aws-sdk/client-emr-serverless');
    const { applicationId } = this.options;
    await this.client.send(new CancelJobRunCommand({ applicationId, jobRunId: this.job.id }));
  }

  private address(name: string): string {
    return `${this.options.folder}/${MANIFESTS}/${name}`;
  }
}

function longer(pause: number): number {
  return Math.min(LONGEST_PAUSE_MS, pause * PAUSE_GROWS);
}
