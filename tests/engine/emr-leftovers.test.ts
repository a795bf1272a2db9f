import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSparkOnEmr } from '../../src/engine/spark/spark-on-emr';
import type { Moto } from '../storage/moto';
import { startMoto } from '../storage/moto';
import type { S3Proxy } from '../storage/s3-proxy';
import { startS3Proxy } from '../storage/s3-proxy';

// A real S3 server behind a proxy that removes nothing, and a stub of EMR Serverless whose only job has failed.
let moto: Moto;
let proxy: S3Proxy;
let server: Server;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recompra-left-'));
  moto = await startMoto();
  await moto.createBucket('shop');
  proxy = await startS3Proxy(moto.endpoint, (request) =>
    /^DELETE |[?&]delete/.test(request) ? { status: 403, code: 'AccessDenied' } : 'pass',
  );
  server = createServer((_, response) => {
    const jobRun = { applicationId: 'app', jobRunId: 'job-1', state: 'FAILED', stateDetails: 'driver OOM' };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ jobRunId: 'job-1', jobRun }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_EMR_SERVERLESS', `http://127.0.0.1:${port}`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  await proxy.stop();
  await moto.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('where nothing may be removed a job that failed is still what is told, and what is left is a warning', async () => {
  const warned: string[] = [];
  const spark = await openSparkOnEmr({
    ...{ applicationId: 'app', executionRoleArn: 'arn:aws:iam::1:role/job', store: 's3://shop/store' },
    ...{ timeoutMinutes: 60, conf: {}, workDir: folder, threads: 1 },
    s3: { ...moto.settings, endpoint: proxy.endpoint, attempts: 1 },
    warn: (text) => warned.push(text),
  });
  await expect(spark.rows('SELECT 1 AS n')).rejects.toMatchObject({
    message: expect.stringMatching(/job-1.*FAILED: driver OOM/),
    lines: [expect.stringMatching(/^its log: s3:\/\/shop\/store\/logs\//)],
  });
  expect(readdirSync(folder)).toHaveLength(1);
  await spark.close();
  expect(warned).toEqual([
    expect.stringMatching(/access denied.*aws s3 rm --recursive s3:\/\/shop\/store\/recompra-work-[\w-]+$/),
  ]);
  // All of this machine is closed all the same.
  expect(readdirSync(folder)).toEqual([]);
  await expect(spark.local.rows('SELECT 1 AS n')).rejects.toThrow();
});
