import type { DatedRows } from '../../features/dataset';
import { BOUGHT_BLOCKS, LARGE_BLOCKS } from '../../features/day-history';
import { FEATURE_NAMES } from '../../features/feature-list';
import { FORECAST_DAYS } from '../dates/forecast/forecast-days';
import { scoreRows } from '../ranking/ranking-network';
import type { TrainedModel } from '../trained-model';
import { candidateModels, findModel } from '../trained-model';

/** Two customers like any others. */
const ROWS = 2;

function probeRows(): DatedRows {
  const block = () => Int32Array.from({ length: ROWS }, (_, row) => 0b1000_0001 << row);
  return {
    length: ROWS,
    origin: Int32Array.from({ length: ROWS }, () => 17_000),
    features: FEATURE_NAMES.map(() => Float64Array.from({ length: ROWS }, (_, row) => 7 + row)),
    history: {
      bought: Array.from({ length: BOUGHT_BLOCKS }, block),
      large: Array.from({ length: LARGE_BLOCKS }, block),
    },
  };
}

/**
 * Lets every part of a model answer once. Fails where a part that was chosen is not there, or where one answers with
 * what is no number: parts whose sizes do not fit each other do.
 */
export function probeModel({ candidates, chosenDateModel, ranker }: TrainedModel): void {
  const models = candidateModels(candidates);
  const rows = probeRows();
  for (const model of models) {
    for (const answers of Object.values(model.predict(rows, FORECAST_DAYS))) demandNumbers(model.name, answers);
  }
  if (findModel(models, chosenDateModel).predict(rows, 1).chances === undefined)
    throw new RangeError(`${chosenDateModel} tells no chances`);
  if (ranker === null) return;
  const width = ranker.features.length;
  demandNumbers('the ranker', scoreRows(ranker, new Float32Array(ROWS * width).fill(1), ROWS));
}

function demandNumbers(name: string, answers: unknown): void {
  const isColumn = answers instanceof Float64Array || answers instanceof Float32Array;
  if (isColumn && answers.some(Number.isNaN)) throw new RangeError(`${name} answers with what is no number`);
}
