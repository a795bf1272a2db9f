import { parentPort, workerData } from 'node:worker_threads';
import { packError } from '../config/packed-error';
import { doTask } from './training-tasks';
import type { ThreadInput, ThreadMessage } from './training-thread';

const say = (message: ThreadMessage) => parentPort!.postMessage(message);

/** What runs in a thread of its own: one task, its steps and its result as messages. */
async function work({ name, input }: ThreadInput): Promise<void> {
  try {
    say({ result: await doTask(name, input, (step) => say({ step })) });
  } catch (error) {
    say({ error: packError(error) });
  }
}

void work(workerData as ThreadInput);
