import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FlagValue } from '../../src/config/assignments';
import { RecompraError } from '../../src/config/errors';
import type { SettingsSources } from '../../src/config/load-settings';
import { loadSettings } from '../../src/config/load-settings';
import { temporaryFolder } from '../storage/temporary-folder';

function configFile(content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return join(temporaryFolder({ 'c.json': text }), 'c.json');
}

const flag = (name: string, path: string, value: unknown): FlagValue => ({ name, path, value });

/** The error that these settings give, with its lines. */
function failure(sources: SettingsSources): { kind: string; message: string; lines: string[]; remedy?: string } {
  try {
    loadSettings({ environment: {}, ...sources });
  } catch (error) {
    if (error instanceof RecompraError) return error as RecompraError & { remedy: string };
    throw error;
  }
  throw new Error('these settings are valid');
}

test('without anything given the defaults hold', () => {
  expect(loadSettings({ environment: {} })).toMatchObject({
    top: 3,
    seed: 42,
    format: 'parquet',
    detail: false,
    recurrence: { productCount: 'units', minProducts: 10, purchasesMust: 'qualify', frequency: 'mean-gap' },
    csv: { decimal: '.', priceIs: 'ticket', columns: { usuario: 'usuario' } },
  });
});

test('flags win over the environment, that over the config file, that over defaults: setting by setting', () => {
  const settings = loadSettings({
    defaults: { top: 1, seed: 1, threads: 1, horizon: 7 },
    configFile: configFile({ top: 2, seed: 2, threads: 2, csv: { decimal: ',' } }),
    environment: { RECOMPRA_TOP: '3', RECOMPRA_SEED: '3', RECOMPRA_CSV_ENCODING: 'latin1' },
    flags: [flag('--top', 'top', '4')],
  });
  expect(settings).toMatchObject({
    top: 4,
    seed: 3,
    threads: 2,
    horizon: 7,
    csv: { decimal: ',', encoding: 'latin1' },
  });
});

test.each([
  ['RECOMPRA_INPUT', 'a.csv', { input: 'a.csv' }],
  ['RECOMPRA_OUTPUT', 's3://b/out', { output: 's3://b/out' }],
  ['RECOMPRA_AS_OF', '2014-12-28', { asOf: '2014-12-28' }],
  ['RECOMPRA_WORK_DIR', '/tmp/w', { workDir: '/tmp/w' }],
  ['RECOMPRA_DETAIL', 'true', { detail: true }],
  ['RECOMPRA_CUSTOMER', 'a, b', { customer: ['a', 'b'] }],
  ['RECOMPRA_CSV_DATE_FORMAT', '%m/%d/%Y', { csv: { dateFormat: ['%m/%d/%Y'] } }],
  ['RECOMPRA_CSV_MAX_REJECTED_SHARE', '0.2', { csv: { maxRejectedShare: 0.2 } }],
  [
    'RECOMPRA_CSV_COLUMNS',
    'usuario=CUSTOMER_ID,precio=P',
    { csv: { columns: { usuario: 'CUSTOMER_ID', precio: 'P' } } },
  ],
  ['RECOMPRA_CSV_COLUMNS_TICKET', 'BASKET', { csv: { columns: { ticket: 'BASKET' } } }],
  ['RECOMPRA_RECURRENCE', 'line-units', { recurrence: { productCount: 'line-units', frequency: 'any-month' } }],
  ['RECOMPRA_RECURRENCE_MIN_PRODUCTS', '5', { recurrence: { minProducts: 5 } }],
  ['RECOMPRA_S3_FORCE_PATH_STYLE', '1', { s3: { forcePathStyle: true } }],
])('%s=%s is read from the environment', (name, value, expected) => {
  expect(loadSettings({ environment: { [name]: value } })).toMatchObject(expected);
});

test('an empty variable counts as not given', () => {
  expect(loadSettings({ environment: { RECOMPRA_TOP: '', RECOMPRA_CONFIG: '' } }).top).toBe(3);
});

