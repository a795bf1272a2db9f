import { publishPredictions } from '../jobs/publish-predictions';
import { createHandler } from './handler';
import { prepareClient } from './prepare-client';
import { reportOf } from './run-report';

prepareClient();

/** Purchase lines and the model of RECOMPRA_MODEL on S3 to `predicciones_clientes.parquet` and the rest on S3. */
export const handler = createHandler({
  name: 'predict',
  async run(context) {
    const { id, prediction, lines, outputs } = await publishPredictions(context);
    const { output } = context.settings;
    const { asOf, customers: recurrentCustomers } = prediction;
    return reportOf({ job: 'predict', id, asOf, counts: lines, recurrentCustomers, output, outputs });
  },
});
