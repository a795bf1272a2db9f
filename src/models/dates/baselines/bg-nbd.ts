import { RecompraError } from '../../../config/errors';
import { logGamma } from '../../fitting/log-gamma';
import { nelderMead } from '../../fitting/nelder-mead';

/**
 * The BG/NBD model (Fader, Hardie & Lee 2005, "Counting Your Customers" the Easy Way, Marketing Science 24(2)): a
 * customer buys at rate λ ~ Gamma(r, α) while alive, and after each purchase drops out with chance p ~ Beta(a, b).
 */
export interface BgNbd {
  r: number;
  /** In the unit of the times it was fitted on, days or weeks. */
  alpha: number;
  a: number;
  b: number;
}

/** What the model knows of customers, one entry each, all times in one unit. */
export interface RepeatBuying {
  /** x: repeat purchases (the first one is not counted). */
  frequency: ArrayLike<number>;
  /** t_x: time from the first purchase to the last. */
  recency: ArrayLike<number>;
  /** T: time from the first purchase to the end of observation. */
  age: ArrayLike<number>;
}

/** Parameters beyond e^±9 mean the same to any data: the likelihood is flat there and an open search runs away. */
const BOUND = 9;
/** r and α on the scale of the data, a and b even; the second start is for data without dropout. */
const STARTS = [
  { a: 1, b: 1 },
  { a: 0.1, b: 10 },
];

/**
 * Log-likelihood (eq. 6) in logarithms throughout, so that no term over- or underflows:
 * ln Γ(r+x)/Γ(r) + r ln α + ln B(a, b+x)/B(a, b) + ln[ (α+T)^−(r+x) + 1{x>0} a/(b+x−1) (α+t_x)^−(r+x) ].
 */
export function bgNbdLogLikelihood({ r, alpha, a, b }: BgNbd, { frequency, recency, age }: RepeatBuying): number {
  const logR = logGamma(r);
  const logAb = logGamma(a + b) - logGamma(b);
  let sum = 0;
  for (let i = 0; i < frequency.length; i++) {
    const x = frequency[i]!;
    const rate = logGamma(r + x) - logR + r * Math.log(alpha);
    const dropout = logAb + logGamma(b + x) - logGamma(a + b + x);
    const alive = -(r + x) * Math.log(alpha + age[i]!);
    const gone = x > 0 ? Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + recency[i]!) : Number.NEGATIVE_INFINITY;
    const larger = Math.max(alive, gone);
    sum += rate + dropout + larger + Math.log(Math.exp(alive - larger) + Math.exp(gone - larger));
  }
  return sum;
}

/**
 * Maximum likelihood over the logarithms of the parameters, each bounded. On data without dropout a/b runs to its
 * bound and stays there, which is the model saying so.
 *
 * @throws RecompraError (data) where no customer came back or a time is not finite: there is nothing to fit
 */
export function fitBgNbd(customers: RepeatBuying): BgNbd & { logLikelihood: number } {
  checkRepeatBuying(customers);
  const scale = Math.log(meanOf(customers.age));
  const negative = ([r, alpha, a, b]: readonly number[]) =>
    -bgNbdLogLikelihood(parameters(r!, alpha! + scale, a!, b!), customers);
  const bounds = Array.from({ length: 4 }, () => [-BOUND, BOUND] as const);
  const fits = STARTS.map(({ a, b }) => {
    const rough = nelderMead(negative, { start: [0, 0, Math.log(a), Math.log(b)], bounds, evaluations: 600 });
    // A second, smaller simplex at the first one's best point frees a search that collapsed on a ridge.
    return nelderMead(negative, { start: rough.at, bounds, step: 0.1, evaluations: 1000 });
  });
  const best = fits.reduce((x, y) => (y.value < x.value ? y : x));
  const [r, alpha, a, b] = best.at;
  return { ...parameters(r!, alpha! + scale, a!, b!), logLikelihood: -best.value };
}

function parameters(logR: number, logAlpha: number, logA: number, logB: number): BgNbd {
  return { r: Math.exp(logR), alpha: Math.exp(logAlpha), a: Math.exp(logA), b: Math.exp(logB) };
}

/** Chance that a customer is still alive at T (Fader, Hardie & Lee 2008, note on P(alive)). */
export function chanceAlive({ r, alpha, a, b }: BgNbd, x: number, tx: number, age: number): number {
  if (x === 0) return 1;
  const odds = Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + age) / (alpha + tx));
  return 1 / (1 + Math.exp(odds));
}

/**
 * Chance that the next purchase of a living customer comes within `time` after T: given alive, λ is
 * Gamma(r + x, α + T), so the wait is Pareto: 1 − ((α + T) ÷ (α + T + time))^(r + x).
 */
export function chanceOfReturn(
  { r, alpha }: BgNbd,
  { x, age, time }: { x: number; age: number; time: number },
): number {
  return -Math.expm1((r + x) * Math.log((alpha + age) / (alpha + age + time)));
}

function checkRepeatBuying({ frequency, recency, age }: RepeatBuying): void {
  let repeats = 0;
  for (let i = 0; i < frequency.length; i++) {
    const [x, tx, t] = [frequency[i]!, recency[i]!, age[i]!];
    if (!(x >= 0 && tx >= 0 && t >= tx && Number.isFinite(x + t))) {
      throw new RecompraError(
        'data',
        `customer ${i}: frequency ${x}, recency ${tx}, age ${t} cannot be, expected 0 ≤ recency ≤ age`,
      );
    }
    repeats += x;
  }
  if (repeats === 0) throw new RecompraError('data', 'no customer bought twice: a purchase rate cannot be fitted');
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Math.max(1, sum / values.length);
}