test('RECOMPRA_CONFIG names the config file, --config wins over it', () => {
  const environment = { RECOMPRA_CONFIG: configFile({ top: 5 }) };
  expect(loadSettings({ environment }).top).toBe(5);
  expect(loadSettings({ environment, configFile: configFile({ top: 6 }) }).top).toBe(6);
});

test('a rule by name sets all of its parts, pairs after it change some', () => {
  const file = configFile({ recurrence: { purchasesMust: 'every', minProducts: 3 } });
  const flags = [flag('--recurrence', 'recurrence', 'line-units,minProducts=7')];
  expect(loadSettings({ environment: {}, configFile: file, flags }).recurrence).toEqual({
    productCount: 'line-units',
    minProducts: 7,
    purchasesMust: 'qualify',
    frequency: 'any-month',
    nextPurchase: 'any',
  });
});

test('pairs alone leave the other parts of the rule as they are', () => {
  const file = configFile({ recurrence: { purchasesMust: 'every' } });
  const flags = [flag('--recurrence', 'recurrence', 'productCount=distinct, minProducts=7')];
  expect(loadSettings({ environment: {}, configFile: file, flags }).recurrence).toMatchObject({
    productCount: 'distinct',
    minProducts: 7,
    purchasesMust: 'every',
  });
});

test.each(['tab', '\\t', '\t'])('the separator %j is a tab', (value) => {
  expect(loadSettings({ environment: {}, flags: [flag('--separator', 'csv.separator', value)] }).csv.separator).toBe(
    '\t',
  );
});

test('a column name with a comma stands in quotes', () => {
  const flags = [flag('--columns', 'csv.columns', 'precio="Price, ""total""" , usuario=a "b", producto= p=q ')];
  expect(loadSettings({ environment: {}, flags }).csv.columns).toMatchObject({
    precio: 'Price, "total"',
    usuario: 'a "b"',
    producto: 'p=q',
  });
});

test('date formats come one by one, or parted by | in one text; all that is accepted has a day', () => {
  const formats = (value: unknown) =>
    loadSettings({ environment: {}, flags: [flag('--date-format', 'csv.dateFormat', value)] }).csv.dateFormat;
  expect(formats(['%d-%m-%Y', 'ISO'])).toEqual(['%d-%m-%Y', 'ISO']);
  expect(formats('%b %d, %Y|%s')).toEqual(['%b %d, %Y', '%s']);
});

test.each([
  ['csv.thousands', 'space', ' '],
  ['csv.separator', 'blank', ' '],
])('%s %j is a blank', (path, value, blank) => {
  const { csv } = loadSettings({ environment: {}, flags: [flag('--x', path, value)] });
  expect([csv.thousands, csv.separator]).toContain(blank);
});

