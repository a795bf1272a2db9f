import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recompra } from '../cli/recompra';
import type { Moto } from '../storage/moto';
import { startMoto, TEST_CREDENTIALS } from '../storage/moto';
import { temporaryFolder } from '../storage/temporary-folder';
import { DIRTY_READING, dirtyWeeks } from './dirty-weeks';

let moto: Moto;
let config: string[];
let usual: string[];

beforeAll(async () => {
  moto = await startMoto();
  await moto.createBucket('shop');
  for (const [name, text] of dirtyWeeks(3)) await moto.put('shop', `in/${name}`, text);
  const { endpoint, region, forcePathStyle } = moto.settings;
  const folder = temporaryFolder();
  const configFile = (name: string, csv: object): string[] => {
    const settings = { csv: { ...csv, maxRejectedShare: 0.2 }, s3: { endpoint, region, forcePathStyle } };
    writeFileSync(join(folder, name), JSON.stringify(settings));
    return ['--config', join(folder, name)];
  };
  config = configFile('dirty.json', DIRTY_READING);
  usual = configFile('usual.json', {});
});
afterAll(() => moto.stop());

async function run(args: string[]) {
  const { code, stdout, stderr } = await recompra([...args, '--json'], { env: TEST_CREDENTIALS });
  expect([code, stderr.split('\n').filter((line) => /^error/.test(line))]).toEqual([0, []]);
  return { stderr, result: JSON.parse(stdout) };
}

const clean = () => run(['clean', '-i', 's3://shop/in/', '-o', 's3://shop/la[1]', '--threads', '2', ...config]);

async function etl(input: string, options: string[]) {
  const output = temporaryFolder();
  const { result, stderr } = await run(['etl', '-i', input, '-o', output, ...options]);
  const tables = ['clientes_recurrentes', 'rechazos'].map((name) => readFileSync(join(output, `${name}.parquet`)));
  return { figures: result.etl, tables, stderr };
}

async function keys(prefix: string): Promise<string[]> {
  const { Contents = [] } = await moto.client.send(new ListObjectsV2Command({ Bucket: 'shop', Prefix: prefix }));
  return Contents.map(({ Key }) => Key!);
}

test('from S3 to a lake on S3 and on, with the same bytes; a new file alone is cleaned; half-made ones are no lines', async () => {
  expect((await clean()).result).toMatchObject({ known: 0, lake: { files: 3 } });
  expect(await keys('la[1]/clean/dia=2014-01-02/')).toHaveLength(1);
  const { stderr: _, ...direct } = await etl('s3://shop/in/', config);
  expect(await etl('s3://shop/la[1]/clean/**/*.parquet', usual)).toMatchObject(direct);
  expect(await etl('s3://shop/la[1]/', usual)).toMatchObject(direct);

  await moto.put('shop', 'in/semana-3.csv', dirtyWeeks(4).get('semana-3.csv')!);
  const { result } = await clean();
  expect([result.cleaned.map(({ input }: { input: string }) => input), result.known]).toEqual([
    ['s3://shop/in/semana-3.csv'],
    3,
  ]);

  const facts = (await keys('la[1]/files/')).find((key) => key.includes(result.cleaned[0].id))!;
  await moto.client.send(new DeleteObjectCommand({ Bucket: 'shop', Key: facts }));
  const without = await etl('s3://shop/la[1]/clean', usual);
  expect(without).toMatchObject(direct);
  expect(without.stderr).toContain(
    'not read in s3://shop/la[1], for no finished cleaning left them: clean/dia=2014-01-2',
  );
}, 60_000);
