import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { csvOf, promising, writeEarlierRun } from '../review/earlier-run';
import { ORIGIN, TINY, TINY_LINES } from '../review/tiny-review';
import type { Moto } from '../storage/moto';
import { startMoto, TEST_CREDENTIALS } from '../storage/moto';
import { temporaryFolder } from '../storage/temporary-folder';
import { purchaseLines, recompra } from './recompra';

let moto: Moto;
let s3Flags: string[];

beforeAll(async () => {
  moto = await startMoto();
  await moto.createBucket('shop');
  await moto.put('shop', 'lines/2014-01.csv', purchaseLines(3));
  s3Flags = ['--s3-endpoint', moto.endpoint, '--s3-region', 'us-east-1', '--s3-path-style'];
});

afterAll(() => moto.stop());

test('etl reads below a prefix and publishes below another, leaving nothing on this machine', async () => {
  const work = temporaryFolder();
  const args = ['etl', '-i', 's3://shop/lines/', '-o', 's3://shop/out', '--work-dir', work, ...s3Flags];
  const { code, stdout } = await recompra(args, { env: TEST_CREDENTIALS });
  expect(stdout).toContain('36 in, 36 kept');
  expect(code).toBe(0);
  const { inputs, outputs } = await verifyRun('s3://shop/out', moto.settings);
  expect(inputs).toMatchObject([{ name: 's3://shop/lines/2014-01.csv' }]);
  expect(outputs.map(({ name }) => name)).toEqual(['clientes_recurrentes.parquet', 'rechazos.parquet']);
  expect(readdirSync(work)).toEqual([]);
});

test('outputs of a finished run below the input prefix are no input; named themselves they are, with a note', async () => {
  const etl = (input: string, output: string) =>
    recompra(['etl', '-i', input, '-o', output, ...s3Flags], { env: TEST_CREDENTIALS });
  const local = temporaryFolder();
  expect((await etl('s3://shop/lines/', local)).code).toBe(0);
  await moto.put('shop', 'year/january.parquet', readFileSync(join(local, 'clientes_recurrentes.parquet')));
  const rounds = [
    ['s3://shop/year/', /^opening/],
    [
      's3://shop/year/',
      /^not read in s3:\/\/shop\/year\/: clientes_recurrentes\.parquet, rechazos\.parquet, run\.json$/m,
    ],
    ['s3://shop/year/*.parquet', /^not read, for an earlier run wrote them: .*clientes_recurrentes\.parquet/m],
  ] as const;
  for (const [input, told] of rounds) {
    const { code, stdout, stderr } = await etl(input, 's3://shop/year');
    expect([code, stdout]).toEqual([0, expect.stringContaining('36 in, 36 kept')]);
    expect(stderr).toMatch(told);
  }
  const { inputs } = await verifyRun('s3://shop/year', moto.settings);
  expect(inputs).toMatchObject([{ name: 's3://shop/year/january.parquet' }]);
  const named = await etl('s3://shop/year/clientes_recurrentes.parquet', temporaryFolder());
  expect([named.code, named.stdout]).toEqual([0, expect.stringContaining('36 in')]);
  expect(named.stdout + named.stderr).toMatch(/clientes_recurrentes\.parquet.*earlier run/);
});

test('the endpoint, the region and the credentials may come from the AWS environment', async () => {
  const env = { ...TEST_CREDENTIALS, AWS_ENDPOINT_URL_S3: moto.endpoint, AWS_REGION: 'us-east-1' };
  const args = ['etl', '-i', 's3://shop/lines/2014-01.csv', '-o', temporaryFolder(), '--s3-path-style', '-q'];
  expect(await recompra(args, { env })).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ['s3://shop/none.csv', 3, 'no purchase lines found at s3://shop/none.csv'],
  ['s3://no-shop/lines/', 3, 'there is no bucket no-shop'],
])('the input %s ends with %i', async (input, exit, message) => {
  const args = ['etl', '--input', input, '--output', temporaryFolder(), ...s3Flags];
  const { code, stderr } = await recompra(args, { env: TEST_CREDENTIALS });
  expect(code).toBe(exit);
  expect(stderr).toContain(message);
});

test('an output bucket that does not exist is a usage error before anything is read', async () => {
  const args = ['etl', '--input', 's3://shop/lines/', '--output', 's3://no-shop/out', ...s3Flags];
  const { code, stderr } = await recompra(args, { env: TEST_CREDENTIALS });
  expect(code).toBe(2);
  expect(stderr).toContain('there is no bucket no-shop');
  expect(stderr).not.toContain('reading');
});

test('without credentials the error says how to get them', async () => {
  const args = ['etl', '--input', 's3://shop/lines/', '--output', temporaryFolder(), ...s3Flags];
  const env = { AWS_EC2_METADATA_DISABLED: 'true', HOME: temporaryFolder() };
  const { code, stderr } = await recompra(args, { env });
  expect(code).toBe(2);
  expect(stderr).toContain('no AWS credentials were found');
  expect(stderr).toContain('what to do: set AWS_PROFILE');
});

test('the secret is in no message, not even with RECOMPRA_DEBUG=1', async () => {
  const env = { ...TEST_CREDENTIALS, AWS_SECRET_ACCESS_KEY: 'do-not-show-this', RECOMPRA_DEBUG: '1' };
  const { stderr } = await recompra(['etl', '-i', 's3://no-shop/a.csv', '-o', temporaryFolder(), ...s3Flags], { env });
  expect(stderr).toContain('    at ');
  expect(stderr).not.toContain('do-not-show-this');
});

test.each([
  ['s3://shop/lines/', 0, 'ok    S3: s3://shop/lines/: 1 object(s)'],
  ['s3://no-shop/lines/', 2, 'fail  S3: '],
])('doctor asks for the input %s and ends with %i', async (input, exit, line) => {
  const { code, stdout } = await recompra(['doctor', '--input', input, ...s3Flags], { env: TEST_CREDENTIALS });
  expect(stdout).toContain(line);
  expect(code).toBe(exit);
});

test('review reads earlier predictions and newer lines below prefixes and publishes below another', async () => {
  const folder = await writeEarlierRun(temporaryFolder(), { origin: ORIGIN, predictions: TINY, metrics: promising() });
  for (const name of readdirSync(folder)) await moto.put('shop', `week1/${name}`, readFileSync(join(folder, name)));
  await moto.put('shop', 'newer/2014-02.csv', csvOf(TINY_LINES));
  const args = ['review', '--predictions', 's3://shop/week1', '-i', 's3://shop/newer/', '-o', 's3://shop/review'];
  const { code, stdout } = await recompra([...args, ...s3Flags], { env: TEST_CREDENTIALS });
  expect([code, stdout]).toEqual([0, expect.stringContaining('came        3, not within 28 days: 2')]);
  const { outputs, inputs } = await verifyRun('s3://shop/review', moto.settings);
  expect(outputs.map(({ name }) => name)).toEqual(['reports/revision.html', 'revision.json']);
  expect(inputs).toMatchObject([{ name: 's3://shop/week1/predicciones_detalle.parquet' }, {}, {}, {}]);
});
