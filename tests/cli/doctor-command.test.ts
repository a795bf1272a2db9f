import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { BINARY, recompra } from './recompra';

test('doctor looks at everything a run needs and succeeds where all of it is there', async () => {
  const { code, stdout } = await recompra(['doctor', '--json', '--quiet']);
  const { ok, checks } = JSON.parse(stdout);
  expect(checks.map(({ name }: { name: string }) => name)).toEqual([
    'Node.js',
    'SQL engine',
    'TensorFlow.js',
    'S3',
    'disk',
    'memory',
    'notebook kernel',
    'Jupyter',
  ]);
  expect(ok).toBe(true);
  expect(code).toBe(0);
});

test('what only some runs need is a warning, with what to do', async () => {
  const env = { AWS_EC2_METADATA_DISABLED: 'true', HOME: temporaryFolder(), AWS_REGION: 'us-east-1' };
  const { code, stdout } = await recompra(['doctor'], { env });
  expect(stdout).toMatch(/^warn {2}S3: no credentials on this machine\n {6}what to do: .*AWS_PROFILE/m);
  expect(code).toBe(0);
});

test('credentials are found without asking the network, and not shown', async () => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'do-not-show-this' };
  const { stdout } = await recompra(['doctor'], { env });
  expect(stdout).toContain('ok    S3: credentials from environment variables');
  expect(stdout).not.toMatch(/AKIAEXAMPLE|do-not-show-this/);
});

/** Titles above the header, `;`, Latin-1, day before month, decimal commas and thousands: what Spanish Excel writes. */
function spanishExport(): string {
  const lines = Array.from({ length: 90 }, (_, i) => {
    const day = `${String(1 + (i % 28)).padStart(2, '0')}/${String(1 + (i % 3)).padStart(2, '0')}/2024`;
    return `${day};C${i % 10};Jamón ${i % 4};${8 + (i % 5)};1.2${i % 10}4,50`;
  });
  return ['Informe de ventas', '', 'Fecha;Cliente;Artículo;Unidades;Importe', ...lines, ''].join('\n');
}

test('doctor --input says what a file is and what a run takes, and its last line runs as it stands', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'ventas 2024.csv'), Buffer.from(spanishExport(), 'latin1'));
  const { code, stdout } = await recompra(['doctor', '-i', 'ventas 2024.csv'], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toMatch(/input: ventas 2024\.csv: \d+ kB, 90 lines/);
  expect(stdout).toContain('text: CSV, latin1, separated by ;, header in line 3');
  expect(stdout).toContain('producto = Artículo');
  expect(stdout).toContain('%d/%m/%Y; 2024-01-01 to 2024-03-28 in the first 90 rows');
  expect(stdout).toMatch(/a run takes about \d+ MB of memory and \d+ MB of disk/);
  const command = stdout.trimEnd().split('\n').at(-1)!;
  expect(command).toMatch(/^recompra run --input 'ventas 2024.csv' --output out --encoding latin1 /);
  const script = `recompra() { "${process.execPath}" "${BINARY}" "$@"; }; ${command.replace(' run ', ' etl ')} -q`;
  const { stdout: summary } = await promisify(execFile)('sh', ['-c', script], { cwd: folder });
  expect(summary).toContain('90 in, 90 kept, 0 rejected');
});

test('the command has the options that doctor was given, and those it found out', async () => {
  const folder = temporaryFolder({ 'v.csv': `\n${spanishExport().split('\n').slice(2).join('\n')}` });
  const given = ['--separator', ';', '--date-format', '%d/%m/%Y', '--price-is', 'line', '--returns', 'net'];
  const more = ['--time-zone=America/Santiago', '--missing', 'NULL,(none)', '--decimal', '.', '--s3-path-style'];
  const { stdout } = await recompra(['doctor', '-i', 'v.csv', '-o', 'my out', ...given, ...more], { cwd: folder });
  const command = stdout.trimEnd().split('\n').at(-1)!;
  expect(command).toMatch(/^recompra run --input v\.csv --output 'my out' --separator ';' --date-format %d\/%m\/%Y /);
  expect(command).toContain(
    " --time-zone America/Santiago --missing 'NULL,(none)' --price-is line --returns net --s3-path-style ",
  );
  expect(command.match(/--decimal \S+/g)).toEqual(['--decimal ,']);
  expect(command.match(/--(separator|date-format|price-is) /g)).toHaveLength(3);
});

test.each([
  [
    'a table without the columns',
    'a,b,c\n1,2,3\n',
    /fail {2}columns: nothing can be fecha_compra, .* the file has a, b, c/,
  ],
  ['no table', 'hello\n', /fail {2}text: .* is no table/],
  ['an empty file', '', /fail {2}/],
])('doctor --input on %s: exit 3 and no command', async (_, content, finding) => {
  const folder = temporaryFolder({ 'some.csv': content });
  const { code, stdout } = await recompra(['doctor', '-i', 'some.csv'], { cwd: folder });
  expect(code).toBe(3);
  expect(stdout).toMatch(finding);
  expect(stdout).not.toContain('recompra run');
});

test('doctor --input on nothing says what a run would say, and --json holds all of it', async () => {
  const { code, stdout } = await recompra(['doctor', '-i', 'none.csv', '--json', '-q'], { cwd: temporaryFolder() });
  const { ok, checks, command } = JSON.parse(stdout);
  expect([code, ok, command]).toEqual([3, false, null]);
  expect(checks.at(-1)).toMatchObject({ name: 'input', state: 'fail', remedy: expect.stringContaining('--input') });
});
