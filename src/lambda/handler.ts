import { latestToday } from '../config/calendar';
import { loadSettings } from '../config/load-settings';
import { misspelledVariables } from '../config/misspelled-variables';
import type { Settings } from '../config/settings';
import type { JobContext } from '../jobs/context/job-context';
import { openWorkFolder } from '../storage/disk/work-folder';
import { assign } from './assignment';
import type { Deadline } from './deadline';
import { deadlineBefore } from './deadline';
import { parseEvent } from './event';
import { asFailure } from './failure';
import { functionDefaults } from './function-memory';
import type { PublishedReport, RunReport } from './run-report';
import type { InvocationContext } from './telemetry';
import { Telemetry } from './telemetry';

export interface JobDefinition {
  /** `etl` or `predict`: names the service in logs and metrics. */
  name: string;
  run(context: JobContext): Promise<PublishedReport>;
}

/** How long an invocation waits for work that the one before it had to give up. */
const LONGEST_WAIT_MS = 3_000;

export type Handler = (event: unknown, context: InvocationContext) => Promise<RunReport>;

/**
 * The handler of one job: event and environment to an assignment, the job within its deadline, logs, metrics and
 * report. Invocations of one process never overlap, not even with work that an earlier one had to give up.
 */
export function createHandler(job: JobDefinition): Handler {
  const telemetry = new Telemetry(job.name);
  let previous: Deadline | null = null;
  return async (event, context) => {
    telemetry.begin(context);
    const start = performance.now();
    const deadline = deadlineBefore(() => context.getRemainingTimeInMillis());
    try {
      await previous?.settled(LONGEST_WAIT_MS);
      const report = await invoke(job, event, telemetry, deadline);
      telemetry.succeeded(report, Math.round(performance.now() - start) / 1000);
      return report;
    } catch (cause) {
      const failure = asFailure(cause);
      telemetry.failed(failure);
      throw failure;
    } finally {
      previous = deadline;
      telemetry.publish();
    }
  };
}

async function invoke(
  job: JobDefinition,
  event: unknown,
  telemetry: Telemetry,
  deadline: Deadline,
): Promise<RunReport> {
  const request = parseEvent(event);
  const settings = functionSettings();
  const unknown = misspelledVariables().length;
  if (unknown > 0) telemetry.warn(`${unknown} RECOMPRA_ variables are no settings and were not read`);
  const assignment = assign(request, settings);
  if ('skipped' in assignment) return { status: 'skipped', reason: assignment.skipped };
  const { inputs, output } = assignment;
  const [input] = inputs as [string, ...string[]];
  return deadline.guard(async () => {
    const work = await openWorkFolder(settings.workDir);
    try {
      const progress = deadline.watching(telemetry.progress());
      const today = latestToday(Date.now());
      return await job.run({ settings: { ...settings, input, output }, inputs, progress, today, workDir: work.path });
    } finally {
      await work.close();
    }
  });
}

/** The settings of this function's environment. */
export function functionSettings(environment: Record<string, string | undefined> = process.env): Settings {
  return loadSettings({ environment, defaults: functionDefaults(environment) });
}
