import { withoutSlash } from '../../config/slashes';
import type { EtlMetrics } from '../../evaluation/metrics-schema';
import type { CommandContext, CommandDefinition, CommandResult } from '../frame/command';
import { DATA_OPTIONS } from '../frame/options';
import { counted } from '../printing/figures';
import { lineSummary } from '../printing/line-summary';
import { manifestLines } from '../printing/table-manifest';

/** Purchase lines to the cleaned lines of recurrent customers. */
export const etl: CommandDefinition = {
  name: 'etl',
  summary: 'purchase lines to clientes_recurrentes.parquet and rechazos.parquet',
  options: [
    ...DATA_OPTIONS,
    { flags: '--explain', description: 'print the tables of a run, with columns and SQL, and do nothing' },
  ],
  required: ['input', 'output'],
  unless: 'explain',
  examples: [
    'recompra etl --input data.csv --output out',
    "recompra etl --input 's3://bucket/lines/*.csv.gz' --output s3://bucket/out",
    'recompra etl -i lines.csv -o out --columns fecha_compra=DATE,usuario=CUSTOMER_ID --date-format %d/%m/%Y',
    'recompra etl --explain',
  ],
  async run(context) {
    const { publishLines } = require('../../jobs/publish-lines') as typeof import('../../jobs/publish-lines');
    if (context.flags['explain'] === true) return explained(context);
    const { output } = context.settings;
    const { metrics, rows } = await publishLines(context);
    return { lines: summary(output, metrics, rows), json: { output, rows, etl: metrics } };
  },
};

function explained({ settings, today }: CommandContext): CommandResult {
  const { explainTables } = require('../../jobs/explain-tables') as typeof import('../../jobs/explain-tables');
  const { asOf, tables } = explainTables(settings, today);
  const day = `as of ${asOf}${settings.asOf === undefined ? ': a run takes the last day of its data' : ''}`;
  return { lines: [day, '', ...manifestLines(tables)], json: { asOf, tables } };
}

function summary(output: string, metrics: EtlMetrics, rows: Record<string, number>): string[] {
  const folder = withoutSlash(output);
  return [
    `lines       ${lineSummary(metrics)}`,
    ...metrics.reasons.map(({ reason, lines }) => `            ${count(lines)} ${reason}`),
    `customers   ${count(metrics.customers)}, of which ${count(metrics.recurrentCustomers)} recurrent`,
    ...Object.entries(rows).map(([name, n]) => `${folder}/${name}   ${counted(n, 'row')}`),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}
