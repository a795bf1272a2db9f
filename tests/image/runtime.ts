import { cpSync, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { built, ensureCommands, ensureGo, run, unpackPackage } from './build-tools';

/** The Node of Lambda's nodejs22 runtime, whatever this machine has. */
const NODE_VERSION = '22.23.3';
const CLIENT_VERSION = '3.3.0';
const EMULATOR = 'github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie';
const EMULATOR_VERSION = 'v0.0.0-20261030222936-bef5c4ba774d';

/** What AWS's base image runs a function with. */
export interface LambdaRuntime {
  node: string;
  /** Folder of `aws-lambda-ric`. */
  client: string;
  /** The Runtime Interface Emulator, which stands in for the service. */
  emulator: string;
}

/** Node 22, the runtime interface client and the emulator, built where they are missing (four to eight minutes). */
export function ensureRuntime(): LambdaRuntime {
  const unpacked = built(`node-${NODE_VERSION}-package`, 'Node 22 from npm', (folder) => {
    unpackPackage(`node-linux-${process.arch}@${NODE_VERSION}`, folder);
  });
  const nodeFolder = join(unpacked, 'package');
  const client = built(`aws-lambda-ric-${CLIENT_VERSION}`, 'a build of three to eight minutes', (folder) =>
    buildClient(folder, nodeFolder),
  );
  const emulator = built(`aws-lambda-rie-${EMULATOR_VERSION}`, 'a build of half a minute or more', (folder) =>
    run(ensureGo(), ['install', `${EMULATOR}@${EMULATOR_VERSION}`], { cwd: folder, env: { GOBIN: folder } }),
  );
  return { node: join(nodeFolder, 'bin/node'), client, emulator: join(emulator, 'aws-lambda-rie') };
}

/** The steps of the package's own install scripts, which npm does not run, against the headers of Node 22. */
function buildClient(folder: string, nodeFolder: string): void {
  ensureCommands(['autoconf', 'libtoolize', 'cmake', 'g++']);
  const work = join(folder, 'build');
  mkdirSync(work);
  const source = unpackPackage(`aws-lambda-ric@${CLIENT_VERSION}`, work);
  const env = { MAKEFLAGS: `-j${cpus().length}` };
  run('sh', ['scripts/preinstall.sh'], { cwd: source, env });
  run('npm', ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'], { cwd: source });
  run('node_modules/.bin/node-gyp', ['rebuild', `--nodedir=${nodeFolder}`], { cwd: source, env });
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(source, part), join(folder, part), { recursive: true });
  cpSync(join(source, 'build/Release/rapid-client.node'), join(folder, 'dist/rapid-client.node'));
  run('rm', ['-rf', work], { cwd: folder });
}
