/** Length of a day in UTC, milliseconds. */
export const MS_PER_DAY = 86_400_000;

/** ISO day (`2017-12-31`) to days since 1970-01-01. */
export function epochDay(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY);
}

/** The clock of the easternmost time zone, +14 h, begins a day first. */
const EASTERNMOST_MS = 14 * 3_600_000;

/** The latest day that it is anywhere at this moment (ms since 1970-01-01 UTC), ISO: nothing was bought after it. */
export function latestToday(now: number): string {
  return new Date(now + EASTERNMOST_MS).toISOString().slice(0, 10);
}

/** Monday 0 … Sunday 6. */
export function weekdayOf(epochDay: number): number {
  return (((epochDay + 3) % 7) + 7) % 7;
}

/** January 0 … December 11. */
export function monthOf(epochDay: number): number {
  return new Date(epochDay * MS_PER_DAY).getUTCMonth();
}

/** Days since 1970-01-01 to an ISO day. */
export function isoDay(epoch: number): string {
  return new Date(epoch * MS_PER_DAY).toISOString().slice(0, 10);
}
