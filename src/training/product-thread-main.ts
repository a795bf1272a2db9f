import { parentPort, workerData } from 'node:worker_threads';
import { readyBackend } from '../models/fitting/backend';
import { chooseRecommender } from './product-metrics';
import type { ThreadInput } from './product-thread';
import { packChoice } from './product-thread';

/** What runs in the thread of its own: one choice, and its result as a message. */
async function choose({ baskets, options }: ThreadInput): Promise<void> {
  await readyBackend();
  parentPort!.postMessage(await packChoice(await chooseRecommender(baskets, options)));
}

void choose(workerData as ThreadInput);
