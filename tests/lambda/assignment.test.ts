import { expect, test } from 'vitest';
import { assign } from '../../src/lambda/assignment';

const places = { input: 's3://shop/lines/', output: 's3://shop/out' };
const created = (...keys: string[]) => ({
  kind: 'created' as const,
  objects: keys.map((key) => ({ bucket: 'shop', key })),
});

test('without places of its own an event means those of the environment', () => {
  expect(assign({ kind: 'defaults' }, places)).toEqual({ inputs: ['s3://shop/lines/'], output: 's3://shop/out' });
  expect(() => assign({ kind: 'defaults' }, { input: places.input })).toThrow('RECOMPRA_OUTPUT is not set');
});

test.each([
  ['clean', 's3://shop/clean'],
  ['clean/', 's3://shop/clean/'],
  ['clean/clientes_recurrentes.parquet', 's3://shop/clean/'],
  ['clientes_recurrentes.parquet', 's3://shop/'],
])('key_output %s means %s', (outputKey, output) => {
  const request = { kind: 'keys' as const, bucket: 'shop', inputKey: 'raw/data.csv', outputKey };
  expect(assign(request, places)).toEqual({ inputs: ['s3://shop/raw/data.csv'], output });
});

test('another file name as key_output is refused: the names are fixed', () => {
  const request = { kind: 'keys' as const, bucket: 'shop', inputKey: 'a.csv', outputKey: 'clean/mine.parquet' };
  expect(() => assign(request, places)).toThrow(/names are fixed/);
});

test('a new object starts a run over the whole input it belongs to', () => {
  expect(assign(created('lines/2014-02.csv'), places)).toEqual({ inputs: [places.input], output: places.output });
  expect(assign(created('lines/a.csv'), { ...places, input: 's3://shop/lines/*.csv' })).toMatchObject({
    inputs: ['s3://shop/lines/*.csv'],
  });
  expect(assign(created('data.csv'), { ...places, input: 's3://shop/data.csv' })).toMatchObject({
    inputs: ['s3://shop/data.csv'],
  });
});

test('without RECOMPRA_INPUT the created objects are the input, each once', () => {
  expect(assign(created('b.csv', 'a.csv.gz', 'b.csv'), { output: places.output })).toEqual({
    inputs: ['s3://shop/a.csv.gz', 's3://shop/b.csv'],
    output: places.output,
  });
});

test.each([
  ['what lies below the output', 'out/clientes_recurrentes.parquet'],
  ['a file of lines below the output', 'out/copy.csv'],
  ['the manifest', 'lines/run.json'],
  ['our own tables beside the lines', 'lines/rechazos.parquet'],
  ['a hidden file', 'lines/.part.csv'],
  ['a key outside the input', 'elsewhere/a.csv'],
  ['a key that only begins like the input', 'lines-old/a.csv'],
])('%s starts nothing', (_, key) => {
  expect(assign(created(key), places)).toHaveProperty('skipped');
});

test('an output that holds the input starts nothing either, and one that only begins alike does', () => {
  expect(assign(created('out/lines/a.csv'), { output: 's3://shop/out' })).toHaveProperty('skipped');
  expect(assign(created('out-lines/a.csv'), { output: 's3://shop/out' })).toHaveProperty('inputs');
  expect(assign(created('out/a.csv'), { output: 's3://other/out' })).toHaveProperty('inputs');
});

test('of several objects those that count decide', () => {
  expect(assign(created('out/run.json', 'lines/a.csv'), places)).toHaveProperty('inputs', [places.input]);
  expect(assign(created(), places)).toHaveProperty('skipped');
});
