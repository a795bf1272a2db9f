import { GetObjectCommand } from '@aws-sdk/client-s3';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { recompra } from '../cli/recompra';
import { type Moto, startMoto, TEST_CREDENTIALS } from '../storage/moto';
import { syntheticShop } from '../training/synthetic-shop';
import { bundledTask, invoke } from './function-process';

/** Every candidate is fitted, as on real data. */
const TRAINING_MS = 300_000;

let moto: Moto;
let task: string;
let env: Record<string, string>;
let s3Flags: string[];

beforeAll(async () => {
  [moto, task] = await Promise.all([startMoto(), bundledTask()]);
  await moto.createBucket('shop');
  const lines = syntheticShop({ customers: 40, days: 150, seed: 1 }).map((line) => line.join(','));
  await moto.put('shop', 'lines/a.csv', `fecha_compra,usuario,producto,cantidad,precio\n${lines.join('\n')}\n`);
  s3Flags = ['--s3-endpoint', moto.endpoint, '--s3-region', 'us-east-1', '--s3-path-style'];
  const args = ['train', '-i', 's3://shop/lines/', '-o', 's3://shop/trained', '-q', ...s3Flags];
  expect(await recompra(args, { env: TEST_CREDENTIALS })).toMatchObject({ code: 0 });
  env = {
    ...TEST_CREDENTIALS,
    AWS_REGION: 'us-east-1',
    RECOMPRA_INPUT: 's3://shop/lines/',
    RECOMPRA_OUTPUT: 's3://shop/predictions',
    RECOMPRA_MODEL: 's3://shop/trained/model_fecha',
    RECOMPRA_S3_ENDPOINT: moto.endpoint,
    RECOMPRA_S3_FORCE_PATH_STYLE: 'true',
  };
}, TRAINING_MS);

afterAll(() => moto.stop());

async function predictions(prefix: string): Promise<Record<string, unknown>[]> {
  const key = { Bucket: 'shop', Key: `${prefix}/predicciones_clientes.parquet` };
  const bytes = await (await moto.client.send(new GetObjectCommand(key))).Body!.transformToByteArray();
  return parquetReadObjects({ file: bytes.slice().buffer, compressors });
}

test('predicts from the model of a prefix what the command line predicts', async () => {
  const { outcomes, log } = await invoke([{}, {}], { task, name: 'predict', env });
  expect(outcomes[0], log).toMatchObject({
    report: {
      status: 'published',
      job: 'predict',
      files: [
        { uri: 's3://shop/predictions/contactar.csv' },
        { uri: 's3://shop/predictions/predicciones_clientes.parquet' },
        { uri: 's3://shop/predictions/top_productos.parquet' },
        { uri: 's3://shop/predictions/run.json' },
      ],
    },
  });
  expect(outcomes[1]).toEqual(outcomes[0]);
  await verifyRun('s3://shop/predictions', moto.settings);
  const model = ['--model', 's3://shop/trained/model_fecha'];
  const args = ['predict', '-i', 's3://shop/lines/', '-o', 's3://shop/by-hand', ...model, '-q', ...s3Flags];
  expect(await recompra(args, { env: TEST_CREDENTIALS })).toMatchObject({ code: 0 });
  const rows = await predictions('predictions');
  expect(rows.length).toBeGreaterThan(10);
  expect(rows).toEqual(await predictions('by-hand'));
});

test.each([
  ['no model', { RECOMPRA_MODEL: 's3://shop/nowhere' }],
  ['a model of another rule', { RECOMPRA_RECURRENCE: 'minProducts=3' }],
])('%s is a ModelError, which no retry mends', async (_, more) => {
  const { outcomes } = await invoke([{}], { task, name: 'predict', env: { ...env, ...more } });
  expect(outcomes).toMatchObject([{ failure: { name: 'ModelError', retryable: false } }]);
});

test.each([
  ['cut off', (text: string) => text.slice(0, text.length / 2)],
  ['no JSON', () => 'model'],
  ['an empty list', () => '[]'],
  ['of a digit less', (text: string) => text.replace(/[0-9](?=[^0-9]*$)/, '')],
  ['of 10^9 networks', (text: string) => text.replace(/^\{/, `{"networks":${JSON.stringify({ length: 1e9 })},`)],
])('a manifest that is %s is a ModelError, too', async (_, spoilt) => {
  const key = 'trained/model_fecha/manifest.json';
  const { Body } = await moto.client.send(new GetObjectCommand({ Bucket: 'shop', Key: key }));
  const text = await Body!.transformToString();
  await moto.put('shop', key, spoilt(text));
  const { outcomes, log } = await invoke([{}], { task, name: 'predict', env });
  await moto.put('shop', key, text);
  expect(outcomes, log).toMatchObject([{ failure: { name: 'ModelError', retryable: false } }]);
});
