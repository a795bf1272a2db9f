import { randomUUID } from 'node:crypto';
import type { EMRServerlessClient, GetJobRunResponse, StartJobRunRequest } from '@aws-sdk/client-emr-serverless';
import { RecompraError } from '../../config/errors';
import { onInterrupt } from '../../storage/disk/cleanup';
import type { SparkAnswer, SparkManifest, SparkTransport } from './spark-manifest';
import { withNeeded } from './spark-options';

/** Where an application of EMR Serverless is, and where it finds what it is to do. */
export interface EmrOptions {
  applicationId: string;
  /** Role of the job: reads and writes the prefix below. */
  executionRoleArn: string;
  /** Prefix of manifests, answers and logs: `s3://bucket/prefix`, without a slash at its end. */
  prefix: string;
  /** Address of runner.py. */
  runner: string;
  conf?: Readonly<Record<string, string>>;
  /** Minutes after which EMR ends a job. */
  timeoutMinutes?: number;
  region?: string;
  /** Of a stand-in for the service, in tests. */
  endpoint?: string;
  /** Pause between two looks at a job, ms. */
  pollMs?: number;
}

/** Small texts by address: manifests go there, answers come from there. */
export interface ObjectTexts {
  put(address: string, text: string): Promise<void>;
  /** Null where there is none. */
  get(address: string): Promise<string | null>;
}

const POLL_MS = 5_000;
const TIMEOUT_MINUTES = 720;
/** States in which a job goes on no more. */
const ENDED = ['SUCCESS', 'FAILED', 'CANCELLED'];

type Job = NonNullable<GetJobRunResponse['jobRun']>;

/** Each manifest is a job run of EMR Serverless. An interrupted run cancels its job. */
export class EmrServerless implements SparkTransport {
  private manifests = 0;
  private readonly session = randomUUID();

  private constructor(
    private readonly client: EMRServerlessClient,
    private readonly options: EmrOptions,
    private readonly texts: ObjectTexts,
  ) {}

  static async open(options: EmrOptions, texts: ObjectTexts): Promise<EmrServerless> {
    const { EMRServerlessClient } = await import('@aws-sdk/client-emr-serverless');
    const { region, endpoint } = options;
    const place = { ...(region === undefined ? {} : { region }), ...(endpoint === undefined ? {} : { endpoint }) };
    return new EmrServerless(new EMRServerlessClient(place), options, texts);
  }

  async run(manifest: SparkManifest): Promise<SparkAnswer> {
    const name = `${this.session}-${++this.manifests}`;
    const addresses = { manifest: this.address(`${name}.json`), answer: this.address(`${name}.answer`) };
    await this.texts.put(addresses.manifest, JSON.stringify(manifest));
    const { StartJobRunCommand } = await import('@aws-sdk/client-emr-serverless');
    const started = await this.client.send(new StartJobRunCommand(this.request(name, addresses)));
    const job = await this.ended(started.jobRunId!);
    const answer = await this.texts.get(`${addresses.answer}/part-00000`);
    // A step that failed is told by the runner; whatever else went wrong, by EMR.
    if (answer !== null) return JSON.parse(answer) as SparkAnswer;
    throw this.failure(job);
  }

  async close(): Promise<void> {
    this.client.destroy();
  }

  private request(name: string, { manifest, answer }: { manifest: string; answer: string }): StartJobRunRequest {
    const { applicationId, executionRoleArn, runner, conf, timeoutMinutes = TIMEOUT_MINUTES } = this.options;
    const settings = Object.entries(withNeeded(conf));
    return {
      applicationId,
      executionRoleArn,
      name,
      // The same token starts no second job where the first request's answer was lost.
      clientToken: name,
      executionTimeoutMinutes: timeoutMinutes,
      jobDriver: {
        sparkSubmit: {
          entryPoint: runner,
          entryPointArguments: [manifest, answer],
          sparkSubmitParameters: settings.map(([setting, value]) => `--conf ${setting}=${value}`).join(' '),
        },
      },
      configurationOverrides: {
        monitoringConfiguration: { s3MonitoringConfiguration: { logUri: this.address('logs') } },
      },
    };
  }

  /** Looks at a job until it has ended; an interruption of this process cancels it. */
  private async ended(jobRunId: string): Promise<Job> {
    const { GetJobRunCommand } = await import('@aws-sdk/client-emr-serverless');
    const { applicationId, pollMs = POLL_MS } = this.options;
    const forget = onInterrupt(() => this.cancel(jobRunId));
    try {
      for (;;) {
        const { jobRun } = await this.client.send(new GetJobRunCommand({ applicationId, jobRunId }));
        if (ENDED.includes(jobRun!.state!)) return jobRun!;
        await new Promise((done) => setTimeout(done, pollMs));
      }
    } finally {
      forget();
    }
  }

  private async cancel(jobRunId: string): Promise<void> {
    const { CancelJobRunCommand } = await import('@aws-sdk/client-emr-serverless');
    await this.client.send(new CancelJobRunCommand({ applicationId: this.options.applicationId, jobRunId }));
  }

  private failure({ state, stateDetails = 'no details', jobRunId }: Job): RecompraError {
    const { applicationId } = this.options;
    const log = this.address(`logs/applications/${applicationId}/jobs/${jobRunId}/SPARK_DRIVER/stderr.gz`);
    return new RecompraError('unexpected', `the job ${jobRunId} of EMR Serverless ended as ${state}: ${stateDetails}`, {
      lines: [`its log: ${log}`],
      remedy: 'look at the log; a run may be repeated, nothing was published',
    });
  }

  private address(name: string): string {
    return `${this.options.prefix}/${name}`;
  }
}
