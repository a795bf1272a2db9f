import { RecompraError } from '../../config/errors';
import { permutation, seededRandom } from '../../evaluation/statistics/random-source';
import type { RankingNetwork } from '../../models/ranking/ranking-network';
import { scoreRows, standardise } from '../../models/ranking/ranking-network';
import type { RankingRows } from '../../models/ranking/ranking-training';
import { trainRanking } from '../../models/ranking/ranking-training';
import type { BasketHistory } from '../baskets/basket-history';
import type { AnsweredCases } from '../methods/answered-cases';
import { pickCases } from '../methods/answered-cases';
import { equalWeight, profileAdvisor } from '../methods/basket-profile';
import type { RankedLists } from '../methods/ranked-lists';
import { appendLists, emptyLists, fillWithPopular, rankBoard } from '../methods/ranked-lists';
import type { Advisor, RecommendationCases, RecommendationContext, Recommender } from '../methods/recommender';
import { ScoreBoard } from '../methods/score-board';
import { CandidateBuilder, NEIGHBOURS } from './candidate-builder';
import { CANDIDATE_FEATURES } from './candidate-features';
import { rankingRows, roomOf, SHORT_LIST } from './ranking-rows';

export const RANKER_NAME = 'dense-ranker';
/** Cases a network that recommends learns from at most, the latest ones first. */
export const MOST_CASES = 24_000;
/** Days of shop life that they span at the least, where there are so many. */
const LEAST_SPAN_DAYS = 56;
/** For the choice of a method a lighter fit has to do: validation figures are its own. */
export const MOST_CHOICE_CASES = 8000;
/** With fewer cases the network would learn noise. */
const LEAST_CASES = 300;
/** Columns, networks and passes over the cases of a ranker's fit. */
export const RANKER_FIT = { features: CANDIDATE_FEATURES, networks: 2, epochs: 3 };
/** Customers whose candidates are scored together. */
const BLOCK = 256;

export interface RankerOptions {
  seed: number;
  /** Cases it learns from at most; MOST_CASES unless given. */
  mostCases?: number | undefined;
  /** Memory for the features, if it is large enough. */
  memory?: Float32Array | undefined;
  onEpoch?: (() => void) | undefined;
}

/** Trains the ranker on cases whose answers are known; null where they are too few. Needs readyBackend. */
export async function trainRanker(
  history: BasketHistory,
  cases: AnsweredCases,
  { seed, onEpoch, ...options }: RankerOptions,
): Promise<RankingNetwork | null> {
  const rows = await rankerRows(history, cases, { seed, ...options });
  return rows && trainRanking(rows, { ...RANKER_FIT, seed, onEpoch });
}

/** Numbers that the features of any fit may take. */
export function rankerRoom(): number {
  return roomOf(MOST_CASES);
}

/** What a ranker learns from; null where it is too little. */
export async function rankerRows(
  history: BasketHistory,
  cases: AnsweredCases,
  { seed, mostCases = MOST_CASES, memory }: Omit<RankerOptions, 'onEpoch'>,
): Promise<RankingRows | null> {
  if (cases.customer.length < LEAST_CASES) return null;
  const rows = await rankingRows(history, trainingCases(cases, seed, mostCases), memory);
  return rows.weight.length < LEAST_CASES ? null : rows;
}

/**
 * The latest `most` cases, of the day that does not fit whole a random part. Where many customers fill them with a few
 * days, a random part of the last eight weeks instead: the season of a fortnight is not what the next one brings.
 */
export function trainingCases(cases: AnsweredCases, seed: number, most: number = MOST_CASES): AnsweredCases {
  const { customer, shopDay } = cases;
  if (customer.length <= most) return cases;
  const recent = shopDay.at(-1)! - LEAST_SPAN_DAYS;
  const age = (row: number) => Math.max(-recent, -shopDay[row]!);
  const kept = permutation(customer.length, seededRandom(seed))
    .sort((a, b) => age(a) - age(b))
    .slice(0, most)
    .sort();
  return pickCases(cases, kept);
}

/**
 * A dense network over candidate features: a cheap score first makes a short list, then the network orders it. Scores
 * are softmax shares over the short list. The lists of customers without history are the shop's favourites.
 */
export function learnedRanker(network: RankingNetwork): Recommender {
  checkFeatures(network);
  return {
    name: RANKER_NAME,
    personal: true,
    on: (context) => networkAdvisor(context, network),
  };
}

