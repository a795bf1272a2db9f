import { resolve } from 'node:path';
import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import { programFacts } from '../config/program';
import type { RecurrenceRule } from '../config/settings';
import { withoutSlash } from '../config/slashes';
import type { Revision, RevisionNote, RevisionPrediction } from '../evaluation/revision-schema';
import { REVISION_VERSION, revisionSchema } from '../evaluation/revision-schema';
import { agreedRules } from '../review/agreed-rules';
import { loadEarlierPredictions, originsOf } from '../review/earlier-predictions';
import { joinedTables, joinPurchases } from '../review/join-purchases';
import { checkCover } from '../review/line-cover';
import { refuseOtherShop } from '../review/other-shop';
import { closedWeekdays, promisesOf } from '../review/promises';
import { judge } from '../review/review';
import type { ReviewRows } from '../review/review-rows';
import { WINDOW_DAYS } from '../review/review-rows';
import { isS3 } from '../storage/s3/s3-address';
import { daysWithLines } from '../tables/day-and-gap-counts';
import type { JobContext } from './context/job-context';
import type { EarlierRun } from './earlier-run';
import { readEarlierRun } from './earlier-run';
import { asCleaned } from './lines/lake-settings';
import type { LoadedData } from './lines/load-data';
import { loadLines } from './lines/load-data';
import { readProductLists } from './product-lists';
import { runId } from './run-identity';

/** What became of earlier predictions: the figures of revision.json, from files alone. */
export async function reviewPredictions(asked: JobContext, sources: readonly string[]): Promise<Revision> {
  const context = await asCleaned(asked);
  const { settings, progress } = context;
  refuseOwnPlace(settings.output, sources);
  const lists = await readProductLists(context);
  progress.stage('earlier predictions', sources.length);
  const earlier: EarlierRun[] = [];
  for (const source of sources) {
    earlier.push(await readEarlierRun(context, source));
    progress.advance(1);
  }
  const agreed = agreedRules(earlier, settings.recurrence);
  const data = await loadLines({ ...context, settings: { ...settings, recurrence: agreed.rules[0]! } });
  try {
    data.inputs.unshift(...earlier.flatMap(({ inputs }) => inputs), ...lists.inputs);
    progress.stage('judging');
    return await judgeAll(
      data,
      { earlier, rules: agreed.rules, levels: lists.levels, seed: settings.seed, workDir: context.workDir },
      agreed.notes,
    );
  } finally {
    await data.engine.close();
    progress.done();
  }
}

/** A review beside the predictions would take the place of their run.json, by which they are known. */
function refuseOwnPlace(output: string, sources: readonly string[]): void {
  const place = (location: string) => (isS3(location) ? withoutSlash(location) : resolve(location));
  const same = sources.find((source) => place(source) === place(output));
  if (same === undefined) return;
  throw new RecompraError('usage', `--output is ${output}, where the predictions of --predictions ${same} are`, {
    remedy: 'write the review to a folder or prefix of its own',
  });
}

interface ReviewJob {
  earlier: readonly EarlierRun[];
  /** Of each run. */
  rules: readonly RecurrenceRule[];
  levels: ReadonlyMap<string, string> | null;
  seed: number;
  workDir: string;
}

async function judgeAll(data: LoadedData, job: ReviewJob, notes: readonly RevisionNote[]): Promise<Revision> {
  const { earlier, rules, levels, workDir } = job;
  const predicted = await loadEarlierPredictions(data.engine, earlier, workDir);
  const made = await originsOf(data.engine, predicted.earlier);
  const days = { firstDay: data.firstDay, until: data.asOf };
  const cover = checkCover(
    days,
    made.map(({ origin }, run) => {
      const { source, metrics } = earlier[run]!;
      return { source, origin, closed: closedWeekdays(metrics, origin) };
    }),
  );
  const tables = joinedTables({ ...data.etl.shop, ...predicted }, { rule: rules[0]!, until: data.asOf }, levels);
  const rows = await joinPurchases(data.engine, tables, data.asOf);
  await refuseOtherShop(data.engine, tables, rows);
  return assemble(data, job, { made, rows, notes: [...notes, ...cover, ...(await emptyDays(data, made))] });
}

interface Joined {
  /** Of each run. */
  made: readonly { origin: number; models: string[] }[];
  rows: ReviewRows;
  notes: RevisionNote[];
}

function assemble(data: LoadedData, { earlier, rules, seed }: ReviewJob, { made, rows, notes }: Joined): Revision {
  const promised = earlier.map(({ metrics }) => promisesOf(metrics));
  const { byRun, ...judgement } = judge(rows, promised, seed);
  const predictions = earlier.map(({ source, manifest }, run): RevisionPrediction => {
    const { origin, models } = made[run]!;
    return {
      source,
      id: typeof manifest?.['id'] === 'string' ? manifest['id'] : null,
      origin: isoDay(origin),
      rule: rules[run]!,
      watchedDays: Math.max(0, data.asOf - origin),
      models,
      promised: promised[run]!,
      figures: byRun[run]!,
    };
  });
  const silent = predictions.filter((prediction) => prediction.promised === null);
  const unpromised = silent.map(({ source }): RevisionNote => ({ code: 'no-promises', source, count: 1 }));
  const { stillOpen } = judgement.pooled.outcome;
  const open: RevisionNote[] = stillOpen === 0 ? [] : [{ code: 'still-open', source: null, count: stillOpen }];
  const { firstDay, lastDay, asOf, linesIn, linesKept, linesRejected } = data.etl;
  const { version } = programFacts();
  return revisionSchema.parse({
    schema: 'recompra/revision',
    version: REVISION_VERSION,
    run: { id: runId(version, data.inputs, { until: asOf }, seed), version, seed, inputs: data.inputs },
    lines: { firstDay, lastDay, until: asOf, linesIn, linesKept, linesRejected },
    windowDays: WINDOW_DAYS,
    predictions,
    ...judgement,
    notes: [...notes, ...unpromised, ...open],
  });
}

/** Days after the first origin, as far as the lines reach, on which nobody bought anything at all. */
async function emptyDays({ engine, etl, asOf }: LoadedData, made: Joined['made']): Promise<RevisionNote[]> {
  const first = made.reduce((least, { origin }) => Math.min(least, origin), asOf);
  const [found] = await engine.rows<{ days: number }>(daysWithLines(etl.shop.lines, first, asOf));
  const empty = asOf - first - found!.days;
  return empty > 0 ? [{ code: 'days-without-lines', source: null, count: empty }] : [];
}
