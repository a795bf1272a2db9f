import type { SampleMetrics } from '../../src/evaluation/metrics-schema';
import { count, row } from '../readme-format';

/** The main job on one shop. */
export interface ScaleRun {
  customers: number;
  days: number;
  /** Limit of the engine. */
  memory: string;
  lines: number;
  predicted: number;
  wallSeconds: number;
  /** Largest resident memory, MiB. */
  peakMiB: number;
  /** Seconds by stage. */
  timings: Record<string, number>;
  /** Not there where nobody was left out, or it was not told. */
  samples?: SampleMetrics | undefined;
}

export interface ScaleResult {
  command: string;
  machine: { cores?: string | number; note?: string };
  /** By customers. */
  runs: ScaleRun[];
}

/** The runs as a table. */
export function scaleTable({ machine, runs }: ScaleResult): string {
  const seconds = (run: ScaleRun, stage: string) => `${Math.round(run.timings[stage] ?? 0)} s`;
  return [
    ...(machine.note === undefined ? [] : [machine.note, '']),
    row(['customers', 'lines', 'predicted', 'time', 'of it ETL', 'training', 'predicting', 'peak memory']),
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...runs.map((run) =>
      row([
        count(run.customers),
        count(run.lines),
        count(run.predicted),
        `${Math.round(run.wallSeconds)} s`,
        seconds(run, 'etl'),
        seconds(run, 'train'),
        seconds(run, 'predict'),
        `${Math.round(run.peakMiB)} MiB`,
      ]),
    ),
  ].join('\n');
}
