import type { EtlMetrics } from '../../evaluation/metrics-schema';
import { publishLines } from '../../jobs/publish-lines';
import type { CommandDefinition } from '../command';
import { lineSummary } from '../line-summary';
import { DATA_OPTIONS } from '../options';

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
    const { metrics, rows } = await publishLines(context);
    return { lines: summary(output, metrics, rows), json: { output, rows, etl: metrics } };
  },
};

function summary(output: string, metrics: EtlMetrics, rows: Record<string, number>): string[] {
  const folder = output.replace(/\/+$/, '');
  return [
    `lines       ${lineSummary(metrics)}`,
    ...metrics.reasons.map(({ reason, lines }) => `            ${count(lines)} ${reason}`),
    `customers   ${count(metrics.customers)}, of which ${count(metrics.recurrentCustomers)} recurrent`,
    ...Object.entries(rows).map(([name, n]) => `${folder}/${name}   ${count(n)} rows`),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}
