import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { built, ensureCommands, run } from './build-tools';
import { buildah } from './buildah';
import type { LambdaRuntime } from './runtime';

/** Stands in for `public.ecr.aws/lambda/nodejs:22`, which cannot be had without a network. */
export const STAND_IN = 'localhost/lambda-nodejs-stand-in:22';

/**
 * An image laid out as AWS's base image (entry point, /var/runtime, /var/task, Node 22 with npm, the same runtime
 * client and emulator), on Debian instead of Amazon Linux.
 */
export function ensureBaseImage({ node, client, emulator }: LambdaRuntime): string {
  ensureCommands(['mmdebstrap', 'buildah']);
  const context = built('stand-in-context', 'Debian by mmdebstrap, a minute', (folder) => {
    run('mmdebstrap', ['--variant=minbase', '--include=ca-certificates,libstdc++6', 'bookworm', 'debian.tar'], {
      cwd: folder,
    });
    cpSync(join(__dirname, 'stand-in'), folder, { recursive: true });
    cpSync(node, join(folder, 'node'));
    cpSync(client, join(folder, 'aws-lambda-ric'), { recursive: true });
    cpSync(emulator, join(folder, 'aws-lambda-rie'));
    cpSync(npmFolder(), join(folder, 'npm'), { recursive: true, dereference: true });
  });
  if (!buildah(['images', '--format', '{{.Name}}:{{.Tag}}']).split('\n').includes(STAND_IN)) {
    buildah(['bud', '--tag', STAND_IN, context]);
  }
  return STAND_IN;
}

/** The npm of this machine; AWS's image has one too. */
function npmFolder(): string {
  return join(dirname(process.execPath), '../lib/node_modules/npm');
}
