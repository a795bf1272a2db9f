import type { ProductComparison, ProductFigures, ProductMethodMetrics } from '../../evaluation/metrics-schema';
import type { ListOutcomes } from '../../evaluation/ranking';
import { DEPTH, hitAt, meanOf, ndcgAt, recallAt, reciprocalRankAt } from '../../evaluation/ranking';
import { bootstrapMean, bootstrapRatio } from '../../evaluation/statistics/bootstrap';
import type { RecommenderScores } from './evaluate-recommenders';

/** Sizes of the predicted purchase (number of products) by which figures are shown; the last group is open. */
const SIZE_GROUPS = [1, 2, 4, 7, 11, 20] as const;

export interface FigureOptions {
  /** List length the headline figure is about. */
  top: number;
  seed: number;
  chosen: boolean;
  /** Products sold by the last test origin: what coverage is a share of. */
  catalogue: number;
  validation?: ProductFigures | null;
  /** Whether the hit rate gets an interval at every k. */
  curveBounds?: boolean;
}

/** The figures of metrics.json for one method. */
export function methodFigures(scores: RecommenderScores, options: FigureOptions): ProductMethodMetrics {
  const { outcomes, customers, name, personal } = scores;
  const { top, seed, chosen } = options;
  const hits = hitAt(outcomes, headline(top));
  const bootstrap = (values: Float64Array) =>
    outcomes.length === 0 ? null : bootstrapMean(values, customers, { seed });
  return {
    name,
    chosen,
    personal,
    cases: outcomes.length,
    hits: hits.reduce((a, b) => a + b, 0),
    hitAtTop: bootstrap(hits),
    hitRate: byK(outcomes, (k) => hitAt(outcomes, k)),
    ...(options.curveBounds && outcomes.length > 0 ? { hitBounds: hitBounds(scores, seed) } : {}),
    recall: byK(outcomes, (k) => recallAt(outcomes, k)),
    ndcg: byK(outcomes, (k) => ndcgAt(outcomes, k)),
    reciprocalRank: byK(outcomes, (k) => reciprocalRankAt(outcomes, k)),
    recall10: bootstrap(recallAt(outcomes, DEPTH)),
    ndcg10: bootstrap(ndcgAt(outcomes, DEPTH)),
    repeatRecall: eachK((k) => meanOf(recallAt(outcomes, k, 'repeat'))),
    exploreRecall: eachK((k) => meanOf(recallAt(outcomes, k, 'explore'))),
    coverage: options.catalogue === 0 ? 0 : scores.distinct / options.catalogue,
    popularity: scores.popularity,
    bySize: bySize(outcomes, top),
    validation: options.validation ?? null,
  };
}

function hitBounds({ outcomes, customers }: RecommenderScores, seed: number): { low: number; high: number }[] {
  return eachK((k) => {
    const { low, high } = bootstrapMean(hitAt(outcomes, k), customers, { seed });
    return { low, high };
  });
}

function headline(top: number): number {
  return Math.min(top, DEPTH);
}

function eachK<T>(value: (k: number) => T): T[] {
  return Array.from({ length: DEPTH }, (_, index) => value(index + 1));
}

/** Means at k = 1 … DEPTH; none without cases. */
function byK({ length }: ListOutcomes, values: (k: number) => Float64Array): number[] {
  return length === 0 ? [] : eachK((k) => meanOf(values(k))!);
}

/** Headline figures over the cases; null where there are none. */
export function headlineFigures(outcomes: ListOutcomes, top: number): ProductFigures | null {
  if (outcomes.length === 0) return null;
  return {
    cases: outcomes.length,
    hit: meanOf(hitAt(outcomes, headline(top)))!,
    recall10: meanOf(recallAt(outcomes, DEPTH))!,
    ndcg10: meanOf(ndcgAt(outcomes, DEPTH))!,
  };
}

function bySize(outcomes: ListOutcomes, top: number): NonNullable<ProductMethodMetrics['bySize']> {
  return SIZE_GROUPS.flatMap((from, index) => {
    const to = index + 1 < SIZE_GROUPS.length ? SIZE_GROUPS[index + 1]! - 1 : null;
    const rows = Int32Array.from(outcomes.truth.keys()).filter(
      (row) => outcomes.truth[row]! >= from && (to === null || outcomes.truth[row]! <= to),
    );
    const figures = headlineFigures(selectRows(outcomes, rows), top);
    return figures === null ? [] : [{ from, to, ...figures }];
  });
}

function selectRows({ hits, known, truth, truthKnown }: ListOutcomes, rows: Int32Array): ListOutcomes {
  return {
    length: rows.length,
    hits: Uint16Array.from(rows, (row) => hits[row]!),
    known: Uint16Array.from(rows, (row) => known[row]!),
    truth: Int32Array.from(rows, (row) => truth[row]!),
    truthKnown: Int32Array.from(rows, (row) => truthKnown[row]!),
  };
}

/** One method against another on the same cases, in the three headline figures. */
export function compareMethods(
  model: RecommenderScores,
  against: RecommenderScores,
  { top, seed }: { top: number; seed: number },
): ProductComparison[] {
  const figures = {
    hit: (outcomes: ListOutcomes) => hitAt(outcomes, headline(top)),
    recall10: (outcomes: ListOutcomes) => recallAt(outcomes, DEPTH),
    ndcg10: (outcomes: ListOutcomes) => ndcgAt(outcomes, DEPTH),
  };
  return Object.entries(figures).flatMap(([metric, values]) => {
    const ours = values(model.outcomes);
    const theirs = values(against.outcomes);
    const ratio = bootstrapRatio(ours, theirs, model.customers, { seed });
    // Without a hit, or with so few that customers drawn again may have none, there is nothing to be a multiple of.
    if (![ratio.value, ratio.low, ratio.high].every(Number.isFinite)) return [];
    return {
      model: model.name,
      against: against.name,
      metric: metric as keyof typeof figures,
      ratio,
      difference: bootstrapMean(
        ours.map((value, row) => value - theirs[row]!),
        model.customers,
        { seed },
      ),
    };
  });
}
