import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { packError, unpackError } from '../../src/config/packed-error';

const run = promisify(execFile);
const SOURCES = resolve(__dirname, '../../src/cli/compiled-sources.cjs');

/** Starts a task in a thread as a run does, from compiled sources, and tells how it ended. */
async function endOf(task: string): Promise<{ name: string; kind?: string; message: string; alive: boolean }> {
  const script = `
    const { startTask } = require(${JSON.stringify(SOURCES)}).load('training/training-thread');
    let turns = 0;
    const clock = setInterval(() => turns++, 5);
    const end = ({ name, kind, message }) => {
      clearInterval(clock);
      console.log(JSON.stringify({ name, kind, message, alive: turns > 1 }));
    };
    ${task}`;
  const { stdout } = await run(process.execPath, ['-e', script]);
  return JSON.parse(stdout);
}

describe('a thread that cannot go on ends the run with its own error', () => {
  test('what it throws, while the main thread stays free', async () => {
    const task = "startTask('products', { baskets: null, options: null }, { beside: true }).finish().catch(end);";
    expect(await endOf(task)).toMatchObject({ name: 'TypeError', message: /null/, alive: true });
  }, 30_000);

  test('that it is gone, where it says nothing any more', async () => {
    const task = `
      const rows = { planned: null, dense: null, first: null };
      const work = startTask('dates', { rows, plan: null, asOf: 1, seed: 1 }, { beside: true });
      work.finish().catch(end);
      work.stop();`;
    expect(await endOf(task)).toMatchObject({
      kind: 'unexpected',
      message: expect.stringMatching(/^the thread that trains the dates ended with code \d and no result$/),
    });
  }, 30_000);
});

test('an error thrown on purpose keeps kind, remedy and lines on its way between threads', () => {
  const error = new RecompraError('data', 'nothing there', { remedy: 'look elsewhere', lines: ['a', 'b'] });
  const again = unpackError(structuredClone(packError(error)));
  expect(again).toBeInstanceOf(RecompraError);
  expect(again).toEqual(error);
  expect(again.stack).toBe(error.stack);
});

test('any other error keeps its message and where it arose', () => {
  const error = new RangeError('out of reach');
  const again = unpackError(structuredClone(packError(error)));
  expect([again.message, again.stack]).toEqual([error.message, error.stack]);
});
