import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RecompraError } from '../config/errors';
import { programFacts } from '../config/program';
import type { Settings } from '../config/settings';
import { withoutSlash } from '../config/slashes';
import type { Metrics } from '../evaluation/metrics-schema';
import { RUN_MANIFEST, readRunManifest } from '../publication/manifest/run-manifest';
import { renderComparison } from '../report/comparison/render-comparison';
import { compareRuns, type RunComparison } from '../report/facts/run-comparison';
import { findAt } from '../storage/inputs/folder-files';
import { isS3 } from '../storage/s3/s3-address';
import type { PlacelessContext } from './context/job-context';
import { readMetrics, runFolder } from './draw-report';
import { withPublication } from './publication-scope';
import { reportAssets } from './report-assets';

export interface ComparedRuns {
  /** The oldest first. */
  runs: Metrics[];
  /** Each against the one before. */
  steps: RunComparison[];
  /** Where the page is; null where no place was named for it. */
  page: string | null;
}

/**
 * Figures of finished runs side by side, from their metrics.json alone, the oldest as-of date first; a page of them where
 * `--output` or `--reports` says where. Fails with kind `usage` on fewer than two runs, or where the page would take the
 * place of a run or of its report.
 */
export async function compareFinishedRuns(
  context: PlacelessContext,
  sources: readonly string[],
): Promise<ComparedRuns> {
  const { settings } = context;
  const target = settings.reports ?? settings.output;
  refuse(sources, target);
  if (target !== undefined) await refuseOtherRun(target, settings.s3);
  const runs: Metrics[] = [];
  for (const source of sources) runs.push(await readMetrics(context, source));
  runs.sort((a, b) => compareText(a.run.asOf, b.run.asOf) || compareText(a.run.lastDay, b.run.lastDay));
  const steps = runs.slice(1).map((newer, i) => compareRuns(runs[i]!, newer));
  if (target === undefined) return { runs, steps, page: null };
  const name = settings.reports === undefined ? 'reports/comparacion.html' : 'comparacion.html';
  await withPublication(context, target, async (publication) => {
    await writeFile(publication.pathFor(name), renderComparison(runs, reportAssets()));
    await publication.seal(name);
    await publication.publish({ command: 'report', ...programFacts(), runs: runs.map(({ run }) => run.id) });
  });
  return { runs, steps, page: `${withoutSlash(target)}/${name}` };
}

function refuse(sources: readonly string[], target: string | undefined): void {
  if (sources.length < 2) {
    throw new RecompraError('usage', `--compare names ${sources.length} run, and two are needed`, {
      remedy: 'name the folders or prefixes of at least two runs: recompra report --compare last-month this-month',
    });
  }
  const place = (location: string) => (isS3(location) ? withoutSlash(location) : resolve(location));
  const taken = sources.find((source) => target !== undefined && place(runFolder(source)) === place(target));
  if (taken === undefined) return;
  throw new RecompraError('usage', `the page would go to ${target}, where the run of --compare ${taken} is`, {
    remedy: 'write the comparison to a folder or prefix of its own',
  });
}

/** A place may hold an earlier comparison, which this one replaces; other outputs would lose their run.json, or be removed. */
async function refuseOtherRun(target: string, s3: Settings['s3']): Promise<void> {
  if ((await findAt(target, RUN_MANIFEST, s3)) === null) return;
  const { command, runs } = await readRunManifest(target, s3);
  if (command === 'report' && Array.isArray(runs)) return;
  throw new RecompraError('usage', `the page would go to ${target}, where the results of recompra ${command} are`, {
    remedy: 'write the comparison to a folder or prefix of its own',
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
