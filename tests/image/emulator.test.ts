import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { purchaseLines } from '../cli/recompra';
import { bundledTask } from '../lambda/function-process';
import { type Moto, startMoto, TEST_CREDENTIALS } from '../storage/moto';
import { temporaryFolder } from '../storage/temporary-folder';
import { type EmulatedFunction, type EmulatedOptions, emulate } from './emulated-function';
import { ensureRuntime, type LambdaRuntime } from './runtime';
import { type StallingRelay, startStallingRelay } from './stalling-relay';

let runtime: LambdaRuntime;
let moto: Moto;
let relay: StallingRelay;
let task: string;
let running: EmulatedFunction | undefined;

beforeAll(async () => {
  runtime = ensureRuntime();
  [moto, task] = await Promise.all([startMoto(), bundledTask()]);
  relay = await startStallingRelay(moto.endpoint);
  await moto.createBucket('shop');
  await moto.put('shop', 'lines/a.csv', purchaseLines(3));
});

afterEach(async () => {
  relay.stalled = false;
  await running?.stop();
  running = undefined;
});

afterAll(async () => {
  await relay.stop();
  await moto.stop();
});

async function start(output: string, options: Partial<EmulatedOptions> = {}): Promise<EmulatedFunction> {
  running = await emulate({
    runtime,
    task,
    handler: 'etl.handler',
    ...options,
    env: {
      ...TEST_CREDENTIALS,
      TMPDIR: temporaryFolder(),
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      RECOMPRA_INPUT: 's3://shop/lines/',
      RECOMPRA_OUTPUT: `s3://shop/${output}`,
      RECOMPRA_S3_ENDPOINT: relay.endpoint,
      RECOMPRA_S3_FORCE_PATH_STYLE: 'true',
      ...options.env,
    },
  });
  return running;
}

async function keysBelow(prefix: string): Promise<number> {
  return (await moto.client.send(new ListObjectsV2Command({ Bucket: 'shop', Prefix: prefix }))).KeyCount ?? 0;
}

/** Waits until the process that runs the handler has begun an invocation. */
async function processOf(emulated: EmulatedFunction): Promise<number> {
  for (;;) {
    const pid = emulated.pid();
    if (pid !== undefined) return pid;
    await sleep(20);
  }
}

test('success, and a warm second call in the same process', async () => {
  const emulated = await start('success');
  const first = await emulated.invoke({});
  expect(first).toMatchObject({ status: 'published', lines: { in: 36, kept: 36, rejected: 0 } });
  const pid = await processOf(emulated);
  const begin = performance.now();
  expect(await emulated.invoke({})).toEqual(first);
  expect(performance.now() - begin).toBeLessThan(5_000);
  expect(emulated.pid()).toBe(pid);
  await verifyRun('s3://shop/success', moto.settings);
});

test('an error of the handler has its type, and the process goes on', async () => {
  const emulated = await start('error');
  const event = { bucket: 'shop', key_input: 'lines/none.csv', key_output: 'error' };
  expect(await emulated.invoke(event)).toMatchObject({
    errorType: 'DataContractError',
    errorMessage: expect.stringContaining('no purchase lines found at s3://shop/lines/none.csv'),
  });
  const pid = await processOf(emulated);
  expect(await emulated.invoke({})).toHaveProperty('status', 'published');
  expect(emulated.pid()).toBe(pid);
});

test('an S3 that hangs ends before the time-out, with nothing published and the function usable', async () => {
  const emulated = await start('stalled', { timeout: 6 });
  relay.stalled = true;
  const begin = performance.now();
  const answer = await emulated.invoke({});
  expect(answer).toMatchObject({ errorType: 'OutOfTimeError' });
  expect(performance.now() - begin).toBeLessThan(6_000);
  expect(await keysBelow('stalled/')).toBe(0);
  const pid = await processOf(emulated);
  relay.stalled = false;
  expect(await emulated.invoke({})).toHaveProperty('status', 'published');
  expect(emulated.pid()).toBe(pid);
});

test('a process killed in its work publishes nothing, and the next one does it all', async () => {
  const emulated = await start('killed');
  relay.stalled = true;
  const answer = emulated.invoke({});
  const pid = await processOf(emulated);
  await sleep(1_500);
  kill(pid, 'SIGKILL');
  expect(await answer).toMatchObject({ errorType: 'Runtime.ExitError' });
  expect(await keysBelow('killed/')).toBe(0);
  relay.stalled = false;
  expect(await emulated.invoke({})).toHaveProperty('status', 'published');
  expect(emulated.pid()).not.toBe(pid);
  await verifyRun('s3://shop/killed', moto.settings);
});

test('a response above 6 MB is refused by the emulator; a report stays far below', async () => {
  const oversize = await start('oversize', { task: `${__dirname}/fixtures`, handler: 'oversize.handler' });
  expect(await oversize.invoke({})).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  await oversize.stop();
  const many = Array.from({ length: 200 }, (_, i) =>
    moto.put('shop', `many/${i}.csv`, `${purchaseLines(3)}x${i},,,,\n`),
  );
  await Promise.all(many);
  const report = await (await start('many', { env: { RECOMPRA_INPUT: 's3://shop/many/' } })).invoke({});
  expect(report).toMatchObject({ status: 'published', lines: { rejected: 200 } });
  expect(JSON.stringify(report).length).toBeLessThan(2_000);
});
