import { resolve } from 'node:path';
import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, IgnoreMode, Stack } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { DockerImageCode } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { mayPublish, mayRead } from './access';
import type { DataBucket } from './data-bucket';
import { dataBucket } from './data-bucket';
import type { Deployment } from './deployment';
import { JobFunction } from './job-function';

const ROOT = resolve(__dirname, '..');

/** Git-like patterns of what the image is not made of; the .dockerignore says the same to Docker. */
const OUTSIDE_IMAGE = [
  '*',
  '!Dockerfile',
  '!.dockerignore',
  '!package.json',
  '!package-lock.json',
  '!src',
  '!deploy/bundle.ts',
];

/** The ETL behind its trigger and, where a model is named, `predict` after each of its runs. */
export class RecompraStack extends Stack {
  private readonly alarms: Topic;
  private readonly bucket: DataBucket;

  constructor(
    scope: Construct,
    id: string,
    private readonly deployment: Deployment,
    props: StackProps = {},
  ) {
    super(scope, id, props);
    const { input, output, email } = deployment;
    this.bucket = dataBucket(this, deployment);
    this.alarms = new Topic(this, 'Alarms', { enforceSSL: true });
    if (email !== undefined) this.alarms.addSubscription(new EmailSubscription(email));
    const etl = this.job('Etl', 'etl.handler', { RECOMPRA_OUTPUT: this.uri(output) }, [
      ...mayRead(this.bucket, input),
      ...mayPublish(this.bucket, output),
    ]);
    this.trigger(etl);
    this.predictAfterEtl();
    new CfnOutput(this, 'Lines', { value: this.uri(input), description: 'put purchase lines here' });
    new CfnOutput(this, 'Results', { value: this.uri(output), description: 'and find the results here' });
  }

  private job(
    id: string,
    handler: string,
    environment: Record<string, string>,
    access: PolicyStatement[],
  ): JobFunction {
    const { deployment, alarms } = this;
    const job = new JobFunction(this, id, {
      deployment,
      alarms,
      access,
      code: image(handler, deployment),
      environment: { ...deployment.settings, RECOMPRA_INPUT: this.uri(deployment.input), ...environment },
    });
    this.bucket.encryptionKey?.grantEncryptDecrypt(job.role);
    return job;
  }

  /** Every new object among the lines, or the clock. */
  private trigger(etl: JobFunction): void {
    const { schedule, input } = this.deployment;
    if (schedule === undefined) this.whenCreated('NewLines', input).addTarget(new LambdaFunction(etl.function));
    else
      new Rule(this, 'Clock', { schedule: Schedule.expression(schedule), targets: [new LambdaFunction(etl.function)] });
  }

  /** Predictions follow the ETL's run.json, which is written last; they read the same lines. */
  private predictAfterEtl(): void {
    const { model, input, output, predictions } = this.deployment;
    if (model === undefined) return;
    const environment = { RECOMPRA_OUTPUT: this.uri(predictions), RECOMPRA_MODEL: this.uri(model) };
    const predict = this.job('Predict', 'predict.handler', environment, [
      ...mayRead(this.bucket, input),
      ...mayRead(this.bucket, model),
      ...mayPublish(this.bucket, predictions),
    ]);
    const event = RuleTargetInput.fromObject({});
    this.whenCreated('EtlEnded', `${output}run.json`).addTarget(new LambdaFunction(predict.function, { event }));
  }

  private whenCreated(id: string, prefix: string): Rule {
    return new Rule(this, id, {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [this.bucket.bucketName] }, object: { key: [{ prefix }] } },
      },
    });
  }

  private uri(prefix: string): string {
    return `s3://${this.bucket.bucketName}/${prefix}`;
  }
}

function image(handler: string, { architecture }: Deployment): DockerImageCode {
  return DockerImageCode.fromImageAsset(ROOT, {
    cmd: [handler],
    platform: architecture === 'arm64' ? Platform.LINUX_ARM64 : Platform.LINUX_AMD64,
    exclude: OUTSIDE_IMAGE,
    ignoreMode: IgnoreMode.DOCKER,
  });
}
