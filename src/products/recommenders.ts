import type { RankingNetwork } from '../models/ranking/ranking-network';
import { learnedRanker, RANKER_NAME } from './candidates/learned-ranker';
import { decayedByBaskets, decayedByDays } from './methods/decayed-frequency';
import { itemPeriodicity } from './methods/item-periodicity';
import type { Recommender } from './methods/recommender';
import { tifuKnn, timeAwareTifuKnn } from './methods/tifu-knn';
import { filledTopFrequency, globalTopFrequency, personalTopFrequency } from './methods/top-frequency';
import { upCf } from './methods/up-cf';

/** The method that is always defined, always fills its list, and is chosen where nothing is clearly better. */
export const SAFEST = filledTopFrequency;

/** Methods that need no training, the simplest first. */
export const RULES: readonly Recommender[] = [
  globalTopFrequency,
  personalTopFrequency,
  filledTopFrequency,
  decayedByDays,
  decayedByBaskets,
  itemPeriodicity,
  upCf,
  tifuKnn,
  timeAwareTifuKnn,
];

/** All methods; the ranker among them where one was trained. */
export function recommendersWith(ranker: RankingNetwork | null): readonly Recommender[] {
  return ranker === null ? RULES : [...RULES, learnedRanker(ranker)];
}

export function findRecommender(name: string, ranker: RankingNetwork | null): Recommender {
  const recommender = recommendersWith(ranker).find((candidate) => candidate.name === name);
  if (recommender !== undefined) return recommender;
  throw new RangeError(name === RANKER_NAME ? 'the ranker was not trained' : `no product method ${name}`);
}
