import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { mendedCommand } from '../../src/cli/printing/mended-command';
import { csvOf } from '../etl/etl-fixture';
import { PUBLIC_SHAPES } from '../etl/public-shapes';
import { temporaryFolder } from '../storage/temporary-folder';
import { recompra } from './recompra';

const pasted = [/Online Retail/, /SAP in Spanish/, /comma and brackets/, /no header, blanks/];

test.each(
  PUBLIC_SHAPES.filter(({ name }) => pasted.some((pattern) => pattern.test(name))).map(
    (shape) => [shape.name, shape] as const,
  ),
)('%s: one error, whose last line works when pasted into a shell', async (_name, { content, lines }) => {
  const folder = temporaryFolder();
  const input = join(folder, "ventas d'octubre (1).csv");
  writeFileSync(input, content);
  const recurrence = 'productCount=lines,minProducts=0,frequency=any-month';
  const given = ['etl', `--input=${input}`, '-o', join(folder, 'out $HOME'), '--recurrence', recurrence, '--quiet'];
  const failed = await recompra([...given, '--date-format', '%Y/%m/%d']);
  expect(failed).toMatchObject({ code: 3, stdout: '' });
  const command = failed.stderr.trimEnd().split('\n').at(-1)!;
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: folder });
  expect(stdout).toContain(`${lines.length} kept`);
});

test('--json gives the command too', async () => {
  const folder = temporaryFolder({ 'a.csv': 'fecha_compra,usuario,producto,cantidad,precio\n31.12.23,u,p,1,2\n' });
  const { stderr } = await recompra(['etl', '-i', join(folder, 'a.csv'), '-o', join(folder, 'out'), '--json']);
  const { error } = JSON.parse(stderr.trimEnd().split('\n').at(-1)!) as { error: { command: string } };
  expect(error.command).toMatch(/ etl -i \S+a\.csv -o \S+out --json --date-format %d\.%m\.%y$/);
});

test('what was said before gives way, in one word or two, and the program is called as it was', () => {
  const argv = [
    '/usr/bin/node',
    '/opt/bin/recompra',
    'run',
    '--decimal=,',
    '--date-format',
    '%d',
    '--no-header',
    '--top',
    '3',
  ];
  const options = [
    { flag: '--date-format', value: '%d %b' },
    { flag: '--date-format', value: 'ISO' },
    { flag: '--decimal', value: '.' },
    { flag: '--no-header' },
  ];
  const mended = "run --top 3 --date-format '%d %b' --date-format ISO --decimal . --no-header";
  expect(mendedCommand(argv, options)).toBe(`recompra ${mended}`);
  expect(mendedCommand(['node', '/b/node_modules/.bin/recompra', ...argv.slice(2)], options)).toBe(
    `npx recompra ${mended}`,
  );
  expect(mendedCommand(['node', '/a b/recompra.cjs', ...argv.slice(2)], options)).toBe(
    `node '/a b/recompra.cjs' ${mended}`,
  );
});

test.each([
  [['--date-format', '%s'], 3],
  [['--date-format', '%K'], 2],
  [['--columns', 'usuario=producto'], 2],
  [['--columns', 'cantidad=precio'], 2],
  [['--columns', 'usuario=producto,ticket=producto'], 2],
  [['--columns', 'usuario="producto'], 3],
  [['--time-zone', 'Mars/Olympus'], 2],
  [['--thousands', '.'], 2],
  [['--separator', 'space'], 3],
  [['--no-header'], 3],
  [['--skip-lines', '9'], 3],
  [['--skip-lines', '-1'], 2],
  [['--encoding', 'utf-16be'], 3],
])('%j ends with a word of ours and exit %i', async (options, code) => {
  const line = '2024-01-05,u,p,1,2\n';
  const folder = temporaryFolder({ 'a.csv': `fecha_compra,usuario,producto,cantidad,precio\n${line}` });
  const finished = await recompra(['etl', '-i', join(folder, 'a.csv'), '-o', join(folder, 'out'), ...options]);
  expect(finished.code).toBe(code);
  expect(finished.stderr).not.toMatch(/SELECT|Error:|query/);
});

test.each([
  ['thousands there are none of', ['--decimal', ',', '--thousands', '.']],
  ['another separator', ['--separator', ';']],
  ['another separator, for text without a header', ['--separator', 'space', '--no-header']],
  ['a ticket that is not there', ['--columns', 'ticket=bono']],
  ['another name of a column, and none of two that are there', ['--columns', 'usuario=cliente,cantidad=,precio=']],
])('an option that should not have been given is taken back: %s', async (_name, given) => {
  const folder = temporaryFolder({ 'a.csv': csvOf(...GOOD_LINES) });
  const rule = ['--recurrence', 'minProducts=1'];
  const failed = await recompra([
    'etl',
    '-i',
    join(folder, 'a.csv'),
    '-o',
    join(folder, 'out'),
    '-q',
    ...rule,
    ...given,
  ]);
  expect(failed).toMatchObject({ code: 3, stdout: '' });
  const command = failed.stderr.trimEnd().split('\n').at(-1)!;
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: folder });
  expect(stdout).toContain(`${GOOD_LINES.length} kept`);
});

/** Many days, so that no customer is everybody and no value a category. */
const GOOD_LINES = Array.from(
  { length: 60 },
  (_, i) => `2014-10-${String(1 + (i % 28)).padStart(2, '0')},u${i % 12},p${i % 7},${2 + (i % 3)},${i}.25`,
);
