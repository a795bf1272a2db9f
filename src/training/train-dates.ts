import { shared } from '../config/shared-memory';
import type { NextPurchaseMetrics } from '../evaluation/metrics-schema';
import type { OriginPlan } from '../features/origins';
import type { EpochRecord } from '../models/dates/dense/dense-regressor';
import type { TrainedModel } from '../models/trained-model';
import type { FitOptions, PackedFit } from './fit-candidates';
import { fitByTasks } from './fit-candidates';
import type { TrainingRows } from './fit-parts';
import { hazardRoom } from './fit-parts';
import type { JudgedDates } from './judge-dates';
import { judgedRows } from './judged-rows';
import { unpackCandidates } from './packed-candidates';
import { ReusedMemory } from './reused-memory';
import { sideBySide } from './side-by-side';
import type { TaskRunner } from './task-pool';
import type { TrainingPart, TrainingProgress } from './training-steps';

export interface DateTrainingOptions {
  plan: OriginPlan;
  /** Epoch day. */
  asOf: number;
  seed: number;
  progress: TrainingProgress;
}

export interface DateTraining {
  /** The date's part of the model that is kept. */
  model: Pick<TrainedModel, 'candidates' | 'chosenDateModel' | 'intervalRule'>;
  metrics: NextPurchaseMetrics;
  /** Epochs of the fit on which the choice was made. */
  history: EpochRecord[];
}

/**
 * Fits the candidates three times: before the validation origins, to choose; before the test origins, to judge; and, of
 * the chosen alone, on everything up to the as-of date, to keep. With more than one thread it is judged while the kept
 * model is fitted.
 */
export async function trainDates(
  tasks: TaskRunner,
  rows: TrainingRows,
  { plan, asOf, seed, progress }: DateTrainingOptions,
): Promise<DateTraining> {
  const { horizon } = plan;
  const room = hazardRoom(rows);
  const memory = new ReusedMemory(room);
  const fitFor = (part: TrainingPart, options: Omit<FitOptions, 'horizon' | 'seed'>) =>
    fitByTasks(tasks, rows, {
      horizon,
      seed,
      ...options,
      memory,
      onStep: (step) => progress.tell(part, step),
    });
  const validation = shared(judgedRows(rows.planned, plan.validation, horizon));
  const forChoice = await fitFor('choice', { lastDay: plan.validation[0]!, validation });
  const { lengths } = forChoice;
  const judging = { model: 'judging' };
  const chosen = await tasks.run('date-choice', { plan, candidates: forChoice.candidates });
  const fitForTest = () => fitFor('test', { lastDay: plan.test[0]!, lengths });
  const judge = async ({ candidates }: PackedFit): Promise<JudgedDates> => {
    progress.tell('judging', { ...judging, done: 0 });
    const judged = await tasks.run('date-figures', { ...chosen, plan, asOf, seed, candidates });
    progress.tell('judging', { ...judging, done: 1 });
    return judged;
  };
  const only = new Set([chosen.choice.chosen]);
  const fitForUse = () => fitFor('use', { lastDay: asOf, lengths, only });
  const { judged, forUse } = await inTurn(tasks, { fitForTest, judge, fitForUse, room });
  const { candidates } = forUse;
  return {
    model: {
      candidates: await unpackCandidates(candidates),
      chosenDateModel: chosen.choice.chosen,
      intervalRule: judged.intervalRule,
    },
    metrics: judged.metrics,
    history: forChoice.history,
  };
}

interface Remaining {
  fitForTest(): Promise<PackedFit>;
  judge(fit: PackedFit): Promise<JudgedDates>;
  fitForUse(): Promise<PackedFit>;
  /** Numbers that the rows of each fit may take. */
  room: number;
}

/** What is left after the choice: side by side as far as there are threads and memory, for each holds rows of its own. */
async function inTurn(tasks: TaskRunner, { fitForTest, judge, fitForUse, room }: Remaining) {
  if (sideBySide(tasks, { fits: 2, room })) {
    const [judged, forUse] = await Promise.all([fitForTest().then(judge), fitForUse()]);
    return { judged, forUse };
  }
  const forTest = await fitForTest();
  if (tasks.threads > 1) {
    const [judged, forUse] = await Promise.all([judge(forTest), fitForUse()]);
    return { judged, forUse };
  }
  return { judged: await judge(forTest), forUse: await fitForUse() };
}
