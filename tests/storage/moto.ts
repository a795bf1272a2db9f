import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import { ensureTestPython } from '../setup/python-env';

const STARTS_WITHIN_MS = 60_000;

/** Any credentials do while the server does not enforce IAM. */
export const TEST_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
} as const;

/** A real S3 server on this machine, for one test file. */
export interface Moto {
  endpoint: string;
  /** What the code under test is told. */
  settings: S3Settings;
  /** For arranging and looking, not for the code under test. */
  client: S3Client;
  createBucket(bucket: string): Promise<void>;
  put(bucket: string, key: string, body: string | Buffer): Promise<void>;
  stop(): Promise<void>;
}

/** Starts moto on a free port and waits until it answers. `environment` is added to the server's own. */
export async function startMoto(environment: Record<string, string> = {}): Promise<Moto> {
  Object.assign(process.env, TEST_CREDENTIALS);
  const port = await freePort();
  const command = join(ensureTestPython().bin, 'moto_server');
  const server = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  process.once('exit', () => server.kill('SIGKILL'));
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, server);
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true });
  return {
    endpoint,
    settings: settingsSchema.parse({ s3: { endpoint, region: 'us-east-1', forcePathStyle: true } }).s3,
    client,
    createBucket: async (bucket) => void (await client.send(new CreateBucketCommand({ Bucket: bucket }))),
    put: async (bucket, key, body) =>
      void (await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }))),
    stop: () => stop(server),
  };
}

/** A TCP port of the loopback address that nobody uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Asks a page of moto's own: with IAM enforced, any other would use up one of the free actions. */
async function answering(endpoint: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < deadline && server.exitCode === null) {
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  server.kill('SIGKILL');
  throw new Error(`moto did not answer at ${endpoint} (exit code ${server.exitCode})`);
}

async function stop(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}
