import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../notebooks/jupyter/run-notebook';

const require = createRequire(__filename);
const kernel = (name: string) => require(join(ROOT, 'notebooks/jupyter/kernels/tslab', name));

/** A socket that refuses what overlaps, as zeromq does, and remembers what it sent. */
function strictSocket() {
  return class {
    sent: unknown[] = [];
    closed = false;
    busy = false;
    async bind(_address: string) {
      await this.alone('bind');
    }
    async send(message: unknown) {
      await this.alone('send');
      this.sent.push(message);
    }
    close() {
      this.closed = true;
    }
    async alone(what: string) {
      if (this.busy) throw new Error(`Socket is blocked: ${what}`);
      this.busy = true;
      await new Promise((done) => setTimeout(done, 5));
      this.busy = false;
    }
  };
}

test('a socket that refuses what overlaps fails without turns', async () => {
  const socket = new (strictSocket())();
  const bound = socket.bind('tcp://127.0.0.1:1');
  await expect(socket.send('early')).rejects.toThrow('Socket is blocked');
  await bound;
});

test('messages wait for the binding and for each other, in their order, and a closing waits for them', async () => {
  const Publisher = strictSocket();
  kernel('steady-sockets.cjs').steadySockets({ Publisher, Router: strictSocket(), Reply: strictSocket() });
  const socket = new Publisher();
  const all = [socket.bind('tcp://127.0.0.1:1'), ...[1, 2, 3].map((message) => socket.send(message))];
  socket.close();
  expect(socket.closed).toBe(false);
  await Promise.all(all);
  await new Promise((done) => setTimeout(done, 1));
  expect([socket.sent, socket.closed]).toEqual([[1, 2, 3], true]);
});

test("zeromq's own sockets take a message at once after they are asked to bind", async () => {
  const zmq = require(join(ROOT, 'node_modules/zeromq'));
  kernel('steady-sockets.cjs').steadySockets(zmq);
  const [publisher, router] = [new zmq.Publisher(), new zmq.Router()];
  const bound = publisher.bind('tcp://127.0.0.1:*');
  await Promise.all([bound, ...Array.from({ length: 50 }, (_, i) => publisher.send(`message ${i}`))]);
  publisher.close();
  router.close();
});

test('a traceback ends at the line of the cell, without frames of the kernel or of Node', () => {
  const { errorText } = kernel('cell-errors.cjs');
  const error = new RangeError('no feature age');
  error.stack = [
    `${ROOT}/src/features/dataset.js:3`,
    'RangeError: no feature age',
    `    at featureColumn (${process.cwd()}/src/features/dataset.js:3:9)`,
    '    at evalmachine.<anonymous>:4:40',
    '    at execute (/x/node_modules/tslab/dist/executor.js:180:40)',
    '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
  ].join('\n');
  const source =
    "import { featureColumn } from './src/features/dataset';\nconst days = 7;\nconst ages = featureColumn(rows, 'age');";
  const compiled =
    "(function(exports, require) {\nvar a = require('./src/features/dataset');\nexports.days = 7;\nexports.ages = (0, a.featureColumn)(rows, 'age');\n})";
  expect(errorText(error, { source, compiled })).toBe(
    [
      'RangeError: no feature age',
      '    at featureColumn (src/features/dataset.js:3:9)',
      "    at line 3 of the cell: const ages = featureColumn(rows, 'age');",
    ].join('\n'),
  );
});

test('an error of the program shows its lines and what to do', () => {
  const { errorText } = kernel('cell-errors.cjs');
  const error = Object.assign(new Error('none'), { lines: ['one'], remedy: 'give some', stack: 'Error: none' });
  expect(errorText(error, { source: '', compiled: '' })).toBe('Error: none\n  one\nwhat to do: give some');
});

test('an import that is not found is told where imports start, and what is there', () => {
  const { importAdvice } = kernel('cell-errors.cjs');
  const advice = importAdvice("Cannot find module './src/config/load-setings' or its type declarations.", ROOT);
  expect(advice).toContain(`the root of the checkout (${ROOT})`);
  expect(advice).toMatch(/\.\/src\/config has .* and \d+ more/);
  expect(importAdvice("Cannot find module 'danfo'", ROOT)).toBeNull();
});
