import { environmentName, settingKinds } from './setting-paths';
import { expandShorthand, SHORTHAND_PATHS } from './shorthands';
import { withoutWhiteSpace } from './white-space';

/** One setting as it was given. */
export interface Assignment {
  /** Dotted: `csv.dateFormat`. */
  path: string;
  value: unknown;
  /** Where it was given, as the user would look for it: `--top`, `RECOMPRA_TOP`, `recompra.config.json`. */
  source: string;
}

/** A value given on the command line. */
export interface FlagValue {
  /** As typed: `--date-format`. */
  name: string;
  path: string;
  value: unknown;
}

/** Settings given as flags, with text turned into what each setting holds. */
export function flagAssignments(flags: readonly FlagValue[]): Assignment[] {
  return flags.flatMap(({ name, path, value }) => expand({ path, value, source: name }));
}

/** Settings given as RECOMPRA_* variables; an empty one counts as not given. */
export function environmentAssignments(environment: Record<string, string | undefined>): Assignment[] {
  const paths = [...SHORTHAND_PATHS, ...settingKinds().keys()];
  return paths.flatMap((path) => {
    const source = environmentName(path);
    const value = environment[source];
    return value === undefined || value === '' ? [] : expand({ path, value, source });
  });
}

/** Settings of a nested object, as a config file holds them. */
export function objectAssignments(values: object, source: string, parent = ''): Assignment[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (nested) return objectAssignments(value, source, path);
    return value === undefined ? [] : expand({ path, value, source });
  });
}

/** A nested object of the assignments, later ones winning over earlier ones. */
export function nest(assignments: readonly Assignment[]): Record<string, unknown> {
  const last = new Map(assignments.map((assignment) => [assignment.path, assignment.value]));
  const root = emptyObject();
  const outermostFirst = [...last].sort(([a], [b]) => a.split('.').length - b.split('.').length);
  for (const [path, value] of outermostFirst) place(root, path.split('.'), value);
  return root;
}

/** Below a value that should have been an object nothing is placed: the schema then tells what is wrong with it. */
function place(parent: Record<string, unknown>, names: string[], value: unknown): void {
  const [name, ...rest] = names as [string, ...string[]];
  if (rest.length === 0) {
    parent[name] = value;
    return;
  }
  parent[name] ??= emptyObject();
  const child = parent[name];
  if (typeof child === 'object' && child !== null && !Array.isArray(child)) {
    place(child as Record<string, unknown>, rest, value);
  }
}

/** Without a prototype, so that a key such as `__proto__` is a name like any other. */
function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function expand(assignment: Assignment): Assignment[] {
  if (typeof assignment.value !== 'string') return [assignment];
  const { source } = assignment;
  return expandShorthand({ ...assignment, value: assignment.value }).map(({ path, value }) => ({
    path,
    source,
    value: typeof value === 'string' ? fromText(path, value) : value,
  }));
}

/** Text that does not fit is kept: the schema tells what was expected. */
function fromText(path: string, text: string): unknown {
  switch (settingKinds().get(path)) {
    case 'number':
      return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
    case 'boolean':
      return /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : text;
    case 'list':
      return text.split(',').map(withoutWhiteSpace);
    default:
      return text;
  }
}
