/** Days that a forecast reaches; what it lacks to certainty comes later or never. 52 weeks, so that weekdays repeat. */
export const FORECAST_DAYS = 364;
/**
 * Days after an origin that a learned model follows a customer; beyond them pooled hazards by rate and time away go on.
 * Longer ones have little left to learn from: most rows have bought by then.
 */
export const LEARNED_DAYS = 28;
