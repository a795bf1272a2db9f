import { RecompraError } from './errors';
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
 * `csv.columns`, `tab` at `csv.separator`; any other setting is itself.
 */
export function expandShorthand(given: TextSetting): PlainSetting[] {
  switch (given.path) {
    case 'recurrence':
      return recurrenceSettings(given);
    case 'csv.columns':
      return items(given.value).map((item) => pair(given, item, 'fecha_compra=DATE,usuario=CUSTOMER_ID'));
    case 'csv.separator':
      return [{ path: given.path, value: /^(tab|\\t)$/i.test(given.value) ? '\t' : given.value }];
    default:
      return [given];
  }
}

/** A preset is a whole reading; pairs after it change single parts of it. */
function recurrenceSettings(given: TextSetting): PlainSetting[] {
  return items(given.value).flatMap((item) => {
    const preset = RECURRENCE_PRESETS[item];
    if (preset !== undefined) {
      return Object.entries(preset).map(([name, value]) => ({ path: `recurrence.${name}`, value }));
    }
    const presets = Object.keys(RECURRENCE_PRESETS).join(' or ');
    return [pair(given, item, `${presets}, or productCount=distinct,minProducts=10`)];
  });
}

function pair({ path, source, value }: TextSetting, item: string, expected: string): PlainSetting {
  const [, name, text] = /^\s*([^=\s]+)\s*=\s*(.+?)\s*$/.exec(item) ?? [];
  if (name !== undefined && text !== undefined) return { path: `${path}.${name}`, value: text };
  throw new RecompraError('usage', `${source}: found "${item}" in "${value}", expected ${expected}`, {
    remedy: `correct ${source}`,
  });
}

function items(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}
