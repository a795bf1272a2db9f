import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { packError, unpackError } from '../../src/config/packed-error';

const run = promisify(execFile);
const SOURCES = resolve(__dirname, '../../src/cli/compiled-sources.cjs');

interface Ended {
  name?: string;
  kind?: string;
  message?: string;
  /** Whether the main thread took turns meanwhile. */
  alive: boolean;
  /** Threads that were started. */
  started: number;
}

/** Does tasks in threads as a run does, from compiled sources, and tells how that ended. */
async function endOf(threads: number, work: string, context = '{}'): Promise<Ended & Record<string, unknown>> {
  const script = `
    const threads = require('node:worker_threads');
    const workers = [];
    const orders = [];
    threads.Worker = class extends threads.Worker {
      constructor(...given) { super(...given); workers.push(this); }
      postMessage(order) { orders.push(order.name); super.postMessage(order); }
    };
    const { load } = require(${JSON.stringify(SOURCES)});
    const { openTasks } = load('training/task-pool');
    let turns = 0;
    const clock = setInterval(() => turns++, 5);
    const end = async ({ name, kind, message, ...rest }) => {
      clearInterval(clock);
      console.log(JSON.stringify({ name, kind, message, alive: turns > 1, started: workers.length, ...rest }));
      await tasks.close();
    };
    const tasks = openTasks(${context}, ${threads});
    ${work}`;
  const { stdout } = await run(process.execPath, ['-e', script]);
  return JSON.parse(stdout);
}

/** Rows without a hazard network in them: the task is over at once. */
const NOTHING = `{ dates: { dense: { length: 0, origin: new Int32Array(0), recurrent: new Int32Array(0), customer: new Int32Array(0),
  features: load('features/feature-list').FEATURE_NAMES.map(() => new Float64Array(0)),
  history: { bought: [], large: [] }, nextDay: new Float64Array(0) } } }`;
const ASKED = "tasks.run('hazard-rows', { lastDay: 1, memory: new Float32Array(0) })";
const WRONG = "tasks.run('ranker-rows', { split: 'choice', memory: new Float32Array(0) })";

describe('a thread that cannot go on ends the run with its own error', () => {
  test('what it throws, while the main thread stays free', async () => {
    expect(await endOf(2, `${WRONG}.catch(end);`)).toMatchObject({
      name: 'TypeError',
      message: /no context/,
      alive: true,
    });
  }, 30_000);

  test('that it is gone, where it says nothing any more', async () => {
    const work = `${ASKED}.catch(end); setImmediate(() => setImmediate(() => workers[0].terminate()));`;
    expect(await endOf(2, work, NOTHING)).toMatchObject({
      kind: 'unexpected',
      message: expect.stringMatching(/^the thread that trains the dates ended with code \d and no result$/),
    });
  }, 30_000);

  test('to those who wait for other tasks too, and to those who ask later', async () => {
    const work = `
      const told = [];
      const all = [${ASKED}, ${ASKED}, ${WRONG}, ${ASKED}].map((task) => task.catch(({ message }) => told.push(message)));
      Promise.all(all).then(() => ${ASKED}.catch(({ message }) => end({ told, message })));`;
    const { told, message } = await endOf(1, work, NOTHING);
    expect(told).toContain(message);
    expect(message).toMatch(/no context/);
    expect(new Set(told as string[]).size).toBe(1);
  }, 30_000);

  test('that its task cannot be sent to it, whoever else waits', async () => {
    const unsendable = "tasks.run('hazard-rows', { lastDay: () => 1, memory: new Float32Array(0) })";
    const work = `
      const told = [];
      const all = [${unsendable}, ${ASKED}].map((task) => task.catch(({ message }) => told.push(message)));
      Promise.all(all).then(() => ${ASKED}.catch((error) => end({ name: error.name, kind: error.kind, message: error.message, told })));`;
    const { told, ...ended } = await endOf(1, work, NOTHING);
    expect(ended).toMatchObject({
      name: 'RecompraError',
      kind: 'unexpected',
      message: expect.stringMatching(
        /^the thread that trains the dates could not be given its task: .*could not be cloned/,
      ),
    });
    expect(told).toEqual([ended.message, ended.message]);
  }, 30_000);

  test('that there is none, where Node cannot start it', async () => {
    expect(await endOf(2, `${ASKED}.catch(end);`, '{ dates: () => 1 }')).toMatchObject({
      kind: 'unexpected',
      message: expect.stringMatching(/could not be given its task: .*could not be cloned/),
    });
  }, 30_000);
});

test.each([
  [1, 1],
  [2, 2],
  [64, 5],
])(
  'five tasks on %i threads start %i, and no more',
  async (threads, started) => {
    const work = `Promise.all([1, 2, 3, 4, 5].map(() => ${ASKED})).then((results) => end({ results }));`;
    expect(await endOf(threads, work, NOTHING)).toMatchObject({ started, results: [null, null, null, null, null] });
  },
  30_000,
);

test('of dates and products, those go first that have fewer threads', async () => {
  const work = `
    for (let i = 0; i < 3; i++) ${ASKED}.catch(() => undefined);
    ${WRONG}.catch(() => end({ orders }));`;
  const { orders } = await endOf(2, work, NOTHING);
  expect((orders as string[]).slice(0, 2)).toEqual(['hazard-rows', 'ranker-rows']);
}, 30_000);

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
