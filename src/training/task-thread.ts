import { parentPort, workerData } from 'node:worker_threads';
import { packError } from '../config/packed-error';
import type { ThreadMessage, ThreadOrder } from './task-pool';
import type { TaskContext } from './training-tasks';
import { doTask } from './training-tasks';

const context = workerData as TaskContext;
const say = (message: ThreadMessage) => parentPort!.postMessage(message);

/** What runs in a thread of the pool: one task after the other, its passes and its result as messages. */
async function work({ name, input }: ThreadOrder): Promise<void> {
  try {
    say({ result: await doTask(name, input, context, (passes) => say({ passes })) });
  } catch (error) {
    say({ error: packError(error) });
  }
}

parentPort!.on('message', (order: ThreadOrder) => void work(order));
