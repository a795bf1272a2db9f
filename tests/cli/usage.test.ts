import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { recompra } from './recompra';

const ROOT = resolve(__dirname, '../..');
const COMMANDS = [
  'run',
  'etl',
  'clean',
  'features',
  'train',
  'evaluate',
  'predict',
  'review',
  'report',
  'data',
  'doctor',
  'config',
];

test('--help lists every command and the exit codes', async () => {
  const { code, stdout, stderr } = await recompra(['--help']);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  expect(stdout).toContain('Exit codes: 0 ok');
});

test.each(COMMANDS)('%s --help shows its options and examples', async (command) => {
  const { code, stdout } = await recompra([command, '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('--json');
  expect(stdout).toContain(`Examples:\n  recompra ${command}`);
});

test('the help loads neither an engine nor the AWS SDK', async () => {
  const folder = temporaryFolder({
    'list.cjs': `process.on('exit', () => require('fs').writeFileSync(process.env.LOADED, Object.keys(require.cache).join('\\n')))`,
  });
  const env = { NODE_OPTIONS: `--require ${join(folder, 'list.cjs')}`, LOADED: join(folder, 'loaded') };
  await recompra(['run', '--help'], { env });
  const loaded = readFileSync(join(folder, 'loaded'), 'utf8');
  expect(loaded).toContain('commander');
  expect(loaded).not.toMatch(/node_modules\/(@duckdb|@tensorflow|@aws-sdk|zod)\//);
});

test('npx recompra --help works from a checkout', async () => {
  const { stdout } = await promisify(execFile)('npx', ['recompra', '--help'], { cwd: ROOT });
  expect(stdout).toContain('Usage: recompra');
});

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(await recompra(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
});

test.each([
  [['etl', '--inptu', 'a.csv'], "unknown option '--inptu'", 'Did you mean --input?'],
  [['elt'], "unknown command 'elt'", 'Did you mean etl?'],
  [['etl', '--seed', '1'], "unknown option '--seed'", 'recompra etl --help'],
  [['etl', '--encoding', 'ebcdic'], "argument 'ebcdic' is invalid", 'recompra etl --help'],
  [['etl', '--input'], "option '-i, --input <path>' argument missing", 'recompra etl --help'],
  [['etl', '--input', 'a.csv', 'b.csv'], 'too many arguments', 'put a glob in quotes'],
  [['etl', '--output', 'out'], 'nothing was given as --input', 'RECOMPRA_INPUT'],
  [['etl', '-i', 'a', '-o', 'b', '--memory', 'lots'], 'memory (--memory): found "lots"', 'correct --memory'],
  [['etl', '-i', 'a', '-o', 'b', '-c', 'none.json'], 'config file none.json cannot be read', '--config'],
])('%j is a usage error', async (args, message, remedy) => {
  const { code, stdout, stderr } = await recompra(args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(`error: `);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(new RegExp(`what to do: .*${remedy.replace('?', '\\?')}`));
});

test('without a command the help is shown, as a usage error', async () => {
  const { code, stderr } = await recompra([]);
  expect(code).toBe(2);
  expect(stderr).toBe('error: no command was given\nwhat to do: choose one; recompra --help lists them\n');
});

test('a variable that reads like a setting and is none is mentioned', async () => {
  const { stderr } = await recompra(['doctor'], { env: { RECOMPRA_DATE_FORMAT: '%d/%m/%Y' } });
  expect(stderr).toContain('did you mean RECOMPRA_CSV_DATE_FORMAT?');
});

test('with --json an error is one line of JSON on stderr, and stdout is empty', async () => {
  const { code, stdout, stderr } = await recompra([
    'etl',
    '--json',
    '--input',
    'no.csv',
    '--output',
    temporaryFolder(),
  ]);
  expect(code).toBe(3);
  expect(stdout).toBe('');
  const { error } = JSON.parse(stderr);
  expect(error).toMatchObject({ kind: 'data', message: expect.stringContaining('no.csv'), lines: expect.any(Array) });
  expect(error.remedy).toContain('--input');
});

test('a stack is shown with RECOMPRA_DEBUG=1 only', async () => {
  const args = ['etl', '--input', 'no.csv', '--output', temporaryFolder()];
  expect((await recompra(args)).stderr).not.toContain('    at ');
  expect((await recompra(args, { env: { RECOMPRA_DEBUG: '1' } })).stderr).toContain('    at ');
});
