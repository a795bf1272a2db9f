import { isoDay } from '../config/calendar';
import type { DateModelName } from '../config/model-names';
import type { DateScores, KnownAnswers } from '../evaluation/date-scores';
import { dateConcordance, dateScores, judgeProbabilities } from '../evaluation/date-scores';
import { average } from '../evaluation/day-errors';
import { gapErrors } from '../evaluation/gap-errors';
import type { DayIntervals } from '../evaluation/interval-coverage';
import type { SegmentCut } from '../evaluation/interval-segments';
import { coverageBySegment } from '../evaluation/interval-segments';
import type { DateModelMetrics, NextPurchaseMetrics } from '../evaluation/metrics-schema';
import { kaplanMeier } from '../evaluation/statistics/kaplan-meier';
import { pairedBootstrap } from '../evaluation/statistics/paired-bootstrap';
import type { Dataset } from '../features/dataset';
import { answersSeenBy, atOrigins, featureColumn } from '../features/dataset';
import type { DateModel, DayPrediction } from '../models/dates/forecast/date-model';
import type { JudgedRows } from './judged-rows';

export interface QualityOptions {
  /** Test rows. */
  judged: JudgedRows;
  horizon: number;
  seed: number;
  /** The model's 80 % intervals, null where it gives none. */
  intervals: DayIntervals | null;
}

export type DateQuality = Pick<DateModelMetrics, 'concordance' | 'probabilities' | 'intervalSegments' | 'byOrigin'>;

/** What judges a forecast beyond its errors in days: order, chances, intervals by segment, and each origin. */
export function dateQuality(prediction: DayPrediction, options: QualityOptions): DateQuality {
  const { judged, horizon, seed, intervals } = options;
  const { rows, restricted } = judged;
  const answers = answersOf(judged, horizon);
  return {
    concordance: dateConcordance(prediction, answers),
    probabilities: judgeProbabilities(prediction, answers, seed),
    intervalSegments: intervals ? segmentCuts(rows).map((cut) => coverageBySegment(intervals, restricted, cut)) : [],
    byOrigin: scoresByOrigin(rows, dateScores(prediction, answers)),
  };
}

function answersOf({ rows, daysToNext }: JudgedRows, horizon: number): KnownAnswers {
  return { daysToNext, customers: rows.customer, horizon };
}

/** Purchases so far, elapsed days over the usual gap, and basket size: where intervals may fail first. */
function segmentCuts(rows: Dataset): SegmentCut[] {
  return [
    { by: 'n_purchases', values: featureColumn(rows, 'n_purchases'), bounds: [5, 10, 20, 40] },
    { by: 'elapsed_ratio', values: featureColumn(rows, 'elapsed_ratio'), bounds: [0.5, 1, 1.5, 2, 4] },
    { by: 'units_mean', values: featureColumn(rows, 'units_mean'), bounds: [10, 20, 30, 50] },
  ];
}

function scoresByOrigin(rows: Dataset, { mae, crps }: DateScores): DateModelMetrics['byOrigin'] {
  return [...new Set(rows.origin)].map((origin) => {
    const members = Array.from(rows.origin.keys()).filter((row) => rows.origin[row] === origin);
    const meanOf = (scores: Float64Array) => average(members.map((row) => scores[row]!));
    return { origin: isoDay(origin), rows: members.length, mae: meanOf(mae), crps: meanOf(crps) };
  });
}

const SCORES = ['mae', 'crps', 'ibs'] as const;

/** Differences and ratios of the pairs on every score that both predictions have. */
export function pairedScoresOf(
  pairs: readonly (readonly [model: DateModelName, against: DateModelName])[],
  predictions: ReadonlyMap<DateModelName, DayPrediction>,
  { judged, horizon, seed }: Omit<QualityOptions, 'intervals'>,
): NextPurchaseMetrics['paired'] {
  const answers = answersOf(judged, horizon);
  const { customers } = answers;
  const scores = new Map([...predictions].map(([name, prediction]) => [name, dateScores(prediction, answers)]));
  return pairs.flatMap(([model, against]) =>
    SCORES.flatMap((metric) => {
      const ours = scores.get(model)![metric];
      const theirs = scores.get(against)![metric];
      if (ours === null || theirs === null) return [];
      return [{ model, against, metric, ...pairedBootstrap({ ours, theirs, customers }, { seed }) }];
    }),
  );
}

/**
 * The classical question on the rows of the first test origin: the gap after each customer's last purchase up to that
 * day, predicted as the days elapsed plus the days to come, judged where it was seen to end by the end of the data.
 */
export function gapTableOf(
  models: readonly DateModel[],
  test: Dataset,
  { lastDay, horizon }: { lastDay: number; horizon: number },
): NextPurchaseMetrics['gapTable'] {
  const split = test.origin[0];
  if (split === undefined) return null;
  const rows = atOrigins(test, [split]);
  const elapsed = featureColumn(rows, 'days_since_last');
  const actual = answersSeenBy(rows, lastDay).daysToNext.map((days, row) => days + elapsed[row]!);
  const judged = models.flatMap((model) => {
    const found = gapErrors(
      model.predict(rows, horizon).days.map((days, row) => days + elapsed[row]!),
      actual,
    );
    return found === null ? [] : [{ name: model.name, ...found }];
  });
  if (judged.length === 0) return null;
  return {
    splitDay: isoDay(split),
    censoredShare: judged[0]!.censoredShare,
    models: judged.map(({ censoredShare: _, ...errors }) => errors),
  };
}

/** Who had not returned so many days after the first test origin, from all that the data show. */
export function notReturnedAfter(test: Dataset, lastDay: number): NextPurchaseMetrics['notReturned'] {
  const rows = atOrigins(test, test.origin.length === 0 ? [] : [test.origin[0]!]);
  const { daysToNext, watched } = answersSeenBy(rows, lastDay);
  return { rows: rows.length, ...kaplanMeier(daysToNext, watched) };
}
