import { shellWord } from '../../config/shell-word';
import type { Metrics } from '../../evaluation/metrics-schema';
import { INPUT_LISTS } from '../../evaluation/run-inputs';

type RunSettings = Metrics['run']['settings'];

/** A setting as the run had it: its dotted path, and its value as JSON. */
export interface FlatSetting {
  path: string;
  value: string;
}

/** Every setting by its path, sections opened, lists left whole. */
export function flattenSettings(settings: RunSettings): FlatSetting[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (!isSection(value)) return [{ path: key, value: JSON.stringify(value) ?? '—' }];
    return flattenSettings(value).map((setting) => ({ path: `${key}.${setting.path}`, value: setting.value }));
  });
}

/** The share of rejected lines above which the run would have failed; null where the settings do not say. */
export function rejectLimit(settings: RunSettings): number | null {
  const { csv } = settings;
  const limit = isSection(csv) ? csv['maxRejectedShare'] : undefined;
  return typeof limit === 'number' ? limit : null;
}

/**
 * The command that repeats the run, in the folder that holds its files, with its settings saved there. What the run was
 * told beside them is its lists and its seed: an as-of date that was not given is no setting.
 */
export function reproduceCommand({ inputs, seed }: Pick<Metrics['run'], 'inputs' | 'seed'>): string {
  const data = inputs.filter(({ list }) => list === undefined).map(({ name }) => name);
  const lists = inputs.flatMap(({ name, list }) => (list === undefined ? [] : [INPUT_LISTS[list], shellWord(name)]));
  const given = ['--input', shellWord(inputPattern(data)), ...lists, '--output', 'salida', '--seed', String(seed)];
  return `npx recompra run --config settings.json ${given.join(' ')}`;
}

/** One word for all files of lines: their name, or a glob of exactly them; their folder where no glob can say them. */
function inputPattern(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? 'data.csv';
  const folder = commonFolder(names);
  const inside = names.map((name) => name.slice(folder.length));
  return inside.some((name) => /[*?[\]{},]/.test(name)) ? folder || '.' : `${folder}{${inside.join(',')}}`;
}

/** With its closing slash; empty where there is none. */
function commonFolder([first = '', ...others]: readonly string[]): string {
  let end = first.lastIndexOf('/') + 1;
  while (end > 0 && others.some((name) => !name.startsWith(first.slice(0, end)))) {
    end = first.lastIndexOf('/', end - 2) + 1;
  }
  return first.slice(0, end);
}

function isSection(value: unknown): value is RunSettings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
