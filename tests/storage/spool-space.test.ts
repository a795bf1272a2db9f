import { expect, test } from 'vitest';
import { asFailure } from '../../src/lambda/failure';
import { freeBytes } from '../../src/storage/disk/free-space';
import type { InputObject } from '../../src/storage/inputs/input-object';
import { requireSpace } from '../../src/storage/inputs/spool-space';
import { temporaryFolder } from './temporary-folder';

const input = (bytes: number, localPath: string | null = null): InputObject => ({
  name: 's3://shop/a.csv',
  bytes,
  localPath,
  open: () => Promise.reject(new Error('nothing may be read')),
  requireUnchanged: () => Promise.reject(new Error('nothing may be read')),
});

test('inputs that fit beside each other pass, and so do local ones of any size', async () => {
  const folder = temporaryFolder();
  await requireSpace([input(1_000), input(2_000)], folder);
  await requireSpace([input(Number.MAX_SAFE_INTEGER, '/data.csv')], folder);
});

test('inputs that do not fit together are refused before anything is read, with both sizes', async () => {
  const folder = temporaryFolder();
  const half = Math.ceil((await freeBytes(folder)) * 0.6);
  const refused = await requireSpace([input(half), input(half)], folder).catch((error) => error);
  expect(refused).toMatchObject({
    kind: 'usage',
    message: expect.stringMatching(/the inputs have [\d,]+ MiB, .* room for [\d,]+ MiB/),
  });
  expect(asFailure(refused)).toMatchObject({ name: 'StorageSpaceError', retryable: false });
  expect(asFailure(refused).message).toContain('the inputs have');
});
