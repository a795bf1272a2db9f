import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { RecompraError } from '../../config/errors';
import { programFacts } from '../../config/program';
import type { Metrics } from '../../evaluation/metrics-schema';
import { reportPage } from '../../jobs/run-everything';
import type { RunFacts, RunOutput } from '../../publication/manifest/run-manifest';
import type { InputObject } from '../../storage/inputs/input-object';
import type { CommandContext, CommandDefinition } from '../frame/command';
import { S3_OPTIONS } from '../frame/options';

/** Draws the report of a finished run again, from its metrics.json alone. */
export const report: CommandDefinition = {
  name: 'report',
  summary: 'metrics.json of a run to reports/index.html',
  options: ['input', 'output', 'reports', 'config', ...S3_OPTIONS],
  required: ['input'],
  examples: [
    'recompra report --input out                    # into out/reports, listed in out/run.json',
    'recompra report --input s3://bucket/out --output here',
  ],
  async run(context) {
    const { settings, workDir } = context;
    const { openPublication } =
      require('../../publication/publication') as typeof import('../../publication/publication');
    const metrics = await readMetrics(context);
    const target = settings.reports ?? settings.output ?? runFolder(settings.input);
    const name = settings.reports === undefined ? 'reports/index.html' : 'index.html';
    const { facts, keep } = await manifestFacts(context, target, metrics);
    const note = (text: string): void => context.progress.note(text);
    const publication = await openPublication({ target, workDir, s3: settings.s3, note });
    try {
      await writeFile(publication.pathFor(name), reportPage(metrics));
      await publication.seal(name);
      await publication.publish(facts, { keep });
    } finally {
      await publication.discard();
    }
    const path = `${withoutSlash(target)}/${name}`;
    return { lines: [path], json: { report: path, run: metrics.run.id } };
  },
};

/** The folder of a run, which may also be named by its metrics.json. */
function runFolder(input: string): string {
  return withoutSlash(input.replace(/\/?metrics\.json$/, '')) || '.';
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

async function readMetrics({ settings, progress }: CommandContext): Promise<Metrics> {
  const { settlePublication } =
    require('../../publication/settle-publication') as typeof import('../../publication/settle-publication');
  const { findAt } = require('../../storage/inputs/folder-files') as typeof import('../../storage/inputs/folder-files');
  const folder = runFolder(settings.input);
  await settlePublication(folder, settings.s3, (text) => progress.note(text));
  const file = await findAt(folder, 'metrics.json', settings.s3);
  if (file !== null) return parseMetrics(file);
  throw new RecompraError('data', `there is no metrics.json in ${folder}`, {
    remedy: 'name the folder or prefix that recompra run, train or evaluate wrote to',
  });
}

async function parseMetrics(file: InputObject): Promise<Metrics> {
  const { metricsSchema } =
    require('../../evaluation/metrics-schema') as typeof import('../../evaluation/metrics-schema');
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

/** A report beside the figures it is drawn from belongs to their run, and joins its outputs. */
async function manifestFacts(
  { settings }: CommandContext,
  target: string,
  metrics: Metrics,
): Promise<{ facts: RunFacts; keep: RunOutput[] }> {
  const { findAt } = require('../../storage/inputs/folder-files') as typeof import('../../storage/inputs/folder-files');
  const manifests =
    require('../../publication/manifest/run-manifest') as typeof import('../../publication/manifest/run-manifest');
  const beside = withoutSlash(target) === runFolder(settings.input);
  if (!beside || (await findAt(target, manifests.RUN_MANIFEST, settings.s3)) === null) {
    return { facts: { command: 'report', ...programFacts(), run: metrics.run.id }, keep: [] };
  }
  const { outputs, ...facts } = await manifests.readRunManifest(target, settings.s3);
  return { facts, keep: outputs };
}
