import type { DateModelName } from '../config/model-names';
import { secondPurchasesSeenBy } from '../features/first-purchases';
import { fitAfterFirstPurchase } from '../models/dates/baselines/first-purchase';
import type { FittedBaselines } from '../models/dates/baselines/fit-baselines';
import { BASELINE_NAMES, needsWholeAnswers } from '../models/dates/baselines/fit-baselines';
import type { EpochRecord } from '../models/dates/dense/dense-regressor';
import type { HazardNetwork } from '../models/dates/hazard-network/hazard-network';
import { networkOf } from '../models/dates/hazard-network/train-hazard-network';
import type { PackedRegressor } from '../models/folder/regressor-files';
import type { FittedCandidates } from '../models/trained-model';
import type { FitLengths, PartOptions, TrainingRows } from './fit-parts';
import { hazardRoom } from './fit-parts';
import type { PackedCandidates } from './packed-candidates';
import { unpackCandidates } from './packed-candidates';
import { ReusedMemory } from './reused-memory';
import type { TaskRunner } from './task-pool';
import { tasksInThisThread } from './task-pool';
import type { FitStep } from './training-steps';
import { FitProgress } from './training-steps';

export interface FitOptions extends PartOptions {
  /** Names of the models wanted; all unless given. */
  only?: ReadonlySet<string>;
  /** Called as models and passes of a network over its rows are done. */
  onStep?: ((step: FitStep) => void) | undefined;
}

export interface Fit {
  candidates: FittedCandidates;
  history: EpochRecord[];
  lengths: FitLengths;
}

export interface PackedFit extends Omit<Fit, 'candidates'> {
  candidates: PackedCandidates;
}

/** Fits the candidates in this thread, see `fitByTasks`; the networks need readyBackend. */
export async function fitCandidates(training: TrainingRows, options: FitOptions): Promise<Fit> {
  const memory = new ReusedMemory(hazardRoom(training));
  const tasks = tasksInThisThread({ dates: training });
  const { candidates, history, lengths } = await fitByTasks(tasks, training, { ...options, memory });
  return { candidates: await unpackCandidates(candidates), history, lengths };
}

/**
 * Fits the candidates on the rows of all origins before `lastDay`, with answers as they were known on that day: a task
 * for each kind of model and for each member of a network, which need nothing of each other.
 */
export async function fitByTasks(
  tasks: TaskRunner,
  { first }: Pick<TrainingRows, 'first'>,
  options: FitOptions & { memory: ReusedMemory },
): Promise<PackedFit> {
  const { horizon, lastDay, lengths, only } = options;
  const wanted = (name: DateModelName) => only?.has(name) ?? true;
  const progress = new FitProgress(
    ['baselines', 'hazard-network', 'dense-network'].filter((name) => wantedKind(name, wanted)),
    options.onStep,
  );
  const part: PartJob = { tasks, progress, options: partOptions(options) };
  const [baselines, hazardNetwork, regressor] = await Promise.all([
    fitBaselinesBy(part, wanted),
    wanted('hazard-network') ? fitHazardNetworkBy(part, options.memory) : null,
    wanted('dense-network') ? fitRegressorBy(part) : null,
  ]);
  return {
    candidates: {
      horizon,
      baselines,
      regressor,
      hazardNetwork,
      afterFirstPurchase: fitAfterFirstPurchase(secondPurchasesSeenBy(first, lastDay)),
    },
    history: regressor?.history ?? [],
    lengths: lengths ?? {
      epochs: regressor?.bestEpoch ?? 0,
      trees: baselines['gradient-boosting']?.trees.length ?? 0,
    },
  };
}

/** Whether a network, or any of the baselines, is wanted. */
function wantedKind(name: string, wanted: (name: DateModelName) => boolean): boolean {
  return name === 'baselines' ? BASELINE_NAMES.some(wanted) : wanted(name as DateModelName);
}

function partOptions({ horizon, seed, lastDay, validation, lengths }: FitOptions): PartOptions {
  return { horizon, seed, lastDay, validation, lengths };
}

interface PartJob {
  tasks: TaskRunner;
  progress: FitProgress;
  options: PartOptions;
}

/** Trees are a task each; the others share the rows that they look at. */
async function fitBaselinesBy(
  { tasks, progress, options }: PartJob,
  wanted: (name: DateModelName) => boolean,
): Promise<FittedBaselines> {
  const names = BASELINE_NAMES.filter(wanted);
  const groups = [
    names.filter((name) => !needsWholeAnswers(name)),
    ...names.filter(needsWholeAnswers).map((name) => [name]),
  ].filter((group) => group.length > 0);
  let done = 0;
  const fitted = groups.map(async (group) => {
    const result = await tasks.run('baselines', { names: group, options });
    progress.tell('baselines', ++done / groups.length);
    return result;
  });
  return Object.assign({}, ...(await Promise.all(fitted))) as FittedBaselines;
}

function fitHazardNetworkBy(
  { tasks, progress, options }: PartJob,
  reused: ReusedMemory,
): Promise<HazardNetwork | null> {
  const { seed, lastDay } = options;
  return reused.lend(async (memory) => {
    const lessons = await tasks.run('hazard-rows', { lastDay, memory });
    if (lessons === null) {
      progress.tell('hazard-network', 1);
      return null;
    }
    const epochs = lessons.members * lessons.epochs;
    let epoch = 0;
    const members = Array.from({ length: lessons.members }, (_, member) =>
      tasks.run('hazard-member', { lessons, member, seed }, () => {
        epoch++;
        progress.tell('hazard-network', epoch / epochs, { epoch, epochs });
      }),
    );
    return networkOf(lessons, await Promise.all(members));
  });
}

async function fitRegressorBy({ tasks, progress, options }: PartJob): Promise<PackedRegressor | null> {
  const regressor = await tasks.run('dense-network', options, (passes) =>
    progress.tell('dense-network', passes.epoch / passes.epochs, passes),
  );
  progress.tell('dense-network', 1);
  return regressor;
}
