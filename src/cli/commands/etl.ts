import type { EtlMetrics } from '../../evaluation/metrics-schema';
import type { Publication } from '../../storage/publication';
import type { CommandContext, CommandDefinition } from '../command';
import { writeLines } from '../line-files';
import type { LoadedData } from '../load-data';
import { DATA_OPTIONS } from '../options';
import { publishedSettings } from '../run-identity';
import { withData, withPublication } from '../scopes';

/** Purchase lines to the cleaned lines of recurrent customers. */
export const etl: CommandDefinition = {
  name: 'etl',
  summary: 'purchase lines to clientes_recurrentes.parquet and rechazos.parquet',
  options: DATA_OPTIONS,
  required: ['input', 'output'],
  examples: [
    'recompra etl --input data.csv --output out',
    "recompra etl --input 's3://bucket/lines/*.csv.gz' --output s3://bucket/out",
    'recompra etl -i lines.csv -o out --columns fecha_compra=DATE,usuario=CUSTOMER_ID --date-format %d/%m/%Y',
  ],
  async run(context) {
    const { output } = context.settings;
    const { metrics, rows } = await withPublication(context, output, (publication) =>
      withData(context, (data) => publishLines(context, data, publication)),
    );
    return { lines: summary(output, metrics, rows), json: { output, rows, etl: metrics } };
  },
};

async function publishLines(
  { settings, progress }: CommandContext,
  data: LoadedData,
  publication: Publication,
): Promise<{ metrics: EtlMetrics; rows: Record<string, number> }> {
  const { etlMetrics } = require('../../etl/etl-metrics') as typeof import('../../etl/etl-metrics');
  const { programFacts } = require('../../config/program') as typeof import('../../config/program');
  progress.stage('writing');
  const metrics = await etlMetrics(data.engine, settings, data.etl);
  const rows = await writeLines(data, publication);
  await publication.publish({
    command: 'etl',
    ...programFacts(),
    asOf: data.etl.asOf,
    settings: publishedSettings(settings),
    inputs: data.inputs,
    counts: metrics,
    rows,
  });
  progress.done();
  return { metrics, rows };
}

function summary(output: string, metrics: EtlMetrics, rows: Record<string, number>): string[] {
  const folder = output.replace(/\/+$/, '');
  return [
    `lines       ${count(metrics.linesIn)} in, ${count(metrics.linesKept)} kept, ${count(metrics.linesRejected)} rejected`,
    ...metrics.reasons.map(({ reason, lines }) => `            ${count(lines)} ${reason}`),
    `customers   ${count(metrics.customers)}, of which ${count(metrics.recurrentCustomers)} recurrent`,
    ...Object.entries(rows).map(([name, n]) => `${folder}/${name}   ${count(n)} rows`),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}
