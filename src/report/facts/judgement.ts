import type {
  DateModelMetrics,
  Estimate,
  EtlMetrics,
  Missing,
  NextPurchaseMetrics,
  ProductMethodMetrics,
  TopProductsMetrics,
} from '../../evaluation/metrics-schema';

/** `even`: no clear difference, or worth a look; `unknown`: could not be measured. */
export type Status = 'good' | 'even' | 'bad' | 'unknown';

/** Points of a share by which the coverage of the 80 % interval may miss before it counts as off. */
const COVERAGE_TOLERANCE = 0.02;
const NOMINAL_COVERAGE = 0.8;
/** Below this many customers a bootstrap interval says little. */
const FEW_CUSTOMERS = 30;
/** A larger share of rejected lines deserves a look, long before a run fails for it. */
const NOTABLE_REJECTS = 0.01;

/** A difference where less is better: an interval that includes zero decides nothing. */
export function lessIsBetter({ low, high }: Estimate): Status {
  if (high < 0) return 'good';
  return low > 0 ? 'bad' : 'even';
}

export interface DateJudgement {
  status: Status;
  /** How the network did against the best baseline, whichever is in use. */
  comparison: Status;
  /** A baseline gives the dates although the network erred less on the test. */
  passedOver: boolean;
  chosen: DateModelMetrics | null;
  /** The model that has to prove itself: the chosen network, or else the last one. */
  network: DateModelMetrics | null;
  bestBaseline: DateModelMetrics | null;
  /** Network − best baseline, days. */
  difference: Estimate | null;
  fewCustomers: boolean;
}

/** Does the network date better than the best baseline? */
export function judgeDates({ models, bestBaseline, paired, missing }: NextPurchaseMetrics): DateJudgement {
  const tested = missing === null ? models.filter(({ test }) => test !== null) : [];
  const chosen = tested.find((model) => model.chosen) ?? null;
  const networks = tested.filter(({ kind }) => kind === 'network');
  const network = networks.find((model) => model.chosen) ?? networks.at(-1) ?? null;
  const baseline = tested.find(({ name }) => name === bestBaseline) ?? null;
  const pair = errorPair(paired, network?.name, baseline?.name);
  const difference = pair?.difference ?? null;
  const customers = chosen?.test?.customers ?? 0;
  const fewCustomers = customers > 0 && customers < FEW_CUSTOMERS;
  const comparison = difference ? lessIsBetter(difference) : chosen ? 'even' : 'unknown';
  // The dates that are given are no better for a network that does not give them.
  const passedOver = comparison === 'good' && chosen?.kind === 'baseline';
  const status = passedOver ? 'even' : comparison;
  return { status, comparison, passedOver, chosen, network, bestBaseline: baseline, difference, fewCustomers };
}

/** How the absolute errors of two models compare; undefined where the run did not pair them. */
export function errorPair(
  paired: NextPurchaseMetrics['paired'],
  model: string | undefined,
  against: string | undefined,
) {
  return paired.find((pair) => pair.metric === 'mae' && pair.model === model && pair.against === against);
}

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
