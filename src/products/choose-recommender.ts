import { bootstrapMean } from '../evaluation/bootstrap';
import { DEPTH, hitAt, meanOf, ndcgAt, recallAt } from '../evaluation/ranking';
import type { RecommenderScores } from './evaluate-recommenders';
import { SAFEST } from './recommenders';

export interface ChoiceOptions {
  /** List length that is handed out. */
  top: number;
  seed: number;
}

/**
 * Chooses by Hit@top, recall@10 and nDCG@10 together, each as a multiple of GP-TopFreq's, on validation cases. A method
 * that is not better than GP-TopFreq beyond chance (its paired interval of nDCG@10 reaches zero) is passed over: on
 * few customers the best of many is often only lucky.
 */
export function chooseByValidation(scores: readonly RecommenderScores[], { top, seed }: ChoiceOptions): string {
  const safest = scores.find(({ name }) => name === SAFEST.name)!;
  const merit = (score: RecommenderScores) => meritOf(score, safest, top);
  const better = scores.filter((score) => merit(score) > 1 && isClear(score, safest, seed));
  return better.reduce((best, score) => (merit(score) > merit(best) ? score : best), safest).name;
}

function meritOf({ outcomes }: RecommenderScores, { outcomes: base }: RecommenderScores, top: number): number {
  const k = Math.min(top, DEPTH);
  const pairs = [
    [hitAt(outcomes, k), hitAt(base, k)],
    [recallAt(outcomes, DEPTH), recallAt(base, DEPTH)],
    [ndcgAt(outcomes, DEPTH), ndcgAt(base, DEPTH)],
  ] as const;
  const multiples = pairs.map(([ours, theirs]) => (meanOf(ours) ?? 0) / (meanOf(theirs) || 1));
  return multiples.reduce((sum, multiple) => sum + multiple, 0) / pairs.length;
}

function isClear(score: RecommenderScores, safest: RecommenderScores, seed: number): boolean {
  if (score.outcomes.length === 0) return false;
  const theirs = ndcgAt(safest.outcomes, DEPTH);
  const differences = ndcgAt(score.outcomes, DEPTH).map((value, row) => value - theirs[row]!);
  return bootstrapMean(differences, score.customers, { seed }).low > 0;
}
