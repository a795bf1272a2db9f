import { shared } from '../config/shared-memory';
import type { OriginPlan } from '../features/origins';
import type { BaselineName, FittedBaselines } from '../models/dates/baselines/fit-baselines';
import type { HazardLessons } from '../models/dates/hazard-network/hazard-lessons';
import { trainHazardMember } from '../models/dates/hazard-network/train-hazard-network';
import { readyBackend } from '../models/fitting/backend';
import type { PackedRanker } from '../models/folder/ranker-files';
import type { PackedRegressor } from '../models/folder/regressor-files';
import { packRegressor } from '../models/folder/regressor-files';
import type { StandardRows } from '../models/ranking/ranking-training';
import type { PartOptions, TrainingRows } from './fit-parts';
import { fitRegressor, fitSomeBaselines, hazardRows } from './fit-parts';
import type { ChosenDates, DateJudging, JudgedDates } from './judge-dates';
import { chooseDates, judgeDates } from './judge-dates';
import type { PackedCandidates } from './packed-candidates';
import type { JudgedProductFigures, ScoredProducts } from './product-metrics';
import type { JudgedProducts, ProductSplit } from './product-splits';
import type { SplitScores } from './product-tasks';
import { figuresOf, fitRankerNetwork, rankerLessons, scoresOfSplit } from './product-tasks';
import type { TellPasses } from './training-steps';

/** What all tasks look at: values only, that other threads can be given. */
export interface TaskContext {
  dates?: TrainingRows;
  products?: JudgedProducts;
}

/** The parts of a training, from values to values. */
export interface TrainingTasks {
  /** Some of the baselines. */
  baselines: { input: { names: BaselineName[]; options: PartOptions }; result: FittedBaselines };
  'hazard-rows': { input: { lastDay: number; memory: Float32Array }; result: HazardLessons | null };
  'hazard-member': { input: { lessons: HazardLessons; member: number; seed: number }; result: Float32Array[] };
  'dense-network': { input: PartOptions; result: PackedRegressor | null };
  'date-choice': { input: { plan: OriginPlan; candidates: PackedCandidates }; result: ChosenDates };
  'date-figures': { input: DateJudging; result: JudgedDates };
  'ranker-rows': { input: { split: ProductSplit; memory: Float32Array }; result: StandardRows | null };
  'ranker-network': { input: { rows: StandardRows; index: number }; result: Map<string, Uint8Array> };
  scores: { input: { split: Exclude<ProductSplit, 'use'>; ranker: PackedRanker | null }; result: SplitScores };
  'product-figures': { input: ScoredProducts; result: JudgedProductFigures };
}

export type TaskName = keyof TrainingTasks;
export type TaskInput<Name extends TaskName> = TrainingTasks[Name]['input'];
export type TaskResult<Name extends TaskName> = TrainingTasks[Name]['result'];

type Tasks = {
  [Name in TaskName]: (
    input: TaskInput<Name>,
    context: Required<TaskContext>,
    tell: TellPasses,
  ) => TaskResult<Name> | Promise<TaskResult<Name>>;
};

/** Does a task in this thread. Columns of its result are in shared memory. */
export async function doTask<Name extends TaskName>(
  name: Name,
  input: TaskInput<Name>,
  context: TaskContext,
  tell: TellPasses,
): Promise<TaskResult<Name>> {
  if (!WITHOUT_NETWORKS.has(name)) await readyBackend();
  return shared(await TASKS[name](input, contextOf(context), tell));
}

const WITHOUT_NETWORKS: ReadonlySet<TaskName> = new Set(['baselines', 'hazard-rows', 'ranker-rows', 'product-figures']);

/** Half a context is one of tasks of one kind. */
function contextOf(context: TaskContext): Required<TaskContext> {
  return {
    get dates() {
      return given(context.dates);
    },
    get products() {
      return given(context.products);
    },
  };
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('a task was given no context of its kind');
  return value;
}

/** Tasks of one kind wait for each other, and the kinds do not. */
export type TaskKind = 'dates' | 'products';

export const TASK_KINDS: Readonly<Record<TaskName, TaskKind>> = {
  baselines: 'dates',
  'hazard-rows': 'dates',
  'hazard-member': 'dates',
  'dense-network': 'dates',
  'date-choice': 'dates',
  'date-figures': 'dates',
  'ranker-rows': 'products',
  'ranker-network': 'products',
  scores: 'products',
  'product-figures': 'products',
};

const TASKS: Tasks = {
  baselines: ({ names, options }, { dates }) => fitSomeBaselines(dates, names, options),
  'hazard-rows': (input, { dates }) => hazardRows(dates, input),
  'hazard-member': ({ lessons, member, seed }, _, tell) =>
    trainHazardMember(lessons, { member, seed, onEpoch: (epoch) => tell({ epoch, epochs: lessons.epochs }) }),
  'dense-network': async (options, { dates }, tell) => {
    const fitted = await fitRegressor(dates, options, ({ epoch }, epochs) => tell({ epoch, epochs }));
    return fitted && packRegressor(fitted);
  },
  'date-choice': (input, { dates }) => chooseDates(dates, input),
  'date-figures': (input, { dates }) => judgeDates(dates, input),
  'ranker-rows': (input, { products }) => rankerLessons(products, input),
  'ranker-network': (input, { products }, tell) => fitRankerNetwork(products, input, tell),
  scores: (input, { products }) => scoresOfSplit(products, input),
  'product-figures': (input, { products }) => figuresOf(products, input),
};
