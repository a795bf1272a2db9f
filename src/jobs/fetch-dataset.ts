import { RecompraError } from '../config/errors';
import * as journey from '../datasets/complete-journey/fetch-journey';
import type { JourneyCounts } from '../datasets/complete-journey/journey-lines';
import type { ProductLevel } from '../datasets/complete-journey/product-names';
import { openDuckdb } from '../engine/duckdb/duckdb';
import type { RunOutput } from '../publication/manifest/run-manifest';
import * as manifests from '../publication/manifest/run-manifest';
import { findAt } from '../storage/inputs/folder-files';
import type { JobContext } from './context/job-context';
import { withPublication } from './publication-scope';

export interface JourneyWish {
  /** Folder or prefix that data.csv goes to. */
  target: string;
  /** Folder that keeps what was fetched. */
  cache: string;
  level: ProductLevel;
  /** So many whole households; all unless given. */
  households?: number | undefined;
}

export interface PublishedJourney {
  output: RunOutput;
  counts: JourneyCounts;
}

/** Fetches The Complete Journey and publishes its purchase lines as data.csv, or as data.csv.gz of some households. */
export async function publishJourney(context: JobContext, { target, ...wish }: JourneyWish): Promise<PublishedJourney> {
  await refuseOtherRuns(target, context);
  return withPublication(context, target, async (publication) => {
    const name = wish.households === undefined ? 'data.csv' : 'data.csv.gz';
    const { counts, source } = await writeJourney(context, wish, publication.pathFor(name));
    await publication.seal(name);
    // No times and no versions: whoever draws the sample again gets the same run.json too.
    const facts = { command: 'data', source, level: wish.level, households: wish.households ?? null, counts };
    const [output] = await publication.publish({ ...facts, rows: { [name]: counts.written.lines } });
    return { output: output!, counts };
  });
}

async function writeJourney(context: JobContext, wish: Omit<JourneyWish, 'target'>, path: string) {
  const { settings, workDir, progress } = context;
  const engine = await openDuckdb({ threads: settings.threads, memory: settings.memory, workDir });
  try {
    const { cache, level, households } = wish;
    const counts = await journey.makeJourneyData(engine, { path, cache, workDir, level, households, progress });
    return { counts, source: journey.COMPLETE_JOURNEY_WHEEL };
  } finally {
    await engine.close();
  }
}

/** A manifest of this command in the place of another's would leave a finished run without its own. */
async function refuseOtherRuns(target: string, { settings }: JobContext): Promise<void> {
  if ((await findAt(target, manifests.RUN_MANIFEST, settings.s3)) === null) return;
  const { command } = await manifests.readRunManifest(target, settings.s3);
  if (command === 'data') return;
  throw new RecompraError('usage', `${target} holds the results of \`recompra ${command}\``, {
    remedy: 'choose another --output for the data',
  });
}
