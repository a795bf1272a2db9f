import { breathe } from '../../config/breath';
import type { ProductMethodName } from '../../config/model-names';
import type { PlacedProducts } from '../../evaluation/hit-chances';
import { emptyPlaces } from '../../evaluation/hit-chances';
import type { ListOutcomes } from '../../evaluation/ranking';
import { DEPTH, emptyOutcomes, judgeList } from '../../evaluation/ranking';
import type { BasketHistory } from '../baskets/basket-history';
import { basketItems, basketsUntil } from '../baskets/basket-history';
import { ownShares } from '../baskets/own-shares';
import { popularityOn } from '../baskets/popularity';
import type { AnsweredCases } from '../methods/answered-cases';
import { shopDays, sliceCases } from '../methods/answered-cases';
import { fillWithPopular, listOf } from '../methods/ranked-lists';
import type { Advisor, RecommendationContext, Recommender } from '../methods/recommender';

/** Quality of one method, case by case. */
export interface RecommenderScores {
  name: ProductMethodName;
  personal: boolean;
  customers: Int32Array;
  outcomes: ListOutcomes;
  /** Lists as they are handed out, with how often the customer had bought what they hold. */
  places: PlacedProducts;
  /** Distinct products in the first `top` places of all lists. */
  distinct: number;
  /** Mean popularity of those places: the share of all baskets that hold their product. */
  popularity: number;
}

export interface ScoreOptions {
  /** Places of the list that is handed out, for coverage and popularity. */
  top: number;
  /** 1 for products that must never be recommended, by product id. */
  excluded?: Uint8Array | undefined;
}

/** Cases that a method is asked for at once. */
const BLOCK = 1024;

/** Scores every method on the same cases. */
export async function scoreRecommenders(
  history: BasketHistory,
  recommenders: readonly Recommender[],
  cases: AnsweredCases,
  options: ScoreOptions,
): Promise<RecommenderScores[]> {
  const tallies = recommenders.map((recommender) => new Tally(recommender, cases, options.top));
  for (const { day, from, to } of shopDays(cases)) {
    const context = { history, day, popularity: popularityOn(history, day, options.excluded) };
    for (const tally of tallies) {
      const advise = tally.recommender.on(context);
      for (let start = from; start < to; start += BLOCK) {
        tally.add(context, advise, { from: start, to: Math.min(to, start + BLOCK) });
        await breathe();
      }
    }
  }
  return tallies.map((tally) => tally.scores());
}

class Tally {
  private readonly outcomes: ListOutcomes;
  private readonly placed: PlacedProducts;
  private readonly recommended = new Set<number>();
  private popularity = 0;
  private places = 0;

  constructor(
    readonly recommender: Recommender,
    private readonly cases: AnsweredCases,
    private readonly top: number,
  ) {
    this.outcomes = emptyOutcomes(cases.customer.length);
    this.placed = emptyPlaces(cases.customer.length);
  }

  /** Judges the cases from … to − 1, all of the context's day. */
  add(context: RecommendationContext, advise: Advisor, { from, to }: { from: number; to: number }): void {
    const { cases, outcomes } = this;
    const { history } = context;
    const lists = advise(sliceCases(cases, from, to), Math.max(DEPTH, this.top));
    for (let row = from; row < to; row++) {
      const list = listOf(lists, row - from);
      const past = basketsUntil(history, cases.customer[row]!, cases.origin[row]!);
      const known = new Set(history.items.subarray(history.basketStart[past.from]!, history.basketStart[past.to]!));
      const truth = new Set(basketItems(history, cases.next[row]!));
      judgeList(outcomes, row, { list, truth, known });
      this.count(list.subarray(0, this.top), context);
      fillWithPopular(lists, row - from, context.popularity);
      this.place(row, { products: listOf(lists, row - from).subarray(0, DEPTH), truth }, context);
    }
  }

  /** Keeps what was handed out, the shop's favourites at its end included. */
  private place(
    row: number,
    { products, truth }: { products: Int32Array; truth: ReadonlySet<number> },
    { history, popularity }: RecommendationContext,
  ): void {
    const { placed, cases } = this;
    const customer = cases.customer[row]!;
    const { share, recentShare } = ownShares(history, { customer, day: cases.origin[row]!, products }, popularity);
    placed.share.set(share, row * DEPTH);
    placed.recentShare.set(recentShare, row * DEPTH);
    placed.filled[row] = products.length;
    products.forEach((product, place) => {
      if (truth.has(product)) placed.bought[row]! |= 1 << place;
    });
  }

  private count(list: Int32Array, { popularity }: RecommendationContext): void {
    for (const product of list) {
      this.recommended.add(product);
      this.popularity += popularity.baskets[product]! / popularity.total;
    }
    this.places += list.length;
  }

  scores(): RecommenderScores {
    return {
      name: this.recommender.name,
      personal: this.recommender.personal,
      customers: this.cases.customer,
      outcomes: this.outcomes,
      places: this.placed,
      distinct: this.recommended.size,
      popularity: this.places === 0 ? 0 : this.popularity / this.places,
    };
  }
}
