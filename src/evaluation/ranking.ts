/** Quality of one ranked list against the set that was bought, at every k from 1 to `depth`. */
export interface RankingScores {
  /** 1 where one of the first k was bought; index 0 is k = 1. */
  hit: Float64Array;
  /** Share of what was bought that is among the first k. */
  recall: Float64Array;
  /** Discounted gain over that of the ideal list, which starts with min(k, |truth|) bought products. */
  ndcg: Float64Array;
}

/**
 * Scores a list of product ids, best first, without repeats; a list shorter than `depth` has no hits after its end.
 * Definitions as in RecBole: a hit counts once a case, however many of the k were bought.
 */
export function scoreRanking(list: ArrayLike<number>, truth: ReadonlySet<number>, depth: number): RankingScores {
  const hit = new Float64Array(depth);
  const recall = new Float64Array(depth);
  const ndcg = new Float64Array(depth);
  let hits = 0;
  let gain = 0;
  let ideal = 0;
  for (let k = 0; k < depth; k++) {
    const discount = 1 / Math.log2(k + 2);
    if (k < list.length && truth.has(list[k]!)) {
      hits++;
      gain += discount;
    }
    if (k < truth.size) ideal += discount;
    hit[k] = hits > 0 ? 1 : 0;
    recall[k] = hits / truth.size;
    ndcg[k] = gain / ideal;
  }
  return { hit, recall, ndcg };
}
