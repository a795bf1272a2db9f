import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { DockerImageCode } from 'aws-cdk-lib/aws-lambda';
import { Architecture, DockerImageFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from './deployment';

export interface JobFunctionProps {
  deployment: Deployment;
  /** The image, with the handler as its command. */
  code: DockerImageCode;
  environment: Record<string, string>;
  /** All that the function may do with data. */
  access: readonly PolicyStatement[];
  /** Told when an event failed for good. */
  alarms: ITopic;
}

/** One function of the image: its role, log, failure queue and alarm. */
export class JobFunction extends Construct {
  readonly function: DockerImageFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: JobFunctionProps) {
    super(scope, id);
    const { deployment, code, environment, access, alarms } = props;
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    for (const statement of access) this.role.addToPolicy(statement);
    logGroup.grantWrite(this.role);
    this.function = new DockerImageFunction(this, 'Function', {
      code,
      environment,
      logGroup,
      role: this.role,
      architecture: deployment.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: deployment.memory,
      ephemeralStorageSize: Size.mebibytes(deployment.storage),
      timeout: Duration.seconds(deployment.timeout),
      // One run at a time for each output: later events wait, and the last one has seen every object.
      reservedConcurrentExecutions: 1,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.failures(alarms)),
    });
  }

  /** Events that failed for good, each with its error, for as long as a queue can keep them. */
  private failures(alarms: ITopic): Queue {
    const queue = new Queue(this, 'Failures', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const alarm = new Alarm(this, 'Failed', {
      alarmDescription: 'An event failed for good: read the failure queue, put the cause right, send the event again.',
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(alarms));
    return queue;
  }
}
