import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { deploymentSchema } from '../../deploy/deployment';
import { synthesize } from './synthesized';

let template: Template;
let outdir: string;

beforeAll(() => {
  ({ template, outdir } = synthesize({ email: 'ops@example.org' }));
});

const statements = (of: Template) =>
  Object.values(of.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

test('one function of the image, with its share of memory, storage and time', () => {
  template.resourceCountIs('AWS::Lambda::Function', 1);
  template.hasResourceProperties('AWS::Lambda::Function', {
    PackageType: 'Image',
    ImageConfig: { Command: ['etl.handler'] },
    Architectures: ['x86_64'],
    MemorySize: 3008,
    EphemeralStorage: { Size: 10240 },
    Timeout: 900,
    ReservedConcurrentExecutions: 1,
    Environment: { Variables: { RECOMPRA_INPUT: Match.anyValue(), RECOMPRA_OUTPUT: Match.anyValue() } },
  });
});

test('the image is made of sources and lock file alone', () => {
  const assets = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  expect(assets).toHaveLength(1);
  const [asset] = assets;
  const files = readdirSync(join(outdir, asset!), { recursive: true }).map(String);
  expect(readdirSync(join(outdir, asset!)).sort()).toEqual(
    ['.dockerignore', 'Dockerfile', 'deploy', 'package-lock.json', 'package.json', 'src'].sort(),
  );
  expect(readdirSync(join(outdir, asset!, 'deploy'))).toEqual(['bundle.ts']);
  expect(files.filter((file) => /node_modules|\.env|\.csv|\.git\b|tests?\//.test(file))).toEqual([]);
});

test('no statement reaches beyond its objects, nothing may be deleted, no managed policy is attached', () => {
  for (const statement of statements(template)) {
    const actions = [statement.Action].flat();
    expect(actions.filter((action: string) => /\*|Delete|Acl|Policy/.test(action.replace(/^kms:.*/, '')))).toEqual([]);
    expect(JSON.stringify(statement.Resource)).not.toBe('"*"');
  }
  template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
});

test('data: read below the input, written below the output, listed only there', () => {
  const data = statements(template).filter(({ Action }) =>
    [Action].flat().some((name: string) => name.startsWith('s3:')),
  );
  const below = (prefix: string) => ({ 'Fn::Join': ['', [Match.anyValue(), `/${prefix}*`]] });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: 's3:ListBucket', Condition: { StringLike: { 's3:prefix': 'lines/*' } } }),
        Match.objectLike({ Action: 's3:GetObject', Resource: below('lines/') }),
        Match.objectLike({
          Action: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
          Resource: below('clean/'),
        }),
      ]),
    },
  });
  expect(data).toHaveLength(3);
});

test('the bucket is encrypted, private, versioned, survives the stack and drops unfinished uploads', () => {
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: {
        Rules: [Match.objectLike({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } })],
      },
    },
  });
  template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('new lines start it, its own outputs do not', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { object: { key: [{ prefix: 'lines/' }] } },
    },
  });
  for (const [input, output] of [
    ['lines/', 'lines/clean/'],
    ['all/lines/', 'all/'],
    ['same/', 'same/'],
  ]) {
    expect(() => deploymentSchema.parse({ input, output })).toThrow(/must not lie inside one another/);
  }
});

test('what fails for good waits in an encrypted queue, and somebody is told', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 21_600,
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
  });
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Threshold: 1,
    AlarmActions: [Match.anyValue()],
  });
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.org' });
});

test('logs end after three months', () => {
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: Match.anyValue() } });
});

test('a schedule takes the place of the trigger, other settings go along', () => {
  const scheduled = synthesize({
    schedule: 'cron(0 3 * * ? *)',
    architecture: 'arm64',
    memory: '1024',
    settings: '{"RECOMPRA_CSV_DECIMAL": ","}',
  }).template;
  scheduled.resourceCountIs('AWS::Events::Rule', 1);
  scheduled.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'cron(0 3 * * ? *)' });
  scheduled.hasResourceProperties('AWS::Lambda::Function', {
    Architectures: ['arm64'],
    MemorySize: 1024,
    Environment: { Variables: Match.objectLike({ RECOMPRA_CSV_DECIMAL: ',' }) },
  });
});

test('a model adds predict behind the ETL, in a bucket that exists already', () => {
  const both = synthesize({
    bucket: 'shop',
    keyArn: 'arn:aws:kms:eu-west-1:123456789012:key/k',
    model: 'model_fecha/',
  }).template;
  both.resourceCountIs('AWS::S3::Bucket', 0);
  both.hasResourceProperties('AWS::Lambda::Function', {
    ImageConfig: { Command: ['predict.handler'] },
    Environment: {
      Variables: {
        RECOMPRA_INPUT: 's3://shop/lines/',
        RECOMPRA_OUTPUT: 's3://shop/predictions/',
        RECOMPRA_MODEL: 's3://shop/model_fecha/',
      },
    },
  });
  both.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { detail: { bucket: { name: ['shop'] }, object: { key: [{ prefix: 'clean/run.json' }] } } },
    Targets: [Match.objectLike({ Input: '{}' })],
  });
});

test.each([
  ['an empty prefix', { output: '/' }],
  ['a wildcard', { input: 'li*/' }],
  ['no closing slash', { input: 'lines' }],
  ['more memory than Lambda has', { memory: 20_000 }],
  ['a schedule that is none', { schedule: 'daily' }],
])('%s is refused before anything is deployed', (_, settings) => {
  expect(deploymentSchema.safeParse(settings).success).toBe(false);
});
