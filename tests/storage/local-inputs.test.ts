import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { listInputs } from '../../src/storage/inputs/list-inputs';
import { temporaryFolder } from './temporary-folder';

const { s3 } = settingsSchema.parse({});

async function names(pattern: string, folder: string): Promise<string[]> {
  const found = await listInputs(join(folder, pattern), s3);
  return found.map(({ name }) => name.slice(folder.length + 1));
}

test('a path gives that file, with its size and bytes', async () => {
  const folder = temporaryFolder({ 'lines.txt': 'abc\n' });
  const [input] = await listInputs(join(folder, 'lines.txt'), s3);
  expect(input).toMatchObject({ bytes: 4, localPath: join(folder, 'lines.txt') });
  expect(await text(await input!.open())).toBe('abc\n');
  expect(await text(await input!.open())).toBe('abc\n');
});

test('a folder gives the readable files below it in order of name, as a prefix does, and names what it skips', async () => {
  const folder = temporaryFolder({
    'in/b.csv': '',
    'in/a.csv.gz': '',
    'in/C.PARQUET': '',
    'in/notes.txt': '',
    'in/.hidden.csv': '',
    'in/_SUCCESS.csv': '',
    'in/clientes_recurrentes.parquet': '',
    'in/below/mes=10/d.tsv': '',
    'in/below/e.pq': '',
    'in/below/_SUCCESS': '',
    'in/below/book.xlsx': '',
    'in/_delta_log/0001.parquet': '',
    'in/.git/f.csv': '',
  });
  const found = ['in/C.PARQUET', 'in/a.csv.gz', 'in/b.csv', 'in/below/e.pq', 'in/below/mes=10/d.tsv'];
  expect(await names('in', folder)).toEqual(found);
  expect(await names('in/', folder)).toEqual(found);
  const skipped: string[] = [];
  await listInputs(join(folder, 'in'), s3, { skipped: (passedOver) => skipped.push(...passedOver) });
  expect(skipped).toEqual([
    '.git/f.csv',
    '.hidden.csv',
    '_SUCCESS.csv',
    '_delta_log/0001.parquet',
    'below/book.xlsx',
    'clientes_recurrentes.parquet',
    'notes.txt',
  ]);
});

test('a glob stays within its folder unless it has two stars', async () => {
  const folder = temporaryFolder({ '2014/10.csv': '', '2014/11.csv': '', '2014/x/12.csv': '', '2015/10.csv': '' });
  expect(await names('2014/*.csv', folder)).toEqual(['2014/10.csv', '2014/11.csv']);
  expect(await names('201?/10.csv', folder)).toEqual(['2014/10.csv', '2015/10.csv']);
  expect(await names('2014/**/*.csv', folder)).toEqual(['2014/10.csv', '2014/11.csv', '2014/x/12.csv']);
  expect(await names('2014/1[!1].csv', folder)).toEqual(['2014/10.csv']);
  expect(await names('{2014,2015}/10.csv', folder)).toEqual(['2014/10.csv', '2015/10.csv']);
});

test('a file whose name holds a wildcard is found by its name', async () => {
  const folder = temporaryFolder({ 'sales[1].csv': 'x', 'sales1.csv': 'y' });
  expect(await names('sales[1].csv', folder)).toEqual(['sales[1].csv']);
});

test('links are followed to files, and not round in circles', async () => {
  const folder = temporaryFolder({ 'in/a.csv': '', 'elsewhere/b.csv': '' });
  symlinkSync(join(folder, 'elsewhere/b.csv'), join(folder, 'in/b.csv'));
  symlinkSync(join(folder, 'in'), join(folder, 'in/again'));
  symlinkSync('nowhere', join(folder, 'in/dangling.csv'));
  expect(await names('in', folder)).toEqual(['in/a.csv', 'in/b.csv']);
  expect(await names('in/**/*.csv', folder)).toEqual(['in/a.csv', 'in/b.csv']);
  expect(await names('in/*/a.csv', folder)).toEqual(['in/again/a.csv']);
});

test('a pipe is refused: it cannot be read twice', async () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'lines.csv')]);
  await expect(listInputs(join(folder, 'lines.csv'), s3)).rejects.toMatchObject({
    kind: 'data',
    message: expect.stringContaining('neither a file nor a folder'),
  });
});

test.each(['missing.csv', 'no/such/folder', '*.csv', 'empty'])(
  'nothing at %s is a data error that names it',
  async (pattern) => {
    const folder = temporaryFolder({ 'empty/notes.txt': '' });
    const failure = await listInputs(join(folder, pattern), s3).catch((error) => error);
    expect(failure).toMatchObject({ kind: 'data', message: expect.stringContaining(join(folder, pattern)) });
    expect(failure.remedy).toContain('--input');
  },
);

