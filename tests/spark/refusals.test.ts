import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import { MEMORY_SHARE } from '../../src/engine/engine';
import { column, query, relation } from '../../src/engine/relation';
import type { SparkEngine } from '../../src/engine/spark/spark-engine';
import { openSparkSession } from '../../src/engine/spark/spark-session';
import { workerOptions } from '../../src/jobs/context/program-command';
import { scorerCommand } from '../../src/jobs/scoring/predict-on-workers';
import { machineMemory } from '../../src/storage/disk/machine-memory';
import { purchaseLines, recompra } from '../cli/recompra';
import { ensureSpark } from '../setup/spark-env';
import { openTestSpark } from './open-spark';

let folder: string;
let input: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recompra-spark-refused-'));
  input = join(folder, 'data.csv');
  writeFileSync(input, purchaseLines(3));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function refused(python: string, env: Record<string, string> = {}) {
  const output = join(folder, 'out');
  const options = ['--engine', 'spark', '--spark-python', python, '--quiet'];
  const { code, stderr } = await recompra(['etl', '--input', input, '--output', output, ...options], { env });
  expect(existsSync(output)).toBe(false);
  return { code, stderr };
}

test('without Python the error says what is missing and how to get it', async () => {
  const { code, stderr } = await refused('/nowhere/python3');
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/\/nowhere\/python3 was not found[\s\S]*pip install pyspark==3\.5\.5/),
  ]);
});

test('without pyspark too', async () => {
  const { code, stderr } = await refused('python3');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/no package pyspark[\s\S]*pip install pyspark==3\.5\.5/)]);
});

test('without Java too', async () => {
  // What Spark's own scripts call, and no Java among it.
  const tools = join(folder, 'bin');
  mkdirSync(tools);
  for (const tool of [
    'bash',
    'env',
    'dirname',
    'basename',
    'readlink',
    'uname',
    'cat',
    'rm',
    'ps',
    'nice',
    'python3',
  ]) {
    const found = ['/bin', '/usr/bin'].map((place) => join(place, tool)).find(existsSync);
    if (found !== undefined) symlinkSync(found, join(tools, tool));
  }
  const { code, stderr } = await refused(ensureSpark(), { PATH: tools, JAVA_HOME: '' });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/needs Java[\s\S]*openjdk-17-jre-headless/)]);
});

test('a master that is not there is an error and no endless wait', async () => {
  const { code, stderr } = await refused(ensureSpark(), { RECOMPRA_SPARK_MASTER: 'nonsense://nowhere' });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/Master must/)]);
});

test('a relation that fails is named, with its text, and the engine goes on, also in a work folder named from here', async () => {
  let spark: SparkEngine | undefined;
  try {
    spark = await openTestSpark({ workDir: relative('.', folder) });
    const numbers = { n: column('INTEGER', 'a number') };
    const made = (name: string, sql: string) =>
      relation({ name, row: 'a row', columns: numbers, of: {}, select: () => sql });
    const asked = (of: ReturnType<typeof made>) => spark!.rows(query({ of }, (_, t) => `SELECT n FROM ${t.of} AS o`));
    await expect(asked(made('half_made', 'SELECT nothing AS n'))).rejects.toMatchObject({
      kind: 'unexpected',
      message: expect.stringMatching(/half_made.*nothing/),
      lines: ['SELECT nothing AS n'],
    });
    await expect(asked(made('wide', 'SELECT CAST(1 AS BIGINT) AS n'))).rejects.toMatchObject({
      message: expect.stringMatching(/wide.*declared.*int.*bigint/),
    });
    await expect(asked(made('divided', 'SELECT CAST(1 / (id - id) AS INT) AS n FROM range(3)'))).rejects.toMatchObject({
      message: expect.stringMatching(/divided.*zero/i),
    });
    expect(await asked(made('right', 'SELECT 7 AS n'))).toEqual([{ n: 7 }]);
  } finally {
    await spark?.close();
  }
});

const RUNNER = resolve(__dirname, '../../src/engine/spark/runner.py');

/** A program in Python's place. */
function inPlaceOfPython(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  return path;
}

