import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { RecompraError } from '../config/errors';
import { programFacts } from '../config/program';
import { withoutSlash } from '../config/slashes';
import type { Metrics } from '../evaluation/metrics-schema';
import { metricsSchema } from '../evaluation/metrics-schema';
import { CUSTOMERS_PAGE } from '../publication/manifest/output-names';
import type { RunFacts, RunOutput } from '../publication/manifest/run-manifest';
import * as manifests from '../publication/manifest/run-manifest';
import { settlePublication } from '../publication/settle-publication';
import { findAt } from '../storage/inputs/folder-files';
import type { InputObject } from '../storage/inputs/input-object';
import type { JobContext, PlacelessContext } from './context/job-context';
import { withPublication } from './publication-scope';
import { reportPage } from './report-assets';

/** A report that was drawn: where it is, and of which run. */
export interface DrawnReport {
  path: string;
  run: string;
}

/** Draws the report of a finished run again, from its metrics.json alone. */
export async function drawReport(context: JobContext): Promise<DrawnReport> {
  const { settings } = context;
  const metrics = await readMetrics(context, settings.input);
  const target = settings.reports ?? settings.output ?? runFolder(settings.input);
  const name = settings.reports === undefined ? 'reports/index.html' : 'index.html';
  const customers = name.replace('index.html', CUSTOMERS_PAGE);
  const { facts, keep } = await manifestFacts(context, target, metrics);
  await withPublication(context, target, async (publication) => {
    await writeFile(
      publication.pathFor(name),
      reportPage(metrics, { customers: keep.some(({ name: kept }) => kept === customers) }),
    );
    await publication.seal(name);
    await publication.publish(facts, { keep });
  });
  return { path: `${withoutSlash(target)}/${name}`, run: metrics.run.id };
}

/** The folder of a run, which may also be named by its metrics.json. */
export function runFolder(input: string): string {
  return withoutSlash(input.replace(/\/?metrics\.json$/, '')) || '.';
}

/** The figures of a finished run in a folder or below a prefix. */
export async function readMetrics({ settings, progress }: PlacelessContext, source: string): Promise<Metrics> {
  const folder = runFolder(source);
  await settlePublication(folder, settings.s3, (text) => progress.note(text));
  const file = await findAt(folder, 'metrics.json', settings.s3);
  if (file !== null) return parseMetrics(file);
  throw new RecompraError('data', `there is no metrics.json in ${folder}`, {
    remedy: 'name the folder or prefix that recompra run, train or evaluate wrote to',
  });
}

async function parseMetrics(file: InputObject): Promise<Metrics> {
  const json = await text(await file.open());
  try {
    return metricsSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new RecompraError('data', `${file.name} does not hold the figures of a run of this version`, {
      remedy: 'run again with this version of recompra',
      cause,
    });
  }
}

/** A report beside the figures it is drawn from, or beside other pages of their run, joins their outputs. */
async function manifestFacts(
  { settings }: JobContext,
  target: string,
  metrics: Metrics,
): Promise<{ facts: RunFacts; keep: RunOutput[] }> {
  const beside = withoutSlash(target) === runFolder(settings.input);
  const facts = { command: 'report', ...programFacts(), run: metrics.run.id };
  if ((await findAt(target, manifests.RUN_MANIFEST, settings.s3)) === null) return { facts, keep: [] };
  const { outputs, ...found } = await manifests.readRunManifest(target, settings.s3);
  if (beside) return { facts: found, keep: outputs };
  // Pages of the same run elsewhere belong together.
  const same = found['id'] === metrics.run.id || found['run'] === metrics.run.id;
  return { facts, keep: same ? outputs : [] };
}
