import { programFacts } from '../../config/program';
import type { LoadedData } from '../../jobs/load-data';
import { withData, withPublication } from '../../jobs/publication-scope';
import type { CommandContext, CommandDefinition } from '../frame/command';
import { DATA_OPTIONS } from '../frame/options';

const FILE = 'features.parquet';

/** The very feature rows and answers that training and evaluation use, for other people's models. */
export const features: CommandDefinition = {
  name: 'features',
  summary: 'feature rows and answers by customer and origin: features.parquet',
  options: [...DATA_OPTIONS, 'horizon'],
  required: ['input', 'output'],
  examples: ['recompra features --input data.csv --output features'],
  async run(context) {
    const { output } = context.settings;
    const rows = await withPublication(context, output, (publication) =>
      withData(context, async (data) => {
        const count = await writeFeatures(context, data, publication.pathFor(FILE));
        await publication.seal(FILE);
        await publication.publish({
          command: 'features',
          ...programFacts(),
          inputs: data.inputs,
          rows: { [FILE]: count },
        });
        return count;
      }),
    );
    const path = `${output.replace(/\/+$/, '')}/${FILE}`;
    return { lines: [`${rows} rows in ${path}`], json: { path, rows } };
  },
};

async function writeFeatures({ settings }: CommandContext, data: LoadedData, path: string): Promise<number> {
  const { historyOn } = require('../../tables/shop') as typeof import('../../tables/shop');
  const { exportFeatures } = require('../../features/feature-export') as typeof import('../../features/feature-export');
  const { engine, etl, firstDay, asOf } = data;
  const history = historyOn(etl.shop, settings.recurrence, asOf);
  return engine.writeParquet(exportFeatures(history, { firstDay, asOf, horizon: settings.horizon }), path);
}
