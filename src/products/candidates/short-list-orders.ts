import type { CandidateView } from './candidate-view';

interface Order {
  meaning: string;
  score: (candidate: CandidateView) => number;
}

/** What orders a customer's short list, the highest score first; popularity breaks ties. */
export const ORDERS: Readonly<Record<string, Order>> = {
  share: { meaning: 'share of the baskets', score: (c) => c.count / c.own.baskets },
  baskets_10: {
    meaning: 'share of the baskets, their weight halving every 10 baskets',
    score: (c) => c.of(c.own.columns.decayBaskets1) / c.own.totalBaskets[1]!,
  },
  days_120: {
    meaning: 'share of the baskets, their weight halving every 120 days',
    score: (c) => c.of(c.own.columns.decayDays2) / c.own.totalDays[2]!,
  },
  small_baskets: {
    meaning: 'share of the baskets, each weighing 1 ÷ √size',
    score: (c) => c.of(c.own.columns.lightness) / c.own.lightness,
  },
  small_recent: {
    meaning: 'share of the baskets, each weighing 1 ÷ √size, halving every 10 baskets',
    score: (c) => c.of(c.own.columns.recentLightness) / c.own.recentLightness,
  },
  neighbourly: { meaning: 'score of TIFU-KNN', score: (c) => c.tifu },
};
