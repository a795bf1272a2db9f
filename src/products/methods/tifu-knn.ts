import type { ProductMethodName } from '../../config/model-names';
import type { BasketWeight } from './basket-profile';
import { addProfile } from './basket-profile';
import type { CustomerProfiles } from './customer-profiles';
import { addRow, buildProfiles, neighbourCandidates } from './customer-profiles';
import { NearestRows } from './nearest-rows';
import { emptyLists, fillWithPopular, rankScores } from './ranked-lists';
import type { Advisor, RecommendationContext, Recommender } from './recommender';
import { ScoreBoard } from './score-board';

export interface TifuOptions {
  /** Baskets in a group, m of the paper; days in a group in the time-aware form. */
  group: number;
  /** Decay within a group, r_b. */
  withinDecay: number;
  /** Decay between groups, r_g. */
  groupDecay: number;
  /** Weight of the customer's own profile against the neighbours', α. */
  alpha: number;
  /** Neighbours, k of the paper. */
  neighbours: number;
}

export const TIFU_OPTIONS: TifuOptions = { group: 7, withinDecay: 0.9, groupDecay: 0.7, alpha: 0.7, neighbours: 300 };
/** A week is a group; within it days decay. */
export const TIME_AWARE_OPTIONS: TifuOptions = { ...TIFU_OPTIONS, group: 28, withinDecay: 0.98, groupDecay: 0.75 };

/**
 * TIFU-KNN (Hu, He, Gao & Zhang, "Modeling Personalized Item Frequency Information for Next-basket Recommendation",
 * SIGIR 2020): a customer's vector is the mean over groups of r_g^(groups since) × the mean over the group's baskets
 * of r_b^(baskets since, within the group) (eqs. 1–2); the prediction is α × own vector + (1 − α) × mean vector of the
 * k nearest other customers by Euclidean distance (eq. 3). Groups hold m baskets, counted from the latest; the oldest
 * group may hold fewer and is divided by its own number.
 */
export const tifuKnn: Recommender = tifuMethod('TIFU-KNN', TIFU_OPTIONS, groupedByBaskets(TIFU_OPTIONS));

/**
 * TIFU-KNN by the calendar, as proposed by Naumov et al. ("Time-dependent next-basket recommendations", ECIR 2023):
 * groups are spans of days before the as-of date, and decay counts days instead of baskets.
 */
export const timeAwareTifuKnn: Recommender = tifuMethod(
  'TIFU-KNN-time',
  TIME_AWARE_OPTIONS,
  groupedByDays(TIME_AWARE_OPTIONS),
);

export function tifuMethod(name: ProductMethodName, options: TifuOptions, weight: BasketWeight): Recommender {
  return {
    name,
    personal: true,
    on: (context) => neighbourAdvisor(context, weight, options),
  };
}

/** Weight of a basket in the vector: r_b^(place in its group) × r_g^(place of the group) ÷ (size of group × groups). */
export function groupedByBaskets({ group, withinDecay, groupDecay }: TifuOptions): BasketWeight {
  return (index, _age, baskets) => {
    const place = Math.floor(index / group);
    const groups = Math.ceil(baskets / group);
    const size = place < groups - 1 ? group : baskets - place * group;
    return (withinDecay ** (index - place * group) * groupDecay ** place) / (size * groups);
  };
}

export function groupedByDays({ group, withinDecay, groupDecay }: TifuOptions): BasketWeight {
  return (_index, age, baskets) => {
    const place = Math.floor(age / group);
    return (withinDecay ** (age - place * group) * groupDecay ** place) / baskets;
  };
}

function neighbourAdvisor(
  { history, popularity, day }: RecommendationContext,
  weight: BasketWeight,
  { alpha, neighbours: count }: TifuOptions,
): Advisor {
  const profiles = buildProfiles(history, { customers: neighbourCandidates(history), day, weight });
  const neighbours = new EuclideanNeighbours(profiles, count);
  const board = new ScoreBoard(history.products.length);
  const scores = new Float64Array(history.products.length);
  return ({ customer, origin }, k, baskets = history) => {
    const lists = emptyLists(customer.length, k);
    for (let row = 0; row < lists.length; row++) {
      addProfile(board, baskets, { customer: customer[row]!, day: origin[row]!, weight });
      const found = neighbours.find(board, customer[row]!);
      board.scale(alpha);
      scores.set(board.values);
      board.clear();
      neighbours.addMean(scores, 1 - alpha, found);
      rankScores(lists, row, scores, popularity);
      fillWithPopular(lists, row, popularity);
    }
    return lists;
  };
}

/** The nearest profiles to a customer's by Euclidean distance, through the products they share. */
export class EuclideanNeighbours {
  private readonly squares: Float64Array;
  private readonly dots: Float64Array;
  /** Rows that hold anything. */
  private readonly filled: Int32Array;
  private readonly nearest: NearestRows;

  constructor(
    private readonly profiles: CustomerProfiles,
    count: number,
    /** Where `addMean` adds each entry of the profiles: its product's id unless given. */
    private readonly places: Int32Array = profiles.products,
  ) {
    const rows = profiles.customers.length;
    this.dots = new Float64Array(rows);
    this.squares = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      for (let i = profiles.rowStart[row]!; i < profiles.rowStart[row + 1]!; i++) {
        this.squares[row]! += profiles.values[i]! ** 2;
      }
    }
    const { rowStart } = profiles;
    this.filled = Int32Array.from(profiles.customers.keys()).filter((row) => rowStart[row] !== rowStart[row + 1]);
    this.nearest = new NearestRows(count);
  }

  /**
   * Rows of the neighbours of the profile on the board, in no order, until the next call; the customer's own row and
   * empty rows are passed over.
   */
  find(board: ScoreBoard, customer: number): Int32Array {
    const { dots, squares, filled, nearest } = this;
    const { customers } = this.profiles;
    this.multiply(board);
    nearest.reset();
    let { least } = nearest;
    for (let i = 0; i < filled.length; i++) {
      const row = filled[i]!;
      // ‖u − v‖² without ‖u‖², which is the same for every v
      const closeness = 2 * dots[row]! - squares[row]!;
      if (closeness < least || customers[row] === customer) continue;
      nearest.offer(row, closeness);
      ({ least } = nearest);
    }
    return nearest.picked.subarray(0, nearest.size);
  }

  /** Leaves the product of the profile on the board with each row in `dots`, product by product. */
  private multiply({ touched, values, size }: ScoreBoard): void {
    const { dots } = this;
    const { productStart, rows, rowValues } = this.profiles;
    dots.fill(0);
    for (let t = 0; t < size; t++) {
      const product = touched[t]!;
      const value = values[product]!;
      const end = productStart[product + 1]!;
      for (let i = productStart[product]!; i < end; i++) dots[rows[i]!]! += value * rowValues[i]!;
    }
  }

  /** Adds `factor` × the mean profile of the neighbours in `found` to values by place, in their order. */
  addMean(into: Float64Array, factor: number, found: Int32Array): void {
    const { profiles, places } = this;
    const share = factor / found.length;
    for (const row of found) addRow(into, profiles, { row, factor: share, places });
  }
}
