import type { Dataset } from '../features/dataset';
import { answersSeenBy, atOrigins, restrictedDays } from '../features/dataset';

/** Rows whose restricted answer is known: those of origins that were watched for the whole horizon. */
export interface JudgedRows {
  rows: Dataset;
  /** min(days to next, horizon), [length]. */
  restricted: Float64Array;
  /** Days from origin to next purchase; NaN where none came within the horizon, [length]. */
  daysToNext: Float64Array;
}

/** The rows at these origins, each of which must have `horizon` days of data after it. */
export function judgedRows(dataset: Dataset, origins: readonly number[], horizon: number): JudgedRows {
  const rows = atOrigins(dataset, origins);
  const answers = answersSeenBy(rows, (origins.at(-1) ?? 0) + horizon);
  return {
    rows,
    restricted: restrictedDays(answers, horizon),
    daysToNext: answers.daysToNext.map((days) => (days <= horizon ? days : Number.NaN)),
  };
}
