import type { EtlMetrics } from '../../evaluation/metrics-schema';

type Counts = Pick<EtlMetrics, 'linesIn' | 'linesKept' | 'linesRejected' | 'linesExcluded' | 'linesReturned'>;

/** What became of the lines: "36 in, 35 kept, 1 rejected". */
export function lineSummary({ linesIn, linesKept, linesRejected, linesExcluded, linesReturned }: Counts): string {
  return [
    `${count(linesIn)} in`,
    `${count(linesKept)} kept`,
    `${count(linesRejected)} rejected`,
    ...(linesExcluded === undefined ? [] : [`${count(linesExcluded)} of excluded customers`]),
    ...(linesReturned === undefined ? [] : [`${count(linesReturned)} returned`]),
  ].join(', ');
}

function count(value: number): string {
  return value.toLocaleString('en');
}
