import { programFacts } from '../config/program';
import { exportFeatures } from '../features/feature-export';
import { historyOn } from '../tables/shop';
import type { JobContext } from './context/job-context';
import { asCleaned } from './lines/lake-settings';
import type { LoadedData } from './lines/load-data';
import { withData, withPublication } from './publication-scope';

export const FEATURES_FILE = 'features.parquet';

/** Publishes the very feature rows and answers that training and evaluation use; returns their number. */
export async function publishFeatures(asked: JobContext): Promise<number> {
  const context = await asCleaned(asked);
  return withPublication(context, context.settings.output, (publication) =>
    withData(context, async (data) => {
      const rows = await writeFeatures(context, data, publication.pathFor(FEATURES_FILE));
      await publication.seal(FEATURES_FILE);
      await publication.publish({
        command: 'features',
        ...programFacts(),
        inputs: data.inputs,
        rows: { [FEATURES_FILE]: rows },
      });
      return rows;
    }),
  );
}

async function writeFeatures({ settings }: JobContext, data: LoadedData, path: string): Promise<number> {
  const { engine, etl, firstDay, asOf } = data;
  const history = historyOn(etl.shop, settings.recurrence, asOf);
  return engine.writeParquet(exportFeatures(history, { firstDay, asOf, horizon: settings.horizon }), path);
}