test('a file that grows between two reads is an error', async () => {
  const folder = temporaryFolder({ 'lines.csv': 'abc\n' });
  const [input] = await listInputs(join(folder, 'lines.csv'), s3);
  appendFileSync(join(folder, 'lines.csv'), 'more\n');
  await expect(input!.open()).rejects.toMatchObject({ kind: 'data', message: expect.stringContaining('was replaced') });
});

test('a file that is gone by the time it is read is an error', async () => {
  const folder = temporaryFolder({ 'lines.csv': 'abc\n' });
  const [input] = await listInputs(join(folder, 'lines.csv'), s3);
  rmSync(join(folder, 'lines.csv'));
  await expect(input!.open()).rejects.toMatchObject({ kind: 'data', message: expect.stringContaining('lines.csv') });
});

test.each(['in', 'in/*.csv', 'in/**/*.csv'])(
  'a name that is no UTF-8 is refused, not passed over: %s',
  async (pattern) => {
    const folder = temporaryFolder({ 'in/a.csv': 'x' });
    writeFileSync(Buffer.from(join(folder, 'in/jam\xf3n.csv'), 'latin1'), 'x');
    await expect(listInputs(join(folder, pattern), s3)).rejects.toMatchObject({
      kind: 'data',
      message: expect.stringContaining('jam\\xf3n.csv'),
    });
  },
);

test('so is a file in a folder with such a name, and another file beside it is not', async () => {
  const folder = temporaryFolder({ 'in/a.csv': 'x' });
  writeFileSync(Buffer.from(join(folder, 'in/jam\xf3n.txt'), 'latin1'), 'x');
  expect(await names('in', folder)).toEqual(['in/a.csv']);
  mkdirSync(Buffer.from(join(folder, 'in/a\xf1o'), 'latin1'));
  writeFileSync(Buffer.from(join(folder, 'in/a\xf1o/b.csv'), 'latin1'), 'x');
  await expect(listInputs(join(folder, 'in'), s3)).rejects.toMatchObject({ message: expect.stringContaining('\\xf1') });
  await expect(listInputs(join(folder, 'in/*/b.csv'), s3)).rejects.toMatchObject({ kind: 'data' });
  expect(await names('in/*.csv', folder)).toEqual(['in/a.csv']);
});

test('a pipe among the files of a folder or glob is refused', async () => {
  const folder = temporaryFolder({ 'in/a.csv': 'x' });
  execFileSync('mkfifo', [join(folder, 'in/b.csv')]);
  for (const pattern of ['in', 'in/*.csv']) {
    await expect(listInputs(join(folder, pattern), s3)).rejects.toMatchObject({ kind: 'data' });
  }
});

const run = (command: string, ...outputs: string[]): string =>
  JSON.stringify({
    schema: 'recompra/run',
    schemaVersion: 1,
    command,
    outputs: outputs.map((name) => ({ name, bytes: 1, sha256: '' })),
  });

test('outputs of a finished run are no input by folder or glob, and named they are, with a note', async () => {
  const folder = temporaryFolder({
    'in/a.csv': 'x',
    'in/out/contactar.csv': 'x',
    'in/out/predicciones_clientes.csv': 'x',
    'in/out/model_fecha/history.parquet': 'x',
    'in/out/mine.csv': 'x',
    'in/out/run.json': run('run', 'contactar.csv', 'predicciones_clientes.csv', 'model_fecha/history.parquet'),
    'in/data/data.csv': 'x',
    'in/data/run.json': run('data', 'data.csv'),
    'in/other/b.csv': 'x',
    'in/other/run.json': '{"outputs": "b.csv"}',
  });
  const kept = ['in/a.csv', 'in/data/data.csv', 'in/other/b.csv', 'in/out/mine.csv'];
  for (const pattern of ['in', 'in/**/*.{csv,parquet}']) expect(await names(pattern, folder)).toEqual(kept);
  expect(await names('in/out/*', folder)).toEqual(['in/out/mine.csv']);
  expect(await names('in/data/*', folder)).toEqual(['in/data/data.csv']);
  expect(await names('in/out/c*.csv', folder).catch(({ lines }) => lines[1])).toContain('contactar.csv');
  const named: string[] = [];
  const notes = { ownNamed: (name: string) => named.push(name) };
  const path = join(folder, 'in/out/contactar.csv');
  expect(await listInputs(path, s3, notes)).toMatchObject([{ name: path }]);
  expect(named).toEqual([path]);
});

test.each(['gs://bucket/a.csv', 'file:///a.csv', 'https://shop/a.csv'])(
  '%s is no place to read from',
  async (place) => {
    await expect(listInputs(place, s3)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(place),
    });
  },
);
