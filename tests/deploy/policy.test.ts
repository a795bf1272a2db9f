import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { purchaseLines } from '../cli/recompra';
import { bundledTask, invoke } from '../lambda/function-process';
import { type Moto, startMoto } from '../storage/moto';
import { synthesize } from './synthesized';

const BUCKET = 'shop';
/** Two users, each created, given a policy and a key: what moto lets pass before it begins to check. */
const ARRANGEMENTS = 6;

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
}

let moto: Moto;
let task: string;
let owner: S3Client;
let functionKeys: Keys;
let functionClient: S3Client;

beforeAll(async () => {
  [moto, task] = await Promise.all([startMoto({ INITIAL_NO_AUTH_ACTION_COUNT: String(ARRANGEMENTS) }), bundledTask()]);
  const ownerKeys = await createUser('owner', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
  functionKeys = await createUser('function', deployedStatements());
  owner = client(ownerKeys);
  functionClient = client(functionKeys);
  await owner.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await owner.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'lines/a.csv', Body: purchaseLines(3) }));
  await owner.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'private/a.csv', Body: purchaseLines(3) }));
});

afterAll(() => moto.stop());

function client(credentials: Keys): S3Client {
  return new S3Client({ endpoint: moto.endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
}

/** The statements of the function's role about S3, for a bucket of this name. */
function deployedStatements(): object[] {
  const { template } = synthesize({ bucket: BUCKET });
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const aboutS3 = statements.filter(({ Action }) => [Action].flat().every((name: string) => name.startsWith('s3:')));
  return JSON.parse(JSON.stringify(aboutS3), (_, value) =>
    value?.['Fn::Join'] === undefined ? value : value['Fn::Join'][1].map(partition).join(''),
  );
}

function partition(part: unknown): string {
  return typeof part === 'string' ? part : 'aws';
}

async function createUser(name: string, statements: object[]): Promise<Keys> {
  await iam('CreateUser', { UserName: name });
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await iam('PutUserPolicy', { UserName: name, PolicyName: 'access', PolicyDocument: document });
  const answer = await iam('CreateAccessKey', { UserName: name });
  const value = (tag: string) => new RegExp(`<${tag}>(.*?)</${tag}>`).exec(answer)![1]!;
  return { accessKeyId: value('AccessKeyId'), secretAccessKey: value('SecretAccessKey') };
}

/** One call of IAM's query API; the signature is not checked yet. */
async function iam(action: string, parameters: Record<string, string>): Promise<string> {
  const answer = await fetch(moto.endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=none/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

function run(keys: Keys, more: Record<string, string> = {}) {
  const env = {
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_REGION: 'us-east-1',
    RECOMPRA_INPUT: `s3://${BUCKET}/lines/`,
    RECOMPRA_OUTPUT: `s3://${BUCKET}/clean/`,
    RECOMPRA_S3_ENDPOINT: moto.endpoint,
    RECOMPRA_S3_FORCE_PATH_STYLE: 'true',
    ...more,
  };
  return invoke([{}, {}], { task, env });
}

test('the deployed policy is enough, for a first run and for one that finds it done', async () => {
  const { outcomes, log } = await run(functionKeys);
  expect(outcomes, log).toMatchObject([{ report: { status: 'published' } }, { report: { status: 'published' } }]);
  const { Contents } = await owner.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'clean/' }));
  expect(Contents!.map(({ Key }) => Key)).toContain('clean/run.json');
  const { Uploads } = await owner.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
  expect(Uploads ?? []).toEqual([]);
});

test('an upload that is begun may be dropped', async () => {
  const place = { Bucket: BUCKET, Key: 'clean/x' };
  const { UploadId } = await functionClient.send(new CreateMultipartUploadCommand(place));
  await functionClient.send(new AbortMultipartUploadCommand({ ...place, UploadId }));
});

const at = (Key: string) => ({ Bucket: BUCKET, Key });

test.each([
  ['reading outside the input', () => functionClient.send(new GetObjectCommand(at('private/a.csv')))],
  [
    'writing outside the output',
    () => functionClient.send(new PutObjectCommand({ ...at('private/b.csv'), Body: 'x' })),
  ],
  ['writing into the input', () => functionClient.send(new PutObjectCommand({ ...at('lines/b.csv'), Body: 'x' }))],
  ['an upload into the input', () => functionClient.send(new CreateMultipartUploadCommand(at('lines/b.csv')))],
  ['deleting lines', () => functionClient.send(new DeleteObjectCommand(at('lines/a.csv')))],
  ['deleting results', () => functionClient.send(new DeleteObjectCommand(at('clean/run.json')))],
  ['listing uploads', () => functionClient.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))],
  ['listing buckets', () => functionClient.send(new ListBucketsCommand({}))],
  ['opening the bucket', () => functionClient.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: '{}' }))],
  ['another bucket', () => functionClient.send(new GetObjectCommand({ Bucket: 'other', Key: 'clean/a' }))],
])('%s is denied', async (_, attempt) => {
  await expect(attempt()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
});

test('an input or output outside the policy is a configuration error that names address and action', async () => {
  const input = await run(functionKeys, { RECOMPRA_INPUT: `s3://${BUCKET}/private/a.csv` });
  expect(input.outcomes[0]!.failure).toMatchObject({ name: 'ConfigurationError', retryable: false });
  expect(input.outcomes[0]!.failure!.message).toMatch(/s3:\/\/shop\/private\/a\.csv: access denied \(s3:GetObject/);
  const output = await run(functionKeys, { RECOMPRA_OUTPUT: `s3://${BUCKET}/elsewhere/` });
  expect(output.outcomes[0]!.failure!.message).toMatch(/s3:\/\/shop\/elsewhere\/.*: access denied \(s3:PutObject/);
  expect(output.outcomes[0]!.failure).toMatchObject({ name: 'ConfigurationError' });
});

test('wrong keys are an error that names bucket and action, and the secret is nowhere', async () => {
  const secretAccessKey = 'wrong-secret-that-nobody-may-see';
  const { outcomes, log } = await run({ ...functionKeys, secretAccessKey });
  const { failure } = outcomes[0]!;
  expect(failure).toMatchObject({ name: 'ConfigurationError', retryable: false });
  expect(failure!.message).toMatch(
    /s3:\/\/shop\/.*S3 does not accept these credentials \(s3:\w+, SignatureDoesNotMatch( \d+)?(, request [\w-]+)?\)/,
  );
  expect(log + JSON.stringify(outcomes)).not.toContain(secretAccessKey);
});
