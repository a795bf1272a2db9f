import { networkToFiles } from '../models/folder/network-artifacts';
import type { PackedRanker } from '../models/folder/ranker-files';
import { unpackRanker } from '../models/folder/ranker-files';
import type { StandardRows } from '../models/ranking/ranking-training';
import { standardRows, trainRankingNetwork } from '../models/ranking/ranking-training';
import { learnedRanker, RANKER_FIT, rankerRows } from '../products/candidates/learned-ranker';
import type { RecommenderScores } from '../products/judging/evaluate-recommenders';
import { scoreRecommenders } from '../products/judging/evaluate-recommenders';
import { RULES } from '../products/recommenders';
import type { JudgedProductFigures, ScoredProducts } from './product-metrics';
import { productMetrics } from './product-metrics';
import type { JudgedProducts, ProductSplit } from './product-splits';
import { judgedCases, taughtCases } from './product-splits';
import type { TellPasses } from './training-steps';

/** The rows that the ranker of a split learns from; null where they are too few. */
export async function rankerLessons(
  judged: JudgedProducts,
  { split, memory }: { split: ProductSplit; memory: Float32Array },
): Promise<StandardRows | null> {
  const { cases, most } = taughtCases(judged, split);
  const rows = await rankerRows(judged.baskets, cases, { seed: judged.options.seed, mostCases: most, memory });
  return rows && standardRows(rows, RANKER_FIT.features);
}

/** One of the ranker's networks as its files. Needs readyBackend. */
export async function fitRankerNetwork(
  { options: { seed } }: JudgedProducts,
  { rows, index }: { rows: StandardRows; index: number },
  tell: TellPasses,
): Promise<Map<string, Uint8Array>> {
  const { epochs } = RANKER_FIT;
  let epoch = 0;
  const onEpoch = () => tell({ epoch: ++epoch, epochs });
  const network = await trainRankingNetwork(rows.rows, index, { ...RANKER_FIT, seed, onEpoch });
  const files = await networkToFiles(network);
  network.dispose();
  return files;
}

export interface SplitScores {
  scores: RecommenderScores[];
  /** Origins of the cases. */
  origin: Int32Array;
}

/** Scores of the methods that learn nothing, or of the ranker where one is given, which needs readyBackend. */
export async function scoresOfSplit(
  judged: JudgedProducts,
  { split, ranker }: { split: Exclude<ProductSplit, 'use'>; ranker: PackedRanker | null },
): Promise<SplitScores> {
  const cases = judgedCases(judged, split);
  const methods = ranker === null ? RULES : [learnedRanker(await unpackRanker(ranker.manifest, ranker.files))];
  return { scores: await scoreRecommenders(judged.baskets, methods, cases, judged.options), origin: cases.origin };
}

/** All figures of the products on weekly origins. */
export function figuresOf(judged: JudgedProducts, scored: ScoredProducts): JudgedProductFigures {
  const { baskets, options } = judged;
  if (!('plan' in options)) throw new RangeError('there are no weekly origins: no plan was given');
  return { ...productMetrics(baskets, scored, options), cases: judgedCases(judged, 'test') };
}
