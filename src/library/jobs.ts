import { latestToday } from '../config/calendar';
import { loadSettings } from '../config/load-settings';
import type { Progress } from '../config/progress';
import { silentProgress } from '../config/progress';
import type { SettingsInput } from '../config/settings';
import type { Metrics } from '../evaluation/metrics-schema';
import type { JobContext } from '../jobs/context/job-context';
import type { PublishedPredictions } from '../jobs/publish-predictions';
import { openWorkFolder } from '../storage/disk/work-folder';

/** What a job has to be told: where the lines are and where the results go; everything else has its default. */
export type JobSettings = SettingsInput & { input: string; output: string };

export interface JobOptions {
  /** Told of stages and warnings; nothing is shown unless given. */
  progress?: Progress;
}

/** Settings from these values alone: no variable and no config file is read. Fails with kind `usage`. */
export function settingsFrom(values: SettingsInput) {
  return loadSettings({ defaults: values, environment: {}, configFile: null, makesTables: true });
}

/** `recompra run`: everything from purchase lines to predictions, model and report. Resolves to all figures. */
export function run(settings: JobSettings, options: JobOptions = {}): Promise<Metrics> {
  return inWorkFolder(settings, options, async (context) => {
    const { runMainJob } = require('../jobs/run-everything') as typeof import('../jobs/run-everything');
    const wanted = { lines: true, model: true, predictions: true, report: true };
    return (await runMainJob(context, 'run', wanted)).metrics;
  });
}

/** `recompra evaluate`: every model beside every baseline, and nothing kept but figures and report. */
export function evaluate(settings: JobSettings, options: JobOptions = {}): Promise<Metrics> {
  return inWorkFolder(settings, options, async (context) => {
    const { runMainJob } = require('../jobs/run-everything') as typeof import('../jobs/run-everything');
    return (await runMainJob(context, 'evaluate', { report: true })).metrics;
  });
}

/** `recompra predict`: new purchase lines and a saved model to predictions, with the page of customers. */
export function predict(settings: JobSettings, options: JobOptions = {}): Promise<PublishedPredictions> {
  return inWorkFolder(settings, options, (context) => {
    const { publishPredictions } =
      require('../jobs/publish-predictions') as typeof import('../jobs/publish-predictions');
    const { writeCustomersPage } = require('../jobs/customers-page') as typeof import('../jobs/customers-page');
    return publishPredictions(context, writeCustomersPage);
  });
}

async function inWorkFolder<T>(
  given: JobSettings,
  { progress = silentProgress }: JobOptions,
  work: (context: JobContext) => Promise<T>,
): Promise<T> {
  const { input, output } = given;
  const settings = { ...settingsFrom(given), input, output };
  const folder = await openWorkFolder(settings.workDir);
  try {
    return await work({ settings, progress, today: latestToday(Date.now()), workDir: folder.path });
  } finally {
    progress.done();
    await folder.close();
  }
}
