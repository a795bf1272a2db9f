import type {
  DateModelMetrics,
  Estimate,
  EtlMetrics,
  Missing,
  NextPurchaseMetrics,
  ProductMethodMetrics,
  TopProductsMetrics,
} from '../../evaluation/metrics-schema';
import type { ScoreDifference, ShopComparison, Status } from './shop-comparison';
import { compareWithShop, scoreDifference, together } from './shop-comparison';

/** Points of a share by which the coverage of the 80 % interval may miss before it counts as off. */
const COVERAGE_TOLERANCE = 0.02;
const NOMINAL_COVERAGE = 0.8;
/** Below this many customers a bootstrap interval says little. */
const FEW_CUSTOMERS = 30;
/** A larger share of rejected lines deserves a look, long before a run fails for it. */
const NOTABLE_REJECTS = 0.01;

export interface DateJudgement {
  /** Of the date alone (mean absolute error), against every rule of a shop. */
  dates: Status;
  /** Of the whole forecast (CRPS), likewise. */
  forecast: Status;
  chosen: DateModelMetrics | null;
  shop: ShopComparison[];
  /** The model of the lowest error on the test where that is not the chosen one, and what the chosen errs more. */
  closest: { model: DateModelMetrics; dates: ScoreDifference | null } | null;
  fewCustomers: boolean;
}

/** Both together: `sharper` is a date that is even, in a forecast that is good. */
export type DateStanding = Status | 'sharper';

export function standingOf({ dates, forecast, chosen }: DateJudgement): DateStanding {
  if (chosen === null) return 'unknown';
  if (dates === 'bad' || forecast === 'bad') return 'bad';
  if (forecast !== 'good') return 'even';
  return dates === 'good' ? 'good' : 'sharper';
}

/** Do the dates and the forecast that are given beat what a shop would do without them? */
export function judgeDates(figures: NextPurchaseMetrics): DateJudgement {
  const { models, paired, missing } = figures;
  const tested = missing === null ? models.filter(({ test }) => test !== null) : [];
  const chosen = tested.find((model) => model.chosen) ?? null;
  if (chosen === null) return NOT_JUDGED;
  const shop = compareWithShop(figures);
  const closest = tested.reduce((best, model) => (model.test!.mae < best.test!.mae ? model : best), chosen);
  const { customers } = chosen.test!;
  return {
    dates: together(shop.map(({ dates }) => dates.status)),
    forecast: together(shop.flatMap(({ forecast }) => (forecast === null ? [] : [forecast.status]))),
    chosen,
    shop,
    closest: closest === chosen ? null : { model: closest, dates: scoreDifference(paired, [chosen, closest], 'mae') },
    fewCustomers: customers < FEW_CUSTOMERS,
  };
}

const NOT_JUDGED: DateJudgement = {
  dates: 'unknown',
  forecast: 'unknown',
  chosen: null,
  shop: [],
  closest: null,
  fewCustomers: false,
};

export interface CoverageJudgement {
  status: Status;
  outcome: 'missing' | 'right' | 'narrow' | 'wide';
  interval: DateModelMetrics['interval'];
  /** Why nothing was measured; null where it was. */
  missing: Missing | null;
}

/** Does the 80 % interval of the model in use hold what it promises? That of another would say nothing of it. */
export function judgeCoverage({ models, missing }: NextPurchaseMetrics): CoverageJudgement {
  const interval = missing === null ? (models.find(({ chosen }) => chosen)?.interval ?? null) : null;
  const { status, outcome } = interval === null ? NOT_MEASURED : outcomeOf(interval.coverage);
  return { status, outcome, interval, missing };
}

type CoverageOutcome = Pick<CoverageJudgement, 'status' | 'outcome'>;
const NOT_MEASURED: CoverageOutcome = { status: 'unknown', outcome: 'missing' };

/** Too wide costs precision; too narrow breaks a promise. */
function outcomeOf({ value, low, high }: Estimate): CoverageOutcome {
  const includesNominal = low <= NOMINAL_COVERAGE && NOMINAL_COVERAGE <= high;
  if (includesNominal || Math.abs(value - NOMINAL_COVERAGE) <= COVERAGE_TOLERANCE) {
    return { status: 'good', outcome: 'right' };
  }
  return value < NOMINAL_COVERAGE ? { status: 'bad', outcome: 'narrow' } : { status: 'even', outcome: 'wide' };
}

export interface ProductJudgement {
  status: Status;
  chosen: ProductMethodMetrics | null;
  /** The best method that recommends the same to everybody; null where there is none. */
  bestGlobal: ProductMethodMetrics | null;
}

/**
 * Does knowing the customer pay, against the same list for everybody? Judged by the paired difference where the run
 * made that comparison, else by intervals that do not touch, which is the stricter test.
 */
export function judgeProducts({ methods, missing, difference }: TopProductsMetrics): ProductJudgement {
  const tested = missing === null ? methods.filter(({ cases }) => cases > 0) : [];
  const chosen = tested.find((method) => method.chosen) ?? null;
  const bestGlobal = best(tested.filter(({ personal }) => !personal));
  if (chosen === null) return { status: 'unknown', chosen, bestGlobal };
  if (!chosen.personal) return { status: 'bad', chosen, bestGlobal };
  if (difference?.model === chosen.name && difference.against === bestGlobal?.name) {
    return { status: moreIsBetter(difference.hitAtTop), chosen, bestGlobal };
  }
  return { status: apart(chosen.hitAtTop, bestGlobal?.hitAtTop), chosen, bestGlobal };
}

function best(methods: readonly ProductMethodMetrics[]): ProductMethodMetrics | null {
  return methods.reduce<ProductMethodMetrics | null>(
    (top, method) => (top === null || method.hits > top.hits ? method : top),
    null,
  );
}

function moreIsBetter({ low, high }: Estimate): Status {
  if (low > 0) return 'good';
  return high < 0 ? 'bad' : 'even';
}

function apart(ours: Estimate | null, theirs: Estimate | null | undefined): Status {
  if (!ours || !theirs) return 'even';
  if (ours.low > theirs.high) return 'good';
  return ours.high < theirs.low ? 'bad' : 'even';
}

export interface RejectJudgement {
  status: Status;
  /** Rejected share of the lines read; null where none was read. */
  share: number | null;
}

/** Were the lines usable? */
export function judgeRejects({ linesIn, linesRejected }: EtlMetrics): RejectJudgement {
  if (linesIn === 0) return { status: 'unknown', share: null };
  const share = linesRejected / linesIn;
  return { status: share > NOTABLE_REJECTS ? 'even' : 'good', share };
}
