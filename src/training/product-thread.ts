import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RecompraError } from '../config/errors';
import type { HitChances } from '../evaluation/hit-chances';
import type { TopProductsMetrics } from '../evaluation/metrics-schema';
import type { RankerManifest } from '../models/folder/ranker-files';
import { packRanker, unpackRanker } from '../models/folder/ranker-files';
import type { RankingNetwork } from '../models/ranking/ranking-network';
import type { BasketHistory } from '../products/baskets/basket-history';
import type { AnsweredCases } from '../products/methods/answered-cases';
import type { ProductChoice, ProductOptions } from './product-metrics';
import { chooseRecommender } from './product-metrics';

/** What the thread is given: values only. */
export interface ThreadInput {
  baskets: BasketHistory;
  options: Omit<ProductOptions, 'onEpoch'>;
}

type PackedRanker = { manifest: RankerManifest; files: Map<string, Uint8Array> } | null;

/** What it gives back, networks as the bytes of a model folder. */
export interface ThreadResult {
  metrics: TopProductsMetrics;
  ranker: PackedRanker;
  hitChances: HitChances | null;
  test: { cases: AnsweredCases; ranker: PackedRanker };
}

/** A choice of the product method that is under way, or begins when it is asked for. */
export interface ProductWork {
  finish(): Promise<ProductChoice>;
  /** Ends it where it is not over. */
  stop(): Promise<void>;
}

/** The compiled file of the thread; where sources run uncompiled there is none. */
const THREAD_FILE = join(__dirname, 'product-thread-main.js');

/**
 * Chooses the product method beside other work, in a thread of its own; with a single thread, or where sources run
 * uncompiled, when it is asked for. The result is the same to the bit.
 *
 * @param threads that may be used; as many as there are cores unless given
 */
export function startProducts(
  input: ThreadInput,
  { threads = availableParallelism() }: { threads?: number | undefined },
): ProductWork {
  if (threads < 2 || !existsSync(THREAD_FILE)) {
    return { finish: () => chooseRecommender(input.baskets, input.options), stop: async () => {} };
  }
  const worker = new Worker(THREAD_FILE, { workerData: input });
  const result = resultOf(worker);
  // Who waits for it later hears of a failure then.
  result.catch(() => {});
  return {
    finish: async () => unpackChoice(await result),
    stop: async () => {
      await worker.terminate();
    },
  };
}

function resultOf(worker: Worker): Promise<ThreadResult> {
  return new Promise((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', (code) =>
      fail(
        new RecompraError('unexpected', `the thread that chooses products ended with code ${code} and no result`, {
          remedy: 'give the run more memory, or --threads 1',
        }),
      ),
    );
  });
}

/** A choice as values that another thread can be given. */
export async function packChoice({ ranker, test, ...values }: ProductChoice): Promise<ThreadResult> {
  return { ...values, ranker: await packed(ranker), test: { cases: test.cases, ranker: await packed(test.ranker) } };
}

async function unpackChoice({ ranker, test, ...values }: ThreadResult): Promise<ProductChoice> {
  return {
    ...values,
    ranker: await unpacked(ranker),
    test: { cases: test.cases, ranker: await unpacked(test.ranker) },
  };
}

async function packed(ranker: RankingNetwork | null): Promise<PackedRanker> {
  return ranker === null ? null : packRanker(ranker);
}

async function unpacked(ranker: PackedRanker): Promise<RankingNetwork | null> {
  return ranker === null ? null : unpackRanker(ranker.manifest, ranker.files);
}
