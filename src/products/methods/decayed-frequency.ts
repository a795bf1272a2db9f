import { profileMethod } from './basket-profile';

/** Days after which a basket counts half. */
export const DECAY_HALF_LIFE_DAYS = 120;
/** Baskets after which a basket counts half. */
export const DECAY_HALF_LIFE_BASKETS = 20;

/** Frequency in which a basket's weight halves every 120 days; the scale plays no part in the order. */
export const decayedByDays = profileMethod('decayed-days', (_index, age) => 2 ** (-age / DECAY_HALF_LIFE_DAYS));

/** Frequency in which a basket's weight halves every 20 baskets of the customer. */
export const decayedByBaskets = profileMethod('decayed-baskets', (index) => 2 ** (-index / DECAY_HALF_LIFE_BASKETS));
