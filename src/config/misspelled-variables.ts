import { nearestName } from './nearest-name';
import { environmentName, settingKinds } from './setting-paths';
import { SHORTHAND_PATHS } from './shorthands';

const PREFIX = 'RECOMPRA_';

/** RECOMPRA_* variables that are no settings but read like one, each as a line that says which. */
export function misspelledVariables(environment: Record<string, string | undefined> = process.env): string[] {
  const known = [...SHORTHAND_PATHS, ...settingKinds().keys()].map(environmentName);
  const unknown = Object.keys(environment).filter((name) => name.startsWith(PREFIX) && !known.includes(name));
  return unknown.flatMap((name) => {
    const meant = likeliest(name, known);
    return meant === undefined ? [] : [`${name} is no setting and was not read; did you mean ${meant}?`];
  });
}

/** The one whose group was left out (RECOMPRA_DATE_FORMAT), or that differs in a letter or so. */
function likeliest(name: string, known: readonly string[]): string | undefined {
  const own = name.slice(PREFIX.length);
  const nearest = nearestName(
    own,
    known.map((candidate) => candidate.slice(PREFIX.length)),
  );
  return (
    known.find((candidate) => candidate.endsWith(`_${own}`)) ?? (nearest === undefined ? undefined : PREFIX + nearest)
  );
}
