export { RECENT_HALF_LIFE_DAYS, WEEKDAY_FEATURES } from '../tables/decayed-sums';
