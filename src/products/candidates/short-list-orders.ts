import type { CandidateView } from './candidate-view';
import { OWN } from './own-figures';

const { count: COUNT, decayBaskets1: DECAY_BASKETS_10, decayDays2: DECAY_DAYS_120 } = OWN;
const { lightness: LIGHTNESS, recentLightness: RECENT_LIGHTNESS } = OWN;

/** What orders a customer's short list, the highest score first; popularity breaks ties. */
export const ORDERS = {
  /** By name, in their order. */
  meanings: {
    share: 'share of the baskets',
    baskets_10: 'share of the baskets, their weight halving every 10 baskets',
    days_120: 'share of the baskets, their weight halving every 120 days',
    small_baskets: 'share of the baskets, each weighing 1 ÷ √size',
    small_recent: 'share of the baskets, each weighing 1 ÷ √size, halving every 10 baskets',
    neighbourly: 'score of TIFU-KNN',
  },
  /** The candidate's score by each, into place `i` of each of `out`, with the tie-break added. */
  score({ own, ownAt, tifu }: CandidateView, tieBreak: number, out: readonly Float64Array[], i: number): void {
    const { values: v } = own;
    out[0]![i] = tieBreak + v[ownAt + COUNT]! / own.baskets;
    out[1]![i] = tieBreak + v[ownAt + DECAY_BASKETS_10]! / own.totalBaskets[1]!;
    out[2]![i] = tieBreak + v[ownAt + DECAY_DAYS_120]! / own.totalDays[2]!;
    out[3]![i] = tieBreak + v[ownAt + LIGHTNESS]! / own.lightness;
    out[4]![i] = tieBreak + v[ownAt + RECENT_LIGHTNESS]! / own.recentLightness;
    out[5]![i] = tieBreak + tifu;
  },
} as const;
