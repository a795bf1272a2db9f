import { expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { sharedFloats } from '../../src/config/shared-memory';
import { sideBySide } from '../../src/training/side-by-side';

const GB = 10 ** 9;
/** Numbers of half a GB. */
const room = GB / 8;

test.each([
  ['eight threads and memory enough', 8, 2, 6 * GB, true],
  ['eight threads, and rows that take more than a sixth of it', 8, 2, 6 * GB - 1, false],
  ['eight threads on a small machine', 8, 2, 2 * GB, false],
  ['a third fit, which needs half as much again', 8, 3, 6 * GB, false],
  ['a third fit that has it', 8, 3, 9 * GB, true],
  ['three threads', 3, 2, 64 * GB, true],
  ['two threads, whatever the memory', 2, 2, 64 * GB, false],
])('fits go on side by side where there are threads and memory: %s', (_, threads, fits, memory, expected) => {
  expect(sideBySide({ threads }, { fits, room }, memory)).toBe(expected);
});

test('memory that there is not is told with what helps', () => {
  let thrown: unknown;
  try {
    sharedFloats(2 ** 50);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(RecompraError);
  expect(thrown).toMatchObject({
    kind: 'unexpected',
    message: 'there is not enough memory for 4294967296 MiB more that threads share',
    remedy: expect.stringContaining('--threads 2'),
    cause: expect.any(RangeError),
  });
});
