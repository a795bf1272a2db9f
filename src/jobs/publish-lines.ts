import { programFacts } from '../config/program';
import { etlMetrics } from '../etl/etl-metrics';
import type { EtlMetrics } from '../evaluation/metrics-schema';
import type { RunOutput } from '../publication/manifest/run-manifest';
import type { Publication } from '../publication/publication';
import type { JobContext } from './context/job-context';
import { asCleaned } from './lines/lake-settings';
import { writeLines } from './lines/line-files';
import type { LoadedData } from './lines/load-data';
import { withData, withPublication } from './publication-scope';
import { publishedSettings, runId } from './run-identity';

export interface PublishedLines {
  /** The same version, input bytes and settings have the same id. */
  id: string;
  /** Day up to which lines were used, ISO. */
  asOf: string;
  metrics: EtlMetrics;
  /** Rows by file name. */
  rows: Record<string, number>;
  outputs: RunOutput[];
}

/** The whole ETL: purchase lines of the settings' input to the cleaned lines and the rejects in their output. */
export async function publishLines(asked: JobContext): Promise<PublishedLines> {
  const context = await asCleaned(asked);
  return withPublication(context, context.settings.output, (publication) =>
    withData(context, (data) => writeAndPublish(context, data, publication)),
  );
}

async function writeAndPublish(
  { settings, progress }: JobContext,
  data: LoadedData,
  publication: Publication,
): Promise<PublishedLines> {
  const program = programFacts();
  const published = publishedSettings(settings);
  const id = runId(program.version, data.inputs, published, settings.seed);
  const { asOf } = data.etl;
  progress.stage('writing');
  const metrics = await etlMetrics(data.engine, settings, data.etl);
  const rows = await writeLines(data, settings, publication);
  progress.stage('publishing');
  const outputs = await publication.publish({
    command: 'etl',
    id,
    ...program,
    asOf,
    settings: published,
    inputs: data.inputs,
    counts: metrics,
    rows,
  });
  progress.done();
  return { id, asOf, metrics, rows, outputs };
}
