import { RecompraError } from '../config/errors';
import { nearestName } from '../config/nearest-name';
import { pairList } from '../config/pair-list';
import type { Metrics } from './metrics-schema';

/** What one figure has to be: within these bounds, both included. */
export interface Demand {
  /** As given: `mae`, `coverage`, `hit3`. */
  name: string;
  low: number | null;
  high: number | null;
}

export interface GateResult extends Demand {
  /** Null where the run could not say. */
  value: number | null;
  held: boolean;
}

interface GatedFigure {
  /** Which way a single number bounds it. */
  better: 'lower' | 'higher' | 'neither';
  of(metrics: Metrics): number | null | undefined;
}

/** Figures on the test rows of the models that were chosen. */
const FIGURES: Record<string, GatedFigure> = {
  mae: { better: 'lower', of: (metrics) => dates(metrics)?.test?.mae },
  rmse: { better: 'lower', of: (metrics) => dates(metrics)?.test?.rmse },
  within3: { better: 'higher', of: (metrics) => dates(metrics)?.test?.within3 },
  crps: { better: 'lower', of: (metrics) => (dates(metrics)?.test ? dates(metrics)?.probabilities.crps.value : null) },
  coverage: { better: 'neither', of: (metrics) => dates(metrics)?.interval?.coverage.value },
  width: { better: 'lower', of: (metrics) => dates(metrics)?.interval?.meanWidth },
  recall10: { better: 'higher', of: (metrics) => products(metrics)?.recall[9] },
  ndcg10: { better: 'higher', of: (metrics) => products(metrics)?.ndcg[9] },
};

/** Lengths of lists that are judged: `hit1` … `hit10`. */
const LONGEST_LIST = 10;

export const GATE_NAMES: readonly string[] = [...Object.keys(FIGURES), ...lengths().map((k) => `hit${k}`)];

/**
 * The demands of `mae=5.0,coverage=.75..,hit3=.5`: one number is the worst that is taken (an error at the most, a share
 * of hits at the least), `a..b`, `a..` and `..b` are bounds. Fails with kind `usage` on what it does not know.
 */
export function parseGate(text: string): Demand[] {
  return pairList(text).map(({ item, name, value }) => {
    const figure = figureNamed(name);
    if (figure === null) throw unknown(name);
    return { name, ...boundsOf(item, value, figure) };
  });
}

/** Each demand beside the figure of a run. */
export function passGate(demands: readonly Demand[], metrics: Metrics): GateResult[] {
  return demands.map((demand) => {
    const value = figureNamed(demand.name)!.of(metrics) ?? null;
    const held = value !== null && value >= (demand.low ?? -Infinity) && value <= (demand.high ?? Infinity);
    return { ...demand, value, held };
  });
}

function figureNamed(name: string): GatedFigure | null {
  if (Object.hasOwn(FIGURES, name)) return FIGURES[name]!;
  const length = Number(/^hit([1-9]\d?)$/.exec(name)?.[1]);
  if (!(length <= LONGEST_LIST)) return null;
  return { better: 'higher', of: (metrics) => products(metrics)?.hitRate[length - 1] };
}

const NUMBER = String.raw`\d+(?:\.\d+)?|\.\d+`;

function boundsOf(item: string, value: string | undefined, { better }: GatedFigure): Omit<Demand, 'name'> {
  const single = new RegExp(`^(${NUMBER})$`).exec(value ?? '');
  if (single !== null && better === 'lower') return { low: null, high: Number(single[1]) };
  if (single !== null && better === 'higher') return { low: Number(single[1]), high: null };
  const [, low, high] = new RegExp(`^(${NUMBER})?\\.\\.(${NUMBER})?$`).exec(value ?? '') ?? [];
  const ordered = low === undefined || high === undefined || Number(low) <= Number(high);
  if ((low !== undefined || high !== undefined) && ordered) {
    return { low: low === undefined ? null : Number(low), high: high === undefined ? null : Number(high) };
  }
  const expected = better === 'neither' ? 'bounds such as .75.. or .75...85' : 'a number, or bounds such as 0.2..0.9';
  throw new RecompraError('usage', `--gate: found "${item}", expected ${expected}`, { remedy: EXAMPLE });
}

const EXAMPLE = 'write --gate mae=5.0,coverage=.75..,hit3=.5';

function unknown(name: string): RecompraError {
  const nearest = nearestName(name, GATE_NAMES);
  return new RecompraError('usage', `--gate: there is no figure "${name}"`, {
    lines: [`there are ${Object.keys(FIGURES).join(', ')} and hit1 … hit${LONGEST_LIST}`],
    remedy: nearest === undefined ? EXAMPLE : `did you mean ${nearest}?`,
  });
}

function lengths(): number[] {
  return Array.from({ length: LONGEST_LIST }, (_, i) => i + 1);
}

function dates({ nextPurchase }: Metrics) {
  return nextPurchase.models.find(({ name }) => name === nextPurchase.chosen);
}

function products({ topProducts }: Metrics) {
  const method = topProducts.methods.find(({ name }) => name === topProducts.chosen);
  return method === undefined || topProducts.missing !== null || method.cases === 0 ? undefined : method;
}
