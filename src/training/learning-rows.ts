import type { Engine } from '../engine/engine';
import { loadDataset } from '../features/dataset';
import { loadFirstPurchases } from '../features/first-purchases';
import { denseOrigins } from '../features/origins';
import { rowSample, shopSample } from '../features/samples';
import { drawnDays } from '../tables/some-customers';
import type { TrainingRows } from './fit-parts';
import type { TrainOptions } from './training';

/** What models that follow customers day by day learn from. */
export async function learningRows(
  engine: Engine,
  { history, firstDay, asOf }: Pick<TrainOptions, 'history' | 'firstDay' | 'asOf'>,
): Promise<Pick<TrainingRows, 'dense' | 'first'>> {
  const origins = denseOrigins(firstDay, asOf);
  const drawn = rowSample(history, { origins, population: 'everyone' });
  const dense = await loadDataset(engine, history, origins, { population: 'everyone', drawn });
  return { dense, first: await loadFirstPurchases(engine, drawnDays(history.days, shopSample(history))) };
}
