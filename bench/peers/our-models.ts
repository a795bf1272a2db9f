import { answersSeenBy, restrictedDays } from '../../src/features/dataset';
import { readyBackend } from '../../src/models/backend';
import { baselineModels, fitBaselines } from '../../src/models/baselines/fit-baselines';
import type { DateModel } from '../../src/models/date-model';
import { regressorModel, trainRegressor } from '../../src/models/dense-regressor';
import type { FeatureFile } from './feature-file';

const MOST_EPOCHS = 60;
const PATIENCE = 6;

/** Our baselines and networks: settings from the validation origins, weights from all that precedes the test. */
export async function fitOurModels(file: FeatureFile, seed: number): Promise<DateModel[]> {
  const { horizon } = file;
  const chosenBefore = { horizon, seed, lastDay: file.firstValidation };
  const fittedBefore = { horizon, seed, lastDay: file.firstTest };
  const validation = {
    rows: file.validation,
    restrictedDays: restrictedDays(answersSeenBy(file.validation, file.firstTest), horizon),
  };
  const choice = fitBaselines(file.train, { ...chosenBefore, validation });
  const trees = choice['gradient-boosting']!.trees.length;
  const baselines = fitBaselines(file.fit, { ...fittedBefore, trees });
  await readyBackend();
  const rows = (set: 'train' | 'fit', lastDay: number) => ({
    rows: file[set],
    restrictedDays: restrictedDays(answersSeenBy(file[set], lastDay), horizon),
  });
  const stopped = await trainRegressor(rows('train', file.firstValidation), {
    ...chosenBefore,
    epochs: MOST_EPOCHS,
    patience: PATIENCE,
    validation,
  });
  const network = await trainRegressor(rows('fit', file.firstTest), { ...fittedBefore, epochs: stopped.bestEpoch });
  return [...baselineModels(baselines, horizon), regressorModel(network, horizon)];
}
