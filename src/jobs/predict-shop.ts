import type { PredictionMetrics } from '../evaluation/metrics-schema';
import type { TrainedModel } from '../models/trained-model';
import type { PurchaseHistory } from '../tables/shop';
import type { JobContext } from './context/job-context';
import { programCommand, workerOptions } from './context/program-command';
import type { LoadedData } from './lines/load-data';
import type { ShopOfRun } from './shop-of-run';

/** Predicts everybody of a history, in this process or, where the engine has workers, on them. */
export async function predictShop(
  { settings, progress }: JobContext,
  { engine, asOf }: LoadedData,
  { baskets, excluded, history }: ShopOfRun & { history: PurchaseHistory },
  trained: TrainedModel,
): Promise<PredictionMetrics> {
  const onStep = (customers: number) => progress.advance(customers);
  const options = { history, asOf, top: settings.top, excluded, onStep };
  const { workers } = engine;
  if (workers === null) {
    const { predict } = require('../predict/prediction-tables') as typeof import('../predict/prediction-tables');
    return predict(engine, trained, baskets, options);
  }
  const { predictOnWorkers } = require('./scoring/predict-on-workers') as typeof import('./scoring/predict-on-workers');
  const scorer = { command: programCommand(settings), scorerOptions: workerOptions(settings) };
  return predictOnWorkers({ engine, workers }, trained, baskets, { ...options, ...scorer });
}
