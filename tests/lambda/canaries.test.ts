import { afterAll, beforeAll, expect, test } from 'vitest';
import { purchaseLines, recompra } from '../cli/recompra';
import { type Moto, startMoto, TEST_CREDENTIALS } from '../storage/moto';
import { bundledTask, invoke } from './function-process';

/** Stands for a customer, a product or a secret; nothing else is called so. */
const CANARY = 'kanarie';
const HEADER = 'fecha_compra,usuario,producto,cantidad,precio';

let moto: Moto;
let task: string;
let env: Record<string, string>;

beforeAll(async () => {
  [moto, task] = await Promise.all([startMoto(), bundledTask()]);
  await moto.createBucket('shop');
  const lines = purchaseLines(5)
    .replace(/,c(?=\d)/g, `,${CANARY}-c`)
    .replaceAll('milk', `${CANARY}-milk`);
  const texts: Record<string, string> = {
    'lines/a.csv': lines,
    'headless/a.csv': lines.slice(lines.indexOf('\n') + 1),
    'renamed/a.csv': lines.replace('usuario', `cliente_${CANARY}`).replace('precio', `"precio\n${CANARY}"`),
    'twice/a.csv': lines.replace('producto', 'usuario'),
    'rejected/a.csv': `${HEADER}\n2014-01-30,${CANARY},${CANARY},${CANARY},20\n`,
    'dates/a.csv': `${HEADER}\n${CANARY},${CANARY},x,1,20\n`,
    'once/a.csv': `${HEADER}\n2014-01-30,${CANARY},x,1,20\n`,
    'damaged/a.parquet': `PAR1${CANARY.repeat(20)}PAR1`,
    'exclude.txt': `${CANARY}-milk\nno ${CANARY}\n`,
    'exclude-all.txt': `${CANARY}-milk\nbread\n`,
    'map.csv': `${CANARY}-milk,dairy ${CANARY}\n`,
    'bad-map.csv': `${CANARY}\n`,
    'torn-map.csv': `${CANARY},a\n${CANARY},b\n`,
    'asked.txt': `${CANARY}-c1\nnobody ${CANARY}\n`,
    'nobody.txt': `nobody ${CANARY}\n`,
    'model/manifest.json': `{"version": "${CANARY}"}`,
  };
  for (const [key, text] of Object.entries(texts)) await moto.put('shop', key, text);
  const s3Flags = ['--s3-endpoint', moto.endpoint, '--s3-region', 'us-east-1', '--s3-path-style'];
  const args = ['train', '-i', 's3://shop/lines/', '-o', 's3://shop/trained', '-q', ...s3Flags];
  expect(await recompra(args, { env: TEST_CREDENTIALS })).toMatchObject({ code: 0 });
  env = {
    ...TEST_CREDENTIALS,
    AWS_REGION: 'us-east-1',
    RECOMPRA_INPUT: 's3://shop/lines/',
    RECOMPRA_OUTPUT: 's3://shop/out',
    RECOMPRA_MODEL: 's3://shop/trained/model_fecha',
    RECOMPRA_S3_ENDPOINT: moto.endpoint,
    RECOMPRA_S3_FORCE_PATH_STYLE: 'true',
  };
}, 120_000);

afterAll(() => moto.stop());

const input = (folder: string) => ({ RECOMPRA_INPUT: `s3://shop/${folder}/` });

test.each<[string, Record<string, string>, string | null]>([
  ['nothing amiss', {}, null],
  ['a customer asked for, and one who is nobody', { RECOMPRA_CUSTOMER: `${CANARY}-c1,x ${CANARY}` }, null],
  ['customers of a file', { RECOMPRA_CUSTOMERS_FILE: 's3://shop/asked.txt' }, null],
  ['customers nobody knows', { RECOMPRA_CUSTOMERS_FILE: 's3://shop/nobody.txt' }, 'DataContractError'],
  ['an exclusion', { RECOMPRA_EXCLUDE: 's3://shop/exclude.txt' }, null],
  ['all products excluded', { RECOMPRA_EXCLUDE: 's3://shop/exclude-all.txt' }, 'DataContractError'],
  ['a map', { RECOMPRA_PRODUCT_MAP: 's3://shop/map.csv' }, 'ModelError'],
  ['a line that is no map', { RECOMPRA_PRODUCT_MAP: 's3://shop/bad-map.csv' }, 'DataContractError'],
  ['a product on two levels', { RECOMPRA_PRODUCT_MAP: 's3://shop/torn-map.csv' }, 'DataContractError'],
  ['a file without header', input('headless'), 'DataContractError'],
  ['columns of other names', input('renamed'), 'DataContractError'],
  ['a column twice', input('twice'), 'DataContractError'],
  ['rejected lines', input('rejected'), 'DataContractError'],
  ['dates that are none', input('dates'), 'DataContractError'],
  ['nobody recurrent', input('once'), 'DataContractError'],
  ['a damaged Parquet file', input('damaged'), 'DataContractError'],
  ['a model that is none', { RECOMPRA_MODEL: 's3://shop/model' }, 'ModelError'],
  ['settings that are none', { RECOMPRA_TOP: CANARY, RECOMPRA_AS_OF: CANARY }, 'ConfigurationError'],
  ['a rule that is none', { RECOMPRA_RECURRENCE: CANARY }, 'ConfigurationError'],
  ['columns that are none', { RECOMPRA_CSV_COLUMNS: `${CANARY}=${CANARY}` }, 'ConfigurationError'],
  ['a date format that is none', { RECOMPRA_CSV_DATE_FORMAT: `%Q${CANARY}` }, 'ConfigurationError'],
  ['a config file that is not there', { RECOMPRA_CONFIG: `/${CANARY}.json` }, 'ConfigurationError'],
  ['a variable that is no setting', { [`RECOMPRA_TOPS_${CANARY.toUpperCase()}`]: CANARY, RECOMPRA_TPO: CANARY }, null],
])('no customer, product, row or setting reaches log or answer: %s', async (_, more, failure) => {
  const { outcomes, log } = await invoke([{}], { task, name: 'predict', env: { ...env, ...more } });
  expect((log + JSON.stringify(outcomes)).toLowerCase()).not.toContain(CANARY);
  if (failure === null) expect(outcomes).toMatchObject([{ report: { status: 'published' } }]);
  else expect(outcomes).toMatchObject([{ failure: { name: failure, retryable: false } }]);
  if (more['RECOMPRA_CUSTOMER'] || more['RECOMPRA_CUSTOMERS_FILE']) {
    if (failure === null) expect(outcomes).toMatchObject([{ report: { customers: { recurrent: 1 } } }]);
  }
});

test.each([
  { [CANARY]: 1 },
  { bucket: CANARY, key_input: 'a', [CANARY]: 'b' },
  { Records: [{ [CANARY]: CANARY }] },
  [CANARY],
  CANARY,
])('nor does anything of an event: %j', async (event) => {
  const { outcomes, log } = await invoke([event], { task, env });
  expect(log + JSON.stringify(outcomes)).not.toContain(CANARY);
  expect(outcomes).toMatchObject([{ failure: { name: 'EventError', retryable: false } }]);
});
