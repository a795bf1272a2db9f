import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { purchaseLines } from '../cli/recompra';
import { freePort, type Moto, startMoto, TEST_CREDENTIALS } from '../storage/moto';
import { ensureBaseImage, STAND_IN } from './base-image';
import { buildah, startBuildah } from './buildah';
import { listening } from './emulated-function';
import { pageCommands, ROOT } from './page-commands';
import { ensureRuntime } from './runtime';

/** The largest the image may be above its base, MB. */
const LIMIT_MB = 100;
const CERTIFICATES = '/etc/ssl/certs';

const commands = pageCommands();
const tag = commands.build[commands.build.indexOf('-t') + 1]!;
const image = `localhost/${tag}`;
let moto: Moto;
let container: string | undefined;
let running: ChildProcess | undefined;

beforeAll(async () => {
  ensureBaseImage(ensureRuntime());
  moto = await startMoto();
  await moto.createBucket('bucket');
  await moto.put('bucket', 'lines/a.csv', purchaseLines(3));
  const reach = registryAccess();
  buildah(['bud', '--layers=false', '--build-arg', `BASE_IMAGE=${STAND_IN}`, ...reach, ...commands.build], ROOT);
  container = buildah(['from', '--pull-never', image]);
});

afterAll(async () => {
  await stop();
  if (container !== undefined) buildah(['rm', container]);
  await moto.stop();
});

/** What a build on this machine needs to reach its package registry, mounted meanwhile: none of it is in the image. */
function registryAccess(): string[] {
  const setting = (name: string) => execFileSync('npm', ['config', 'get', name], { encoding: 'utf8' }).trim();
  const own = join(homedir(), '.npmrc');
  const file = join(mkdtempSync(join(tmpdir(), 'recompra-npm-')), 'npmrc');
  const given = existsSync(own) ? readFileSync(own, 'utf8') : '';
  writeFileSync(
    file,
    `${given}\n${setting('cafile') === 'null' ? '' : `cafile=${CERTIFICATES}/ca-certificates.crt\n`}`,
  );
  const mounts = [`${file}:/root/.npmrc:ro`, `${CERTIFICATES}:${CERTIFICATES}:ro`, `${setting('cache')}:/root/.npm`];
  return mounts.flatMap((mount) => ['-v', mount]);
}

async function stop(): Promise<void> {
  if (running === undefined || running.exitCode !== null) return;
  const ended = new Promise((resolve) => running!.once('exit', resolve));
  process.kill(-running.pid!, 'SIGKILL');
  await ended;
}

/** Files of the image below a folder. */
function filesIn(folder: string): string[] {
  const mounted = buildah(['mount', container!]);
  return readdirSync(join(mounted, folder), { recursive: true }).map(String);
}

test('the image holds two bundles and their native packages: no sources, no development code, no secrets', () => {
  const files = filesIn('var/task');
  expect(files.filter((file) => !file.includes('node_modules')).sort()).toEqual(
    ['etl.js', 'etl.js.LEGAL.txt', 'predict.js', 'predict.js.LEGAL.txt'].sort(),
  );
  const packages = files.flatMap((file) => /^node_modules\/(@[^/]+\/[^/]+)$/.exec(file)?.[1] ?? []);
  expect(packages.sort()).toEqual(['@duckdb/node-bindings-linux-x64', '@tensorflow/tfjs-backend-wasm'].sort());
  expect(filesIn('root')).toEqual(expect.not.arrayContaining(['.npmrc', '.npm']));
  const config = buildah(['inspect', '--type', 'image', image]);
  expect(config).not.toMatch(/npmrc|AWS_SECRET|AKIA/);
  expect(JSON.parse(config).OCIv1.config).toMatchObject({ Cmd: ['etl.handler'], WorkingDir: '/var/task' });
});

test('above its base it is smaller than the limit', () => {
  const megabytes = (name: string) => JSON.parse(buildah(['images', '--json', name]))[0].size as string;
  const task = execFileSync('du', ['-sm', join(buildah(['mount', container!]), 'var/task')], { encoding: 'utf8' });
  expect(Number(task.split('\t')[0])).toBeLessThan(LIMIT_MB);
  process.stderr.write(
    `image: ${megabytes(image)}, its base: ${megabytes(STAND_IN)}, /var/task: ${task.split('\t')[0]} MB\n`,
  );
});

test('run and called as docs/aws.md says, it publishes', async () => {
  const port = await freePort();
  const given = {
    RECOMPRA_S3_ENDPOINT: moto.endpoint,
    RECOMPRA_S3_FORCE_PATH_STYLE: 'true',
    ...TEST_CREDENTIALS,
    AWS_REGION: 'us-east-1',
  };
  const named = commands.run.flatMap((word, i) => (commands.run[i - 1] === '-e' && word.includes('=') ? [word] : []));
  const variables = [...Object.entries(given).map(([name, value]) => `${name}=${value}`), ...named];
  expect(named).toContain('RECOMPRA_INPUT=s3://bucket/lines/');
  expect(commands.run).toContain('9000:8080');
  const { Entrypoint, Cmd } = JSON.parse(buildah(['inspect', '--type', 'image', image])).OCIv1.config;
  // buildah has no port mapping of its own: the emulator listens at a free port of the host, for 8080 and 9000 both.
  const options = `--runtime-interface-emulator-address 127.0.0.1:${port} --runtime-api-address 127.0.0.1:${await freePort()}`;
  const env = [...variables, `STAND_IN_RIE_OPTIONS=${options}`].flatMap((variable) => ['--env', variable]);
  running = startBuildah(['run', '--network=host', ...env, container!, '--', ...Entrypoint, ...Cmd]);
  let log = '';
  for (const stream of [running.stdout!, running.stderr!]) stream.on('data', (piece: Buffer) => (log += piece));
  await listening(port, running);
  const answer = execFileSync('sh', ['-c', commands.curl.replace('9000', String(port))], { encoding: 'utf8' });
  expect(JSON.parse(answer), log).toMatchObject({ status: 'published', lines: { in: 36, kept: 36 } });
  const manifest = await verifyRun('s3://bucket/clean/', moto.settings);
  expect(manifest).toMatchObject({ node: 'v22.23.3' });
});
