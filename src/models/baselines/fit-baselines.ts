import { average } from '../../evaluation/day-errors';
import type { Dataset } from '../../features/dataset';
import { answersSeenBy, featureColumn, restrictedDays, thinned } from '../../features/dataset';
import type { BgNbd } from '../bg-nbd';
import type { DateModel } from '../date-model';
import type { BoostedTrees } from '../trees/boosting';
import type { BetaGeometric } from './beta-geometric';
import { betaGeometricModel, fitBetaGeometric } from './beta-geometric';
import { bgNbdModel, fitBgNbdDates } from './bg-nbd-dates';
import { calendarForestModel, fitCalendarForest } from './calendar-forest';
import type { GlobalHazard } from './global-hazard';
import { fitGlobalHazard, globalHazardModel } from './global-hazard';
import type { BoostingRows } from './gradient-boosting';
import { fitGradientBoosting, gradientBoostingModel } from './gradient-boosting';
import type { HazardTable } from './hazard-table';
import { fitHazardTable, hazardTableModel } from './hazard-table';
import type { MarginalDays } from './marginal-days';
import { fitMarginalDays, globalMedianModel } from './marginal-days';
import { lastGap, shrunkMeanGap } from './simple-rules';

/** What training leaves of all baselines, ready for JSON. */
export interface FittedBaselines {
  marginalDays: MarginalDays;
  /** Mean of the customers' mean gaps, days. */
  globalGap: number;
  globalHazard: GlobalHazard;
  bgNbd: BgNbd;
  betaGeometric: BetaGeometric;
  hazardTable: HazardTable;
  calendarForest: BoostedTrees;
  gradientBoosting: BoostedTrees;
}

export interface BaselineOptions {
  horizon: number;
  seed: number;
  /** Last day training may see, epoch day; every row's origin lies at least `horizon` days before it. */
  lastDay: number;
  /** Rows on which boosting stops early; without them it grows exactly `trees`. */
  validation?: BoostingRows;
  trees?: number;
}

/** Rows that iterative fits look at: more change nothing but the time. */
const MOST_ROWS = 100_000;

/** Fits every baseline on the same rows, with answers as they were known on `lastDay`. */
export function fitBaselines(rows: Dataset, options: BaselineOptions): FittedBaselines {
  const { horizon, lastDay, seed, validation, trees } = options;
  const answers = answersSeenBy(rows, lastDay);
  const elapsed = featureColumn(rows, 'days_since_last');
  const drawn = thinned(rows, MOST_ROWS);
  const drawnAnswers = answersSeenBy(drawn, lastDay);
  const drawnRows = { rows: drawn, restrictedDays: restrictedDays(drawnAnswers, horizon) };
  return {
    marginalDays: fitMarginalDays(answers, horizon),
    globalGap: average(featureColumn(rows, 'gap_mean')),
    globalHazard: fitGlobalHazard(elapsed, answers, horizon),
    bgNbd: fitBgNbdDates(rows, rows.customer),
    betaGeometric: fitBetaGeometric(drawn, drawnAnswers, horizon),
    hazardTable: fitHazardTable({ elapsed, rate: featureColumn(rows, 'decayed_rate'), ...answers }, horizon),
    calendarForest: fitCalendarForest({ ...drawnRows, seed }),
    gradientBoosting: fitGradientBoosting(drawnRows, {
      seed,
      ...(validation === undefined ? {} : { validation }),
      ...(trees === undefined ? {} : { trees }),
    }),
  };
}

/** The baselines as models, the simplest first. */
export function baselineModels(fitted: FittedBaselines, horizon: number): DateModel[] {
  return [
    globalMedianModel(fitted.marginalDays, horizon),
    lastGap(horizon),
    shrunkMeanGap(fitted.globalGap, horizon),
    globalHazardModel(fitted.globalHazard, horizon),
    bgNbdModel(fitted.bgNbd, horizon),
    betaGeometricModel(fitted.betaGeometric, horizon),
    hazardTableModel(fitted.hazardTable, horizon),
    calendarForestModel(fitted.calendarForest, horizon),
    gradientBoostingModel(fitted.gradientBoosting, horizon),
  ];
}