test.each([
  ['--top', 'top', 'three', 'top (--top): found "three", expected a number'],
  ['--top', 'top', '2.5', 'top (--top): found 2.5, expected a whole number'],
  ['--top', 'top', '0', 'top (--top): found 0, expected at least 1'],
  ['--horizon', 'horizon', '90', 'horizon (--horizon): found 90, expected at most 56'],
  ['--as-of', 'asOf', '2014-02-30', 'asOf (--as-of): found "2014-02-30", expected a day such as 2014-12-28'],
  ['--memory', 'memory', 'lots', 'memory (--memory): found "lots", expected a size such as 512MB or 2GB'],
  ['--decimal', 'csv.decimal', ';', 'csv.decimal (--decimal): found ";", expected one of ".", ","'],
  ['--input', 'input', '', 'input (--input): found "", expected text that is not empty'],
  [
    '--s3-endpoint',
    's3.endpoint',
    'nowhere',
    's3.endpoint (--s3-endpoint): found "nowhere", expected an address such as http://127.0.0.1:9000',
  ],
  [
    '--recurrence',
    'recurrence',
    'linear',
    '--recurrence: found "linear" in "linear", expected default or line-units, or productCount=distinct,minProducts=10',
  ],
  [
    '--columns',
    'csv.columns',
    'CUSTOMER_ID',
    '--columns: found "CUSTOMER_ID" in "CUSTOMER_ID", expected fecha_compra=DATE,usuario=CUSTOMER_ID',
  ],
  [
    '--columns',
    'csv.columns',
    'usuari=C',
    'csv.columns.usuari (--columns): there is no such setting; did you mean csv.columns.usuario?',
  ],
  [
    '--columns',
    'csv.columns',
    'usuario=pedido,ticket= Pedido',
    'csv.columns.ticket (--columns): found "Pedido", expected another column than that of usuario',
  ],
  [
    '--columns',
    'csv.columns',
    'cantidad=precio',
    'csv.columns.cantidad (--columns): found "precio", expected another column than that of precio',
  ],
  [
    '--date-format',
    'csv.dateFormat',
    '%k',
    'csv.dateFormat.0 (--date-format): found "%k", expected a strptime format such as %d/%m/%Y, ISO, %s (epoch seconds) or %Q (milliseconds): %k is not known',
  ],
  [
    '--date-format',
    'csv.dateFormat',
    '%d/%m',
    'csv.dateFormat.0 (--date-format): found "%d/%m", expected a format with day, month and year, such as %d/%m/%Y',
  ],
  [
    '--time-zone',
    'csv.timeZone',
    'Santiago',
    'csv.timeZone (--time-zone): found "Santiago", expected a time zone such as America/Santiago',
  ],
  [
    '--thousands',
    'csv.thousands',
    '.',
    'csv.thousands (--thousands): found ".", expected another sign than the decimal one (with --thousands . goes --decimal ,)',
  ],
])('%s (%s) %j is refused with what was found and expected', (name, path, value, message) => {
  const error = failure({ flags: [flag(name, path, value)] });
  expect(error).toMatchObject({ kind: 'usage', message, remedy: `correct ${name}` });
});

test('a fault is told with the place it was given in', () => {
  const file = configFile({ csv: { decimal: 7 }, seed: '42' });
  const error = failure({ configFile: file, environment: { RECOMPRA_DETAIL: 'maybe' } });
  expect(error.message).toBe('2 settings are not valid');
  expect(error.lines).toEqual([
    `csv.decimal (${file}): found 7, expected one of ".", ","`,
    'detail (RECOMPRA_DETAIL): found "maybe", expected true or false',
  ]);
  expect(error.remedy).toBe(`correct ${file} and RECOMPRA_DETAIL`);
});

test('a fault below a flag that wins over it is no fault', () => {
  const environment = { RECOMPRA_TOP: 'many' };
  expect(loadSettings({ environment, flags: [flag('--top', 'top', '4')] }).top).toBe(4);
});

test.each([
  [{ outptu: 'x' }, 'outptu (FILE): there is no such setting; did you mean output?'],
  [{ csv: { colour: 1 } }, 'csv.colour (FILE): there is no such setting'],
  [{ csv: 'x' }, 'csv (FILE): found "x", expected an object of settings'],
  ['{"__proto__": {"top": 9}}', '__proto__ (FILE): there is no such setting'],
])('the config file %j is refused', (content, message) => {
  const file = configFile(content);
  expect(failure({ configFile: file }).message).toBe(message.replace('FILE', file));
});

test.each([
  ['{"top": 3,}', 'is not valid JSON'],
  ['[1]', 'expected a JSON object'],
  ['', 'is not valid JSON'],
])('a config file that holds %j is a usage error', (content, message) => {
  expect(failure({ configFile: configFile(content) })).toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(message),
  });
});

test('a config file that is not there is a usage error', () => {
  const error = failure({ configFile: '/nowhere/c.json' });
  expect(error).toMatchObject({ kind: 'usage', message: expect.stringContaining('/nowhere/c.json') });
});

test('a config file with a BOM is read', () => {
  expect(loadSettings({ environment: {}, configFile: configFile('\uFEFF{"top": 5}') }).top).toBe(5);
});