const isAlive = (pid: number): boolean => {
  try {
    // Those that are dead but not yet waited for have ended too.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

test.each(['a[b]', 'a,b', 'a*', '{a}'])('a work folder %s, which Spark would not find, is refused', async (name) => {
  const workDir = join(folder, name);
  mkdirSync(workDir);
  const refusal = { kind: 'usage', message: expect.stringContaining(name) };
  await expect(openTestSpark({ python: '/nowhere/python3', workDir })).rejects.toMatchObject(refusal);
});

test('lines on stdout that are no answers are passed over, and told where Spark ends', async () => {
  const script = `echo Welcome; echo 7; echo '{"ready": 1}'; read m; echo noise; echo '{"rows": {"r": 7}}'; read m; echo 'no luck'`;
  const python = inPlaceOfPython('talking', script);
  const session = await openSparkSession({ python, master: 'local[1]' }, folder);
  expect(await session.run({ steps: [] })).toEqual({ rows: { r: 7 } });
  await expect(session.run({ steps: [] })).rejects.toMatchObject({ lines: expect.arrayContaining(['no luck']) });
  await session.close();
});

test('all that a session has started ends with it, and nobody waits for it', async () => {
  const script = `sleep 61 & echo $! > held; setsid sleep 3 & echo '{"ready": 1}'; sleep 61`;
  const session = await openSparkSession({ python: inPlaceOfPython('holding', script), master: 'local[1]' }, folder);
  const began = Date.now();
  await session.close();
  expect(Date.now() - began).toBeLessThan(1500);
  await vi.waitUntil(() => !isAlive(Number(readFileSync(join(folder, 'held'), 'utf8'))));
});

/** The runner as a session starts it. */
function startRunner(args: string[], env: Record<string, string> = {}) {
  const submit = `--master local[3] --driver-memory 600m --conf spark.driver.host=127.0.0.1 pyspark-shell`;
  return spawn(ensureSpark(), ['-u', RUNNER, ...args], {
    cwd: folder,
    env: { ...process.env, PYSPARK_SUBMIT_ARGS: submit, SPARK_LOCAL_IP: '127.0.0.1', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
}

const piped = (name: string, script: string, more: object = {}) => {
  const command = ['sh', '-c', script, '{memory}'];
  return JSON.stringify({
    steps: [{ kind: 'pipe', name, command, items: ['1'], environment: 'driver', memory: null, ...more }],
  });
};

test('a piped command has an environment without keys, and goes though it is at work when stdin ends', async () => {
  const runner = startRunner(['-'], { AWS_SECRET_ACCESS_KEY: 'secret', RECOMPRA_ENGINE: 'spark', MARK: 'here' });
  const ended = new Promise<unknown>((done) => runner.once('exit', (_, signal) => done(signal)));
  const lines = createInterface({ input: runner.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value as string);
  expect(await answer()).toMatchObject({ ready: '3.5.5' });
  runner.stdin.write(`${piped('told', 'env')}\n`);
  const told = ((await answer()) as { printed: { told: string[] } }).printed.told;
  expect(told).toEqual(expect.arrayContaining(['MARK=here', `PATH=${process.env['PATH']}`]));
  expect(told.filter((line) => /^(AWS|RECOMPRA)_/.test(line))).toEqual([]);
  // local[3]: three at once, or as many as there are.
  const sizes = async (items: string[], memory: number | null) => {
    runner.stdin.write(`${piped('sizes', 'echo $0', { items, memory })}\n`);
    return ((await answer()) as { printed: { sizes: string[] } }).printed.sizes;
  };
  expect(await sizes(['1', '2', '3', '4'], 900e6)).toEqual(Array(4).fill('300MB'));
  expect(await sizes(['1', '2'], 900e6)).toEqual(Array(2).fill('450MB'));
  const heap = 600 * 2 ** 20;
  const [third, , , ...others] = await sizes(['1', '2', '3', '4'], null);
  expect(others).toEqual([third]);
  const all = 3 * 1e6 * Number.parseInt(third!, 10);
  expect(all).toBeLessThanOrEqual(0.8 * machineMemory());
  expect(all / (0.8 * (machineMemory() - heap))).toBeCloseTo(1, 1);
  const held = join(folder, 'at-work');
  runner.stdin.write(`${piped('held', `echo $$ > ${held}; exec sleep 62`)}\n`);
  const worker = await vi.waitUntil(() => existsSync(held) && Number(readFileSync(held, 'utf8')), { timeout: 20_000 });
  expect(isAlive(worker)).toBe(true);
  runner.stdin.end();
  expect(await ended).toBe('SIGKILL');
  await vi.waitUntil(() => !isAlive(worker), { timeout: 10_000 });
});

test('manifests from a store are answered beside them, from the first that is asked for until one is null', async () => {
  const manifests = join(folder, 'manifests');
  mkdirSync(manifests);
  const sink = (rows: number) => ({
    steps: [{ kind: 'sink', name: 'rows', sql: `SELECT id FROM range(${rows})`, path: join(folder, 'rows') }],
  });
  [null, sink(7), sink(8), null].forEach((manifest, number) => {
    writeFileSync(join(manifests, `${number + 1}.json`), JSON.stringify(manifest));
  });
  const runner = startRunner([manifests, '2', '60']);
  runner.stdout.resume();
  expect(await new Promise((done) => runner.once('exit', done))).toBe(0);
  const answer = (number: number) => JSON.parse(readFileSync(join(manifests, `${number}.answer`), 'utf8'));
  expect([answer(2), answer(3)]).toEqual([7, 8].map((rows) => ({ rows: { rows }, printed: {} })));
  expect(existsSync(join(manifests, '1.answer'))).toBe(false);
});

test('without a manifest for a while the runner ends well', async () => {
  const runner = startRunner([folder, '1', '0.5']);
  runner.stdout.resume();
  expect(await new Promise((done) => runner.once('exit', done))).toBe(0);
});

test('a scorer works in the folder that the run was told, with its part of the memory, and finds the store of EMR', () => {
  const command = ['node', 'recompra.cjs'];
  const scorer = ['node', 'recompra.cjs', 'predict', '--bucket', '/f', '--json', '--quiet', '--threads', '1'];
  const told = (settings: SettingsInput) =>
    scorerCommand('/f', { command, scorerOptions: workerOptions(settingsSchema.parse(settings)) });
  const share = ['--memory', MEMORY_SHARE];
  expect(told({})).toEqual([...scorer, ...share]);
  expect(told({ workDir: 'big', memory: '2GB' })).toEqual([...scorer, '--work-dir', resolve('big'), ...share]);
  const emr = { application: 'app', role: 'arn:aws:iam::1:role/x', store: 's3://b/p' };
  const store = ['--s3-region', 'eu-west-1', '--s3-path-style', '--s3-checksums', 'WHEN_SUPPORTED'];
  const s3 = { region: 'eu-west-1', forcePathStyle: true };
  expect(told({ spark: { emr }, workDir: 'big', memory: '2GB', s3 })).toEqual([...scorer, ...store, ...share]);
});
