import type { Recommender } from './recommender';
import { filledTopFrequency, globalTopFrequency, personalTopFrequency } from './top-frequency';

/** All product methods, the simplest first. */
export const RECOMMENDERS: readonly Recommender[] = [globalTopFrequency, personalTopFrequency, filledTopFrequency];

export function findRecommender(name: string): Recommender {
  const recommender = RECOMMENDERS.find((candidate) => candidate.name === name);
  if (recommender === undefined) throw new RangeError(`no product method ${name}`);
  return recommender;
}
