import type { EtlMetrics } from '../evaluation/metrics-schema';
import type { RunOutput } from '../publication/manifest/run-manifest';
import { RUN_MANIFEST } from '../publication/manifest/run-manifest';

/** What an invocation returns: some hundreds of bytes, whatever the size of the data (Lambda's limit is 6 MB). */
export type RunReport = PublishedReport | { status: 'skipped'; reason: string };

export interface PublishedReport {
  status: 'published';
  job: string;
  /** The same version, input bytes and settings have the same id. */
  runId: string;
  /** ISO day. */
  asOf: string;
  /** in = kept + rejected + excluded + returned; rejected lines by reason. */
  lines: {
    in: number;
    kept: number;
    rejected: number;
    excluded?: number;
    returned?: number;
    reasons: Record<string, number>;
  };
  customers: { recurrent: number };
  /** Prefix that received the files. */
  output: string;
  /** The files this run wrote, run.json last. */
  files: { uri: string; rows?: number }[];
}

export interface PublishedRun {
  job: string;
  id: string;
  asOf: string;
  counts: Pick<EtlMetrics, 'linesIn' | 'linesKept' | 'linesRejected' | 'linesExcluded' | 'linesReturned' | 'reasons'>;
  recurrentCustomers: number;
  output: string;
  outputs: readonly RunOutput[];
}

/** The report of a run that was published. */
export function reportOf(run: PublishedRun): PublishedReport {
  const { linesIn, linesKept, linesRejected, linesExcluded, linesReturned, reasons } = run.counts;
  const folder = run.output.replace(/\/*$/, '/');
  const written = run.outputs.map(({ name, rows }) => ({
    uri: folder + name,
    ...(rows === undefined ? {} : { rows }),
  }));
  return {
    status: 'published',
    job: run.job,
    runId: run.id,
    asOf: run.asOf,
    lines: {
      in: linesIn,
      kept: linesKept,
      rejected: linesRejected,
      ...(linesExcluded === undefined ? {} : { excluded: linesExcluded }),
      ...(linesReturned === undefined ? {} : { returned: linesReturned }),
      reasons: Object.fromEntries(reasons.map(({ reason, lines }) => [reason, lines])),
    },
    customers: { recurrent: run.recurrentCustomers },
    output: folder,
    files: [...written, { uri: folder + RUN_MANIFEST }],
  };
}
