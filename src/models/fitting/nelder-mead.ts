export interface SimplexOptions {
  /** Start of the search, [parameters]. */
  start: readonly number[];
  /** Every parameter is kept inside; the function is never asked outside. */
  bounds: readonly (readonly [low: number, high: number])[];
  /** Length of the first simplex along each parameter. */
  step?: number;
  /** Stops when the values at the corners differ by no more than this. */
  tolerance?: number;
  /** Most evaluations of the function. */
  evaluations?: number;
}

export interface Minimum {
  at: number[];
  value: number;
  /** False where the evaluations ran out first; the best point found is returned all the same. */
  converged: boolean;
}

interface Corner {
  at: number[];
  value: number;
}

/**
 * Minimises a function of a few parameters without derivatives (Nelder & Mead 1965), inside a box: points that leave
 * it are moved to its side. A value that is not a number counts as infinitely bad, so a function may say "not here".
 * Deterministic.
 */
export function nelderMead(f: (at: readonly number[]) => number, options: SimplexOptions): Minimum {
  const { start, bounds, step = 0.5, tolerance = 1e-9, evaluations = 2000 } = options;
  let left = evaluations;
  const corner = (at: readonly number[]): Corner => {
    left--;
    const inside = at.map((x, i) => Math.min(bounds[i]![1], Math.max(bounds[i]![0], x)));
    const value = f(inside);
    return { at: inside, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  const simplex = [start, ...start.map((_, i) => stepped(start, i, step, bounds))].map(corner);
  const spread = () => Math.abs(simplex.at(-1)!.value - simplex[0]!.value);
  simplex.sort(byValue);
  while (left > 0 && !(spread() <= tolerance && width(simplex) <= Math.sqrt(tolerance))) {
    moveWorst(simplex, corner);
    simplex.sort(byValue);
  }
  return { ...simplex[0]!, converged: left > 0 };
}

/** The start moved along parameter `index`, inwards where a bound is near. */
function stepped(start: readonly number[], index: number, step: number, bounds: SimplexOptions['bounds']): number[] {
  const [low, high] = bounds[index]!;
  const length = Math.min(step, (high - low) / 2);
  const inside = start[index]! + length <= high;
  return start.map((x, i) => (i === index ? x + (inside ? length : -length) : x));
}

/** Reflects the worst corner through the others, goes further where that pays, else contracts or shrinks. */
function moveWorst(simplex: Corner[], corner: (at: readonly number[]) => Corner): void {
  const worst = simplex.at(-1)!;
  const others = simplex.slice(0, -1);
  const centre = worst.at.map((_, i) => others.reduce((sum, { at }) => sum + at[i]!, 0) / others.length);
  const along = (t: number) => corner(centre.map((c, i) => c + t * (worst.at[i]! - c)));
  const reflected = along(-1);
  if (reflected.value < simplex[0]!.value) {
    const expanded = along(-2);
    simplex[simplex.length - 1] = expanded.value < reflected.value ? expanded : reflected;
    return;
  }
  if (reflected.value < others.at(-1)!.value) {
    simplex[simplex.length - 1] = reflected;
    return;
  }
  const contracted = reflected.value < worst.value ? along(-0.5) : along(0.5);
  if (contracted.value < Math.min(reflected.value, worst.value)) simplex[simplex.length - 1] = contracted;
  else shrink(simplex, corner);
}

/** Halves the way of every corner to the best one. */
function shrink(simplex: Corner[], corner: (at: readonly number[]) => Corner): void {
  const best = simplex[0]!.at;
  for (let i = 1; i < simplex.length; i++) simplex[i] = corner(simplex[i]!.at.map((x, j) => (x + best[j]!) / 2));
}

function width(simplex: readonly Corner[]): number {
  const best = simplex[0]!.at;
  return Math.max(...simplex.map(({ at }) => Math.max(...at.map((x, i) => Math.abs(x - best[i]!)))));
}

function byValue(a: Corner, b: Corner): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}
