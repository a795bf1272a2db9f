import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Progress } from '../config/progress';
import type { FailureType, LambdaFailure } from './failure';
import type { RunReport } from './run-report';

const METRICS_NAMESPACE = 'recompra';

/** What Lambda tells of an invocation, as far as it is used here. */
export interface InvocationContext {
  awsRequestId: string;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  getRemainingTimeInMillis(): number;
}

/**
 * The structured logs and EMF metrics of one function. Counts, types, stages and addresses of objects only: no row, no
 * customer, no credential; an event is never logged.
 */
export class Telemetry {
  private readonly logger: Logger;
  private readonly metrics: Metrics;

  /** @param job `etl` or `predict` */
  constructor(job: string) {
    this.logger = new Logger({ serviceName: `recompra-${job}` });
    this.metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: `recompra-${job}` });
  }

  begin(context: InvocationContext): void {
    this.logger.resetKeys();
    this.logger.addContext(context as Parameters<Logger['addContext']>[0]);
    this.metrics.captureColdStartMetric(context.functionName);
  }

  warn(text: string): void {
    this.logger.warn(text);
  }

  /** Stages as they begin, each with the seconds the one before it took. */
  progress(): Progress {
    let current: { name: string; start: number } | null = null;
    const end = (): void => {
      if (current === null) return;
      this.logger.info('stage ended', { stage: current.name, seconds: secondsSince(current.start) });
      current = null;
    };
    return {
      stage: (name) => {
        end();
        current = { name, start: performance.now() };
      },
      advance: () => undefined,
      at: () => undefined,
      note: (_text, logged) => {
        if (logged !== undefined) this.logger.info(logged);
      },
      warn: (_text, logged = 'there was a warning: `recompra` shows it for the same input') => this.logger.warn(logged),
      done: end,
    };
  }

  succeeded(report: RunReport, seconds: number): void {
    this.count('Succeeded', 1);
    this.metrics.addMetric('Seconds', MetricUnit.Seconds, seconds);
    if (report.status === 'skipped') {
      this.count('Skipped', 1);
      this.logger.info('nothing to do', { reason: report.reason });
      return;
    }
    const { lines, customers } = report;
    this.count('LinesIn', lines.in);
    this.count('LinesKept', lines.kept);
    this.count('LinesRejected', lines.rejected);
    this.count('RecurrentCustomers', customers.recurrent);
    this.logger.info('published', { run_id: report.runId, output: report.output, lines, customers, seconds });
  }

  failed(failure: LambdaFailure): void {
    const type = failure.name as FailureType;
    this.count('Failed', 1);
    this.count(failure.retryable ? 'FailedRetryable' : 'FailedForGood', 1);
    const { retryable, message: reason, origin } = failure;
    this.logger.error('failed', { error_type: type, retryable, reason, ...(origin.length > 0 ? { origin } : {}) });
  }

  /** Writes the metrics of this invocation; to be called once at its end. */
  publish(): void {
    this.metrics.publishStoredMetrics();
  }

  private count(name: string, value: number): void {
    this.metrics.addMetric(name, MetricUnit.Count, value);
  }
}

function secondsSince(start: number): number {
  return Math.round(performance.now() - start) / 1000;
}
