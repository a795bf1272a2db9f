import { RecompraError } from './errors';
import type { Pair } from './pair-list';
import { pairList } from './pair-list';
import { RECURRENCE_PRESETS } from './settings';

/** Groups of settings that may be given as one text, besides one by one. */
export const SHORTHAND_PATHS = ['csv.columns', 'recurrence'] as const;

interface TextSetting {
  path: string;
  value: string;
  source: string;
}

interface PlainSetting {
  path: string;
  value: unknown;
}

/**
 * The settings that a text stands for: `line-units,minProducts=5` at `recurrence`, `usuario=CUSTOMER_ID` at
 * `csv.columns`, `usuario_vacio=.3` at `csv.maxRejectedShare`, `tab` at `csv.separator`, `space` there and at `csv.thousands`; any other setting is itself.
 */
export function expandShorthand(given: TextSetting): PlainSetting[] {
  switch (given.path) {
    case 'recurrence':
      return recurrenceSettings(given);
    case 'csv.columns':
      return pairList(given.value).map((pair) => setting(given, pair, 'fecha_compra=DATE,usuario=CUSTOMER_ID'));
    case 'csv.maxRejectedShare':
      return shares(given);
    case 'csv.separator':
    case 'csv.thousands':
      return [{ path: given.path, value: signNamed(given.value) }];
    default:
      return [given];
  }
}

/** Signs that are hard to type, by their names. */
function signNamed(text: string): string {
  if (/^(tab|\\t)$/i.test(text)) return '\t';
  return /^(space|blanks?)$/i.test(text) ? ' ' : text;
}

/** A share of all rejected lines, shares of single reasons, or both: `.02,usuario_vacio=.3`. */
function shares(given: TextSetting): PlainSetting[] {
  const number = (text: string): unknown => (/^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : text);
  return pairList(given.value).map((pair) => {
    if (!pair.item.includes('=')) return { path: given.path, value: number(pair.item) };
    const { path, value } = setting({ ...given, path: `${given.path}Of` }, pair, 'usuario_vacio=.3,fecha_invalida=.01');
    return { path, value: number(String(value)) };
  });
}

/** A preset is a whole reading; pairs after it change single parts of it. */
function recurrenceSettings(given: TextSetting): PlainSetting[] {
  return pairList(given.value).flatMap((pair) => {
    const preset = Object.hasOwn(RECURRENCE_PRESETS, pair.item) ? RECURRENCE_PRESETS[pair.item] : undefined;
    if (preset !== undefined) {
      return Object.entries(preset).map(([name, value]) => ({ path: `recurrence.${name}`, value }));
    }
    const presets = Object.keys(RECURRENCE_PRESETS).join(' or ');
    return [setting(given, pair, `${presets}, or productCount=distinct,minProducts=10`)];
  });
}

function setting(
  { path, source, value: all }: TextSetting,
  { item, name, value }: Pair,
  expected: string,
): PlainSetting {
  if (/^[^\s]+$/.test(name) && value !== undefined) return { path: `${path}.${name}`, value };
  throw new RecompraError('usage', `${source}: found "${item}" in "${all}", expected ${expected}`, {
    remedy: `correct ${source}`,
  });
}
