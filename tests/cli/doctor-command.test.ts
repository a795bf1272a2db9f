import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { recompra } from './recompra';

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
