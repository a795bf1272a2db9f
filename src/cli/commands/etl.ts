import type { Settings } from '../../config/settings';
import type { EtlMetrics } from '../../evaluation/metrics-schema';
import type { Publication } from '../../storage/publication';
import type { CommandContext, CommandDefinition } from '../command';
import type { LoadedData } from '../load-data';
import { CSV_OPTIONS, ENGINE_OPTIONS, S3_OPTIONS } from '../options';

/** Purchase lines to the cleaned lines of recurrent customers. */
export const etl: CommandDefinition = {
  name: 'etl',
  summary: 'purchase lines to clientes_recurrentes.parquet and rechazos.parquet',
  options: ['input', 'output', 'config', ...CSV_OPTIONS, 'recurrence', 'asOf', ...ENGINE_OPTIONS, ...S3_OPTIONS],
  required: ['input', 'output'],
  examples: [
    'recompra etl --input data.csv --output out',
    "recompra etl --input 's3://bucket/lines/*.csv.gz' --output s3://bucket/out",
    'recompra etl -i lines.csv -o out --columns fecha_compra=DATE,usuario=CUSTOMER_ID --date-format %d/%m/%Y',
  ],
  async run(context) {
    const { openPublication } = require('../../storage/publication') as typeof import('../../storage/publication');
    const { loadData } = require('../load-data') as typeof import('../load-data');
    const { settings, workDir } = context;
    const publication = await openPublication({ target: settings.output, workDir, s3: settings.s3 });
    try {
      const data = await loadData(context);
      const { metrics, rows } = await publishLines(context, data, publication).finally(() => data.engine.close());
      return { lines: summary(settings.output, metrics, rows), json: { output: settings.output, rows, etl: metrics } };
    } finally {
      await publication.discard();
    }
  },
};

async function publishLines(
  { settings, progress }: CommandContext,
  { engine, etl: result, inputs }: LoadedData,
  publication: Publication,
): Promise<{ metrics: EtlMetrics; rows: Record<string, number> }> {
  const { recurrentLinesSql, rejectsSql } = require('../../etl/outputs') as typeof import('../../etl/outputs');
  const { etlMetrics } = require('../../etl/etl-metrics') as typeof import('../../etl/etl-metrics');
  const { programFacts } = require('../../config/program') as typeof import('../../config/program');
  progress.stage('writing');
  const metrics = await etlMetrics(engine, settings, result);
  const lines = recurrentLinesSql(engine, result.asOf);
  await engine.writeParquet(lines, publication.pathFor('clientes_recurrentes.parquet'));
  await engine.writeParquet(rejectsSql(), publication.pathFor('rechazos.parquet'));
  const [written] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM (${lines}) AS written`);
  const rows = { 'clientes_recurrentes.parquet': written!.n, 'rechazos.parquet': result.linesRejected };
  await publication.publish({
    command: 'etl',
    ...programFacts(),
    asOf: result.asOf,
    settings: usedSettings(settings),
    inputs,
    counts: metrics,
    rows,
  });
  progress.done();
  return { metrics, rows };
}

/** The settings that decide what is written. */
function usedSettings({ csv, recurrence, asOf }: Settings): object {
  return { csv, recurrence, asOf: asOf ?? null };
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
