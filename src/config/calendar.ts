const MS_PER_DAY = 86_400_000;

/** ISO day (`2017-12-31`) to days since 1970-01-01. */
export function epochDay(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY);
}

/** Days since 1970-01-01 to an ISO day. */
export function isoDay(epoch: number): string {
  return new Date(epoch * MS_PER_DAY).toISOString().slice(0, 10);
}
