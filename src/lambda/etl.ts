import { publishLines } from '../jobs/publish-lines';
import { createHandler } from './handler';
import { prepareClient } from './prepare-client';
import { reportOf } from './run-report';

prepareClient();

/** Purchase lines on S3 to `clientes_recurrentes.parquet` and `rechazos.parquet` on S3. */
export const handler = createHandler({
  name: 'etl',
  async run(context) {
    const { id, asOf, metrics, outputs } = await publishLines(context);
    const { output } = context.settings;
    const { recurrentCustomers } = metrics;
    return reportOf({ job: 'etl', id, asOf, counts: metrics, recurrentCustomers, output, outputs });
  },
});
