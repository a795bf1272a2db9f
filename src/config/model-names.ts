/** Models of the next purchase day, the simplest first; their names stand in metrics.json and in the model folder. */
export const DATE_MODELS = [
  'global-median',
  'last-gap',
  'mean-gap',
  'global-hazard',
  'bg-nbd',
  'beta-geometric',
  'hazard-table',
  'calendar-forest',
  'gradient-boosting',
  'dense-network',
  'hazard-network',
] as const;
export type DateModelName = (typeof DATE_MODELS)[number];

/** What a shop would do without a model: each customer's own mean gap, or a table of two columns (purchase rate, days away). */
export const SHOP_RULES = ['mean-gap', 'hazard-table'] as const satisfies readonly DateModelName[];

/** What a model of the date is: a rule or a statistical model of few parameters, trees, or a neural network. */
export const MODEL_KINDS = ['baseline', 'learned', 'network'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** Methods that recommend products, the simplest first. */
export const PRODUCT_METHODS = [
  'G-TopFreq',
  'P-TopFreq',
  'GP-TopFreq',
  'decayed-days',
  'decayed-baskets',
  'item-periodicity',
  'UP-CF@r',
  'TIFU-KNN',
  'TIFU-KNN-time',
  'dense-ranker',
] as const;
export type ProductMethodName = (typeof PRODUCT_METHODS)[number];
