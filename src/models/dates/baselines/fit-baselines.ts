import { breathe } from '../../../config/breath';
import { average } from '../../../evaluation/day-errors';
import type { Answers, Dataset } from '../../../features/dataset';
import { answersSeenBy, featureColumn, originsUntil, restrictedDays, thinned } from '../../../features/dataset';
import type { BoostedTrees } from '../../trees/boosting';
import type { DateModel } from '../forecast/date-model';
import type { ShopDays } from '../forecast/shop-days';
import { answersOnShopDays, ORDINARY_DAYS } from '../forecast/shop-days';
import type { BetaGeometric } from './beta-geometric';
import { betaGeometricModel, fitBetaGeometric } from './beta-geometric';
import type { BgNbd } from './bg-nbd';
import { bgNbdModel, fitBgNbdDates } from './bg-nbd-dates';
import type { CalendarForestRows } from './calendar-forest';
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

/** What fitting leaves of each baseline, ready for JSON. */
export interface BaselineParameters {
  'global-median': MarginalDays;
  /** It has nothing to fit. */
  'last-gap': null;
  /** Mean of the customers' mean gaps, days. */
  'mean-gap': number;
  'global-hazard': GlobalHazard;
  'bg-nbd': BgNbd;
  'beta-geometric': BetaGeometric;
  'hazard-table': HazardTable;
  'calendar-forest': BoostedTrees;
  'gradient-boosting': BoostedTrees;
}

export type BaselineName = keyof BaselineParameters;

/** Any of the baselines; a kept model holds only those it predicts with. */
export type FittedBaselines = Partial<BaselineParameters>;

export interface BaselineOptions {
  /** Days that answers are restricted to where a model needs whole ones. */
  horizon: number;
  seed: number;
  /** Last day training may see, epoch day: purchases after it are censored. */
  lastDay: number;
  /** Rows on which boosting stops early; without them it grows exactly `trees`. */
  validation?: BoostingRows | undefined;
  trees?: number | undefined;
  /** How busy the shop was; all days are ordinary unless given. */
  shop?: ShopDays | undefined;
  /** Only these; all unless given. */
  only?: readonly BaselineName[] | undefined;
}

/** Rows that iterative fits look at: more change nothing but the time. */
const MOST_ROWS = 100_000;
/** With fewer whole answers, models that need them would learn noise: they are left out. */
const LEAST_WHOLE_ANSWERS = 100;

/** Rows of recurrent customers with a gap, on two sets of origins before `lastDay`. */
export interface BaselineOrigins {
  /** Close together: for methods that count days at risk, whose rows are never too many. */
  dense: Dataset;
  /** Those of the plan: for methods that need whole answers. */
  planned: Dataset;
}

/** What the baselines are fitted on. */
interface BaselineRows extends BaselineOptions {
  /** The dense rows, with the answers known on `lastDay`: a censored row gives the days it was watched. */
  rows: Dataset;
  answers: Answers;
  /** Those whose restricted answer is known, for methods that need one; not more than MOST_ROWS. */
  complete: CalendarForestRows;
}

interface Baseline<Name extends BaselineName> {
  /** Whether it learns from whole answers alone. */
  needsWholeAnswers?: boolean;
  fit(rows: BaselineRows): BaselineParameters[Name] | Promise<BaselineParameters[Name]>;
  model(parameters: BaselineParameters[Name]): DateModel;
}

/** The simplest first. */
const BASELINES: { readonly [Name in BaselineName]: Baseline<Name> } = {
  'global-median': { fit: ({ answers }) => fitMarginalDays(answers), model: globalMedianModel },
  'last-gap': { fit: () => null, model: lastGap },
  'mean-gap': { fit: ({ rows }) => meanGapOf(rows), model: shrunkMeanGap },
  'global-hazard': {
    fit: ({ rows, answers }) => fitGlobalHazard(featureColumn(rows, 'days_since_last'), answers),
    model: globalHazardModel,
  },
  'bg-nbd': { fit: ({ rows }) => fitBgNbdDates(rows, rows.customer), model: bgNbdModel },
  'beta-geometric': {
    fit: ({ rows, lastDay, shop }) => {
      const drawn = thinned(rows, MOST_ROWS);
      return fitBetaGeometric(drawn, answersOnShopDays(drawn, lastDay, shop ?? ORDINARY_DAYS));
    },
    model: betaGeometricModel,
  },
  'hazard-table': {
    fit: ({ rows, answers }) => {
      const elapsed = featureColumn(rows, 'days_since_last');
      return fitHazardTable({ elapsed, rate: featureColumn(rows, 'decayed_rate'), ...answers });
    },
    model: hazardTableModel,
  },
  'calendar-forest': {
    needsWholeAnswers: true,
    fit: ({ complete, seed }) => fitCalendarForest(complete, seed),
    model: calendarForestModel,
  },
  'gradient-boosting': {
    needsWholeAnswers: true,
    fit: ({ complete, ...options }) => fitGradientBoosting(complete, options),
    model: gradientBoostingModel,
  },
};

export const BASELINE_NAMES = Object.keys(BASELINES) as BaselineName[];

/** Whether it learns from the rows of the plan, whose answers are whole, and not from dense ones. */
export function needsWholeAnswers(name: BaselineName): boolean {
  return BASELINES[name].needsWholeAnswers ?? false;
}

/** Fits the baselines on the same customers, with answers as they were known on `lastDay`. */
export async function fitBaselines(
  { dense, planned }: BaselineOrigins,
  options: BaselineOptions,
): Promise<FittedBaselines> {
  const { horizon, lastDay, only = BASELINE_NAMES } = options;
  const complete = thinned(originsUntil(planned, lastDay - horizon), MOST_ROWS);
  const restricted = restrictedDays(answersSeenBy(complete, lastDay), horizon);
  const known: BaselineRows = {
    ...options,
    rows: dense,
    answers: answersOnShopDays(dense, lastDay, options.shop ?? ORDINARY_DAYS),
    complete: { rows: complete, restrictedDays: restricted },
  };
  const fitted: FittedBaselines = {};
  for (const name of only) {
    if (needsWholeAnswers(name) && complete.length < LEAST_WHOLE_ANSWERS) continue;
    await fitInto(fitted, name, known);
    await breathe();
  }
  return fitted;
}

async function fitInto<Name extends BaselineName>(
  fitted: FittedBaselines,
  name: Name,
  rows: BaselineRows,
): Promise<void> {
  const parameters: BaselineParameters[Name] = await BASELINES[name].fit(rows);
  Object.assign(fitted, { [name]: parameters });
}

/** Mean of the customers' mean gaps, days. */
function meanGapOf(rows: Dataset): number {
  return average(featureColumn(rows, 'gap_mean'));
}

/** The fitted baselines as models, the simplest first. */
export function baselineModels(fitted: FittedBaselines): DateModel[] {
  return BASELINE_NAMES.flatMap((name) => modelOf(fitted, name));
}

function modelOf<Name extends BaselineName>(fitted: FittedBaselines, name: Name): DateModel[] {
  const parameters = fitted[name] as BaselineParameters[Name] | undefined;
  return parameters === undefined ? [] : [BASELINES[name].model(parameters)];
}