test('a config file that is a device, a pipe, a folder or without end is a usage error at once', () => {
  const folder = temporaryFolder({ 'long.json': ' '.repeat((1 << 20) + 1) });
  execFileSync('mkfifo', [join(folder, 'pipe.json')]);
  for (const path of ['/dev/zero', join(folder, 'pipe.json'), folder, join(folder, 'long.json')]) {
    const error = failure({ configFile: path });
    expect(error.kind).toBe('usage');
    expect(error.message).toMatch(/cannot be read: it (is no file|has 1048577 bytes)/);
  }
  expect(failure({ configFile: join(folder, 'none.json') }).message).toMatch(/cannot be read: there is no such file$/);
});

test.each([
  [{ application: 'app' }, /spark\.emr\.role.*expected all of application, role and store/],
  [{ application: 'app', role: 'admin', store: 's3://b/p' }, /spark\.emr\.role.*the ARN of a role/],
  [{ application: 'app', role: 'arn:aws:iam::1:role/x', store: '/tmp/p' }, /a prefix of S3/],
  [{ application: 'app', role: 'arn:aws:iam::1:role/x', store: 's3://b/a,b' }, /without .* comma/],
])('an application of EMR Serverless as %j is a usage error', (emr, said) => {
  const flags = Object.entries(emr).map(([name, value]) => flag(`--spark-emr-${name}`, `spark.emr.${name}`, value));
  const { kind, message, lines } = failure({ flags });
  expect([kind, [message, ...lines].join('\n')]).toEqual(['usage', expect.stringMatching(said)]);
});

test('beside an application of EMR Serverless there is no master, and the work folder is on this machine', () => {
  const emr = { application: 'app', role: 'arn:aws:iam::1:role/x', store: 's3://b/p' };
  const given = (spark: object) => configFile({ spark });
  expect(loadSettings({ environment: {}, configFile: given({ emr }) }).spark.emr).toMatchObject(emr);
  expect(failure({ configFile: given({ emr, master: 'local[2]' }) }).message).toMatch(/spark\.master.*nothing beside/);
  const flags = [flag('--work-dir', 'workDir', 's3://b/p')];
  expect(failure({ flags }).message).toMatch(/expected a folder on this machine/);
});

const EMR = { application: 'app', role: 'arn:aws:iam::1:role/x', store: 's3://b/p' };
const EMR_FLAGS = Object.entries(EMR).map(([name, value]) => flag(`--spark-emr-${name}`, `spark.emr.${name}`, value));

test.each<[string, SettingsSources]>([
  ['--spark-emr-application', { flags: EMR_FLAGS }],
  ['--spark-conf', { flags: [flag('--spark-conf', 'spark.conf', ['spark.x=1'])] }],
  ['RECOMPRA_SPARK_MASTER', { environment: { RECOMPRA_SPARK_MASTER: 'local[2]' } }],
  ['spark.emr.application', { defaults: { spark: { emr: EMR } } }],
])('%s without an engine is a usage error, and none where one is named or no tables are made', (name, sources) => {
  const load = (flags: SettingsSources['flags'] = [], makesTables = true) => {
    const given = { environment: {}, ...sources, makesTables };
    return () => loadSettings({ ...given, flags: [...(sources.flags ?? []), ...flags] });
  };
  const refused = { kind: 'usage', options: [{ flag: '--engine', value: 'spark' }] };
  expect(load()).toThrow(expect.objectContaining({ ...refused, message: expect.stringContaining(name) }));
  expect(load([flag('--engine', 'engine', 'spark')])().engine).toBe('spark');
  expect(load([flag('--engine', 'engine', 'duckdb')])().engine).toBe('duckdb');
  expect(load([], false)().engine).toBe('duckdb');
});

test('what only says how Spark would be started may stand in a file for later', () => {
  const spark = { python: '.spark/bin/python', memory: '2g', conf: ['spark.x=1'] };
  const settings = loadSettings({ environment: {}, configFile: configFile({ spark }), makesTables: true });
  expect(settings).toMatchObject({ engine: 'duckdb', spark });
});