function checkFeatures({ features }: RankingNetwork): void {
  const other = CANDIDATE_FEATURES.findIndex((name, column) => name !== features[column]);
  if (other === -1 && features.length === CANDIDATE_FEATURES.length) return;
  const found = features[Math.max(0, other)] ?? 'none';
  throw new RecompraError(
    'model',
    `the ranker was trained on other candidate features: ${features.length} of them, expected ${CANDIDATE_FEATURES.length}; ${found} stands where ${CANDIDATE_FEATURES[Math.max(0, other)]} was expected`,
    { remedy: 'train the model again with this version' },
  );
}

function networkAdvisor(context: RecommendationContext, network: RankingNetwork): Advisor {
  const { history, popularity } = context;
  const block = new CandidateBlock(context, network);
  const byShare = profileAdvisor(context, equalWeight, { fill: false });
  return (cases, k, baskets = history) => {
    const { customer } = cases;
    const lists = emptyLists(customer.length, k);
    for (let from = 0; from < customer.length; from += BLOCK) {
      const to = Math.min(customer.length, from + BLOCK);
      block.collect(baskets, cases, { from, to });
      block.rankInto(lists, from);
    }
    if (k > SHORT_LIST.own + SHORT_LIST.unseen) appendLists(lists, byShare(cases, k, baskets));
    for (let row = 0; row < lists.length; row++) fillWithPopular(lists, row, popularity);
    return lists;
  };
}

/** The candidates of a block of customers in one matrix. */
class CandidateBlock {
  private readonly builder: CandidateBuilder;
  private readonly board: ScoreBoard;
  private readonly features: Float32Array;
  private readonly products: Int32Array;
  private readonly start = new Int32Array(BLOCK + 1);
  /** Neighbours of the block's customers, one after another. */
  private readonly found = new Int32Array(BLOCK * NEIGHBOURS);
  private readonly foundStart = new Int32Array(BLOCK + 1);
  private size = 0;

  constructor(
    private readonly context: RecommendationContext,
    private readonly network: RankingNetwork,
  ) {
    const most = BLOCK * (SHORT_LIST.own + SHORT_LIST.unseen);
    this.builder = new CandidateBuilder(context, SHORT_LIST);
    this.board = new ScoreBoard(context.history.products.length);
    this.features = new Float32Array(most * CANDIDATE_FEATURES.length);
    this.products = new Int32Array(most);
  }

  /** Candidates of the cases from … to − 1: their neighbours first, whose profiles then stay at hand in the processor. */
  collect(
    baskets: BasketHistory,
    { customer, origin }: RecommendationCases,
    { from, to }: { from: number; to: number },
  ): void {
    const { builder, found, foundStart } = this;
    for (let row = from; row < to; row++) {
      const neighbours = builder.neighboursOf(customer[row]!, origin[row]!, baskets);
      const at = foundStart[row - from]!;
      found.set(neighbours, at);
      foundStart[row - from + 1] = at + neighbours.length;
    }
    for (let row = from; row < to; row++) {
      const neighbours = found.subarray(foundStart[row - from]!, foundStart[row - from + 1]!);
      this.add(builder.build(customer[row]!, origin[row]!, baskets, neighbours));
    }
  }

  private add(size: number): void {
    const rows = this.start[this.size]!;
    this.builder.write(this.features, rows);
    this.products.set(this.builder.list.products.subarray(0, size), rows);
    this.start[++this.size] = rows + size;
  }

  /** Writes the lists of the block's customers from row `first` on and empties the block. */
  rankInto(lists: RankedLists, first: number): void {
    const { start, products, board, context } = this;
    const rows = start[this.size]!;
    standardise(this.features, rows, this.network);
    const scores = scoreRows(this.network, this.features, rows);
    for (let row = 0; row < this.size; row++) {
      softmax(scores.subarray(start[row]!, start[row + 1]!));
      for (let i = start[row]!; i < start[row + 1]!; i++) board.add(products[i]!, scores[i]!);
      rankBoard(lists, first + row, board, context.popularity);
      board.clear();
    }
    this.size = 0;
  }
}

function softmax(scores: Float32Array): void {
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp(scores[i]! - most);
    total += scores[i]!;
  }
  for (let i = 0; i < scores.length; i++) scores[i]! /= total;
}
