import { z } from 'zod';
import { settingsSchema } from './settings';

/** What a setting holds; text from flags and the environment is turned into it. */
export type SettingKind = 'number' | 'boolean' | 'list' | 'text';

const kinds = new Map(leaves(settingsSchema, []));

/** The dotted paths of all settings (`csv.dateFormat`) and what each holds. */
export function settingKinds(): ReadonlyMap<string, SettingKind> {
  return kinds;
}

/** Name of the environment variable of a setting: `csv.dateFormat` is RECOMPRA_CSV_DATE_FORMAT. */
export function environmentName(path: string): string {
  const words = path.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/\./g, '_');
  return `RECOMPRA_${words.toUpperCase()}`;
}

function leaves(schema: unknown, path: string[]): [string, SettingKind][] {
  const inner = withoutWrappers(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([name, part]) => leaves(part, [...path, name]));
  }
  return [[path.join('.'), kindOf(inner)]];
}

function withoutWrappers(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return withoutWrappers(schema.def.innerType);
  }
  return schema;
}

function kindOf(schema: unknown): SettingKind {
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  return schema instanceof z.ZodArray ? 'list' : 'text';
}
