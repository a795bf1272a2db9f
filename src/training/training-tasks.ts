import type { TopProductsMetrics } from '../evaluation/metrics-schema';
import type { OriginPlan } from '../features/origins';
import { readyBackend } from '../models/fitting/backend';
import type { RankerManifest } from '../models/folder/ranker-files';
import { packRanker, unpackRanker } from '../models/folder/ranker-files';
import type { RankingNetwork } from '../models/ranking/ranking-network';
import type { BasketHistory } from '../products/baskets/basket-history';
import type { AnsweredCases } from '../products/methods/answered-cases';
import type { TrainingRows } from './fit-candidates';
import { judgedRows } from './judged-rows';
import type { ProductChoice, ProductOptions } from './product-metrics';
import { chooseRecommender } from './product-metrics';
import type { DateTraining } from './train-dates';
import { trainDates } from './train-dates';
import type { TrainingStep } from './training-steps';

/** What the date models are trained from: values only, that another thread can be given. */
export interface DateTask {
  rows: TrainingRows;
  plan: OriginPlan;
  /** Epoch day. */
  asOf: number;
  seed: number;
}

/** What the product method is chosen from. */
export interface ProductTask {
  baskets: BasketHistory;
  options: Omit<ProductOptions, 'onEpoch'>;
}

type PackedRanker = { manifest: RankerManifest; files: Map<string, Uint8Array> } | null;

/** A choice with its networks as the bytes of a model folder. */
export interface PackedChoice extends Pick<ProductChoice, 'hitChances'> {
  metrics: TopProductsMetrics;
  ranker: PackedRanker;
  test: { cases: AnsweredCases; ranker: PackedRanker };
}

/** The parts of a training that need nothing of each other, from values to values. */
export interface TrainingTasks {
  dates: { input: DateTask; result: DateTraining };
  products: { input: ProductTask; result: PackedChoice };
}

export type TaskName = keyof TrainingTasks;

/** Told of the steps of a task, where it has any. */
export type TellStep = (step: TrainingStep) => void;

/** Does a task in this thread. */
export async function doTask<Name extends TaskName>(
  name: Name,
  input: TrainingTasks[Name]['input'],
  tell: TellStep,
): Promise<TrainingTasks[Name]['result']> {
  await readyBackend();
  return TASKS[name](input, tell);
}

const TASKS: {
  [Name in TaskName]: (input: TrainingTasks[Name]['input'], tell: TellStep) => Promise<TrainingTasks[Name]['result']>;
} = {
  dates: ({ rows, plan, asOf, seed }, tell) => {
    const judged = (origins: number[]) => judgedRows(rows.planned, origins, plan.horizon);
    const [validation, train, test] = [plan.validation, plan.trainForTest, plan.test].map(judged);
    const blocks = { validation: validation!, train: train!, test: test! };
    return trainDates(rows, blocks, { plan, asOf, seed, onStep: tell });
  },
  products: async ({ baskets, options }) => packChoice(await chooseRecommender(baskets, options)),
};

async function packChoice({ metrics, ranker, hitChances, test }: ProductChoice): Promise<PackedChoice> {
  return {
    metrics,
    hitChances,
    ranker: await packed(ranker),
    test: { cases: test.cases, ranker: await packed(test.ranker) },
  };
}

/** The choice again; its networks answer the same to the bit. Needs readyBackend. */
export async function unpackChoice({ metrics, ranker, hitChances, test }: PackedChoice): Promise<ProductChoice> {
  return {
    metrics,
    hitChances,
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
