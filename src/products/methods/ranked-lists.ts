import type { Popularity } from '../baskets/popularity';
import type { ScoreBoard } from './score-board';

/** Marks the places of a list for which there was no product. */
export const NO_PRODUCT = -1;

/** One list of at most `k` distinct products for each of `length` customers, best first. */
export interface RankedLists {
  length: number;
  k: number;
  /** [length × k] product ids, row-major; NO_PRODUCT after the end of a shorter list. */
  products: Int32Array;
  /** [length × k]; descending within a row's own part, and again within the part that was filled up. */
  scores: Float64Array;
  /** [length] how many products of a row the method itself put there; the rest are the shop's favourites. */
  own: Int32Array;
}

export function emptyLists(length: number, k: number): RankedLists {
  return {
    length,
    k,
    products: new Int32Array(length * k).fill(NO_PRODUCT),
    scores: new Float64Array(length * k),
    own: new Int32Array(length),
  };
}

/** The products of one row, without the empty places. */
export function listOf({ products, k }: RankedLists, row: number): Int32Array {
  const list = products.subarray(row * k, (row + 1) * k);
  const end = list.indexOf(NO_PRODUCT);
  return end === -1 ? list : list.subarray(0, end);
}

/** Writes the `k` best-scored products of the board to a row; equal scores go by popularity, then by product id. */
export function rankBoard(lists: RankedLists, row: number, board: ScoreBoard, popularity: Popularity): void {
  lists.own[row] = 0;
  for (let i = 0; i < board.size; i++) {
    const product = board.touched[i]!;
    insert(lists, row, { product, score: board.values[product]! }, popularity);
  }
}

/** The same of scores by product id; those of zero are left out. */
export function rankScores(lists: RankedLists, row: number, scores: Float64Array, popularity: Popularity): void {
  const { k } = lists;
  const last = (row + 1) * k - 1;
  lists.own[row] = 0;
  let least = 0;
  for (let product = 0; product < scores.length; product++) {
    const score = scores[product]!;
    if (score < least || score === 0) continue;
    insert(lists, row, { product, score }, popularity);
    if (lists.own[row] === k) least = lists.scores[last]!;
  }
}

/** Insertion into a list of k: k is small, and most products fail at the first comparison. */
function insert(
  { k, products, scores, own }: RankedLists,
  row: number,
  { product, score }: { product: number; score: number },
  { place }: Popularity,
): void {
  const start = row * k;
  const size = own[row]!;
  if (place[product]! < 0 || k === 0) return;
  if (size === k && !before(score, place[product]!, scores[start + k - 1]!, place[products[start + k - 1]!]!)) return;
  let at = start + (size < k ? size : k - 1);
  if (size < k) own[row] = size + 1;
  while (at > start && before(score, place[product]!, scores[at - 1]!, place[products[at - 1]!]!)) {
    scores[at] = scores[at - 1]!;
    products[at] = products[at - 1]!;
    at--;
  }
  scores[at] = score;
  products[at] = product;
}

function before(score: number, place: number, otherScore: number, otherPlace: number): boolean {
  return score > otherScore || (score === otherScore && place < otherPlace);
}

/** Fills a row up to `k` with the shop's most popular products that it does not hold; their scores are shares of all baskets. */
export function fillWithPopular(lists: RankedLists, row: number, { ranking, baskets, total }: Popularity): void {
  const { k, products, scores } = lists;
  const start = row * k;
  const own = lists.own[row]!;
  const known = products.subarray(start, start + own);
  let size = own;
  for (let rank = 0; rank < ranking.length && size < k; rank++) {
    const product = ranking[rank]!;
    if (known.includes(product)) continue;
    products[start + size] = product;
    scores[start + size] = baskets[product]! / total;
    size++;
  }
}

/** Appends the products of `more` that a row does not hold, in their order, scored just below the row's last. */
export function appendLists(lists: RankedLists, more: RankedLists): void {
  const { k, products, scores, own } = lists;
  for (let row = 0; row < lists.length; row++) {
    const start = row * k;
    const known = new Set(products.subarray(start, start + own[row]!));
    const last = own[row] === 0 ? 1 : scores[start + own[row]! - 1]!;
    for (let place = 0; place < more.own[row]! && own[row]! < k; place++) {
      const product = more.products[row * more.k + place]!;
      if (known.has(product)) continue;
      products[start + own[row]!] = product;
      scores[start + own[row]!] = last * more.scores[row * more.k + place]!;
      own[row]! += 1;
    }
  }
}
