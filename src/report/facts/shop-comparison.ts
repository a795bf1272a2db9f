import type { DateModelName } from '../../config/model-names';
import { SHOP_RULES } from '../../config/model-names';
import type { DateModelMetrics, Estimate, NextPurchaseMetrics } from '../../evaluation/metrics-schema';

/** `even`: no clear difference, or worth a look; `unknown`: could not be measured. */
export type Status = 'good' | 'even' | 'bad' | 'unknown';

/** A difference where less is better: an interval that includes zero decides nothing. */
export function lessIsBetter({ low, high }: Estimate): Status {
  if (high < 0) return 'good';
  return low > 0 ? 'bad' : 'even';
}

/** How one score of two models compares over the same test rows. */
export interface ScoreDifference {
  /** A − B, days. */
  difference: Estimate;
  /** The same as a share of B's score; null where B does not err. */
  relative: number | null;
  status: Status;
}

/** The model in use against what a shop would do without it. */
export interface ShopComparison {
  rule: DateModelMetrics;
  /** Mean absolute error of the date. */
  dates: ScoreDifference;
  /** Continuous ranked probability score of the whole forecast; null where it was not paired. */
  forecast: ScoreDifference | null;
}

/** The model in use against each customer's own mean gap and against a table of two columns; none of them is itself. */
export function compareWithShop(figures: NextPurchaseMetrics): ShopComparison[] {
  const chosen = figures.models.find((model) => model.chosen);
  if (figures.missing !== null || chosen === undefined || chosen.test === null) return [];
  return SHOP_RULES.flatMap((name) => {
    const rule = figures.models.find((model) => model.name === name && model.test !== null);
    if (rule === undefined || rule === chosen) return [];
    const dates = scoreDifference(figures.paired, [chosen, rule], 'mae');
    return dates === null ? [] : [{ rule, dates, forecast: scoreDifference(figures.paired, [chosen, rule], 'crps') }];
  });
}

/** The difference that the run paired; null where it did not. */
export function scoreDifference(
  paired: NextPurchaseMetrics['paired'],
  [model, against]: readonly [DateModelMetrics, DateModelMetrics],
  metric: 'mae' | 'crps',
): ScoreDifference | null {
  const pair = findPair(paired, { model: model.name, against: against.name, metric });
  if (pair === undefined) return null;
  const score = metric === 'mae' ? against.test!.mae : against.probabilities.crps.value;
  const relative = score > 0 ? pair.difference.value / score : null;
  return { difference: pair.difference, relative, status: lessIsBetter(pair.difference) };
}

function findPair(
  paired: NextPurchaseMetrics['paired'],
  wanted: { model: DateModelName; against: DateModelName; metric: 'mae' | 'crps' },
) {
  return paired.find(
    ({ model, against, metric }) => model === wanted.model && against === wanted.against && metric === wanted.metric,
  );
}

/** Of several comparisons: bad where one is, good where all are. */
export function together(statuses: readonly Status[]): Status {
  if (statuses.length === 0) return 'unknown';
  if (statuses.includes('bad')) return 'bad';
  return statuses.every((status) => status === 'good') ? 'good' : 'even';
}
