/** Dotted names of settings that somebody gave, by the settings below `csv` that came of them. */
const given = new WeakMap<object, ReadonlySet<string>>();

/** Keeps which settings were given, be it at their defaults. */
export function rememberGiven(csv: object, paths: Iterable<string>): void {
  given.set(csv, new Set(paths));
}

/** Whether somebody gave the setting of this name below `csv`; null where nobody kept it. */
export function wasGiven(csv: object, name: string): boolean | null {
  return given.get(csv)?.has(`csv.${name}`) ?? null;
}
