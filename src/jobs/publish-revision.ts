import { writeFile } from 'node:fs/promises';
import { programFacts } from '../config/program';
import type { Revision } from '../evaluation/revision-schema';
import { renderRevision } from '../report/revision/render-revision';
import type { JobContext } from './context/job-context';
import { withPublication } from './publication-scope';
import { reportAssets } from './report-assets';
import { reviewPredictions } from './review-predictions';

/** revision.json and the page drawn from it, and run.json last. */
export function publishRevision(context: JobContext): Promise<Revision> {
  const { settings } = context;
  return withPublication(context, settings.output, async (publication) => {
    const revision = await reviewPredictions(context, settings.predictions ?? []);
    await writeFile(publication.pathFor('revision.json'), `${JSON.stringify(revision, null, 2)}\n`);
    await publication.seal('revision.json');
    await writeFile(publication.pathFor('reports/revision.html'), renderRevision(revision, reportAssets()));
    await publication.seal('reports/revision.html');
    const { id, inputs, seed } = revision.run;
    await publication.publish({ command: 'review', id, ...programFacts(), seed, asOf: revision.lines.until, inputs });
    return revision;
  });
}
