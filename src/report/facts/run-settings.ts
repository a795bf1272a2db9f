import { shellWord } from '../../config/shell-word';
import type { Metrics } from '../../evaluation/metrics-schema';

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

/** The command that repeats the run from its saved settings. */
export function reproduceCommand({ settings, inputs, seed, asOf }: Metrics['run']): string {
  const [first, ...others] = inputs;
  const given = typeof settings['input'] === 'string' ? settings['input'] : null;
  const input = given ?? (first && others.length === 0 ? first.name : 'data.csv');
  return `npx recompra run --config settings.json --input ${shellWord(input)} --output salida --seed ${seed} --as-of ${asOf}`;
}

function isSection(value: unknown): value is RunSettings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
