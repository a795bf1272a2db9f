import { ISO } from '../../config/date-format';
import type { CommandOption } from '../../config/errors';
import { pairValue } from '../../config/pair-list';
import type { CsvSettings } from '../../config/settings';
import { settingsSchema } from '../../config/settings';
import { shellWord } from '../../config/shell-word';
import type { LineColumn } from '../rejects/reject-reasons';

/** The options that turn one reading into another, as they are typed. */
export function readingOptions(given: CsvSettings, asked: CsvSettings): CommandOption[] {
  const options: (CommandOption | false)[] = [
    changed(given.encoding, asked.encoding) && { flag: '--encoding', value: asked.encoding },
    changed(given.skipLines, asked.skipLines) && { flag: '--skip-lines', value: String(asked.skipLines) },
    changed(given.header, asked.header) && { flag: '--no-header' },
    changed(given.separator, asked.separator) && { flag: '--separator', value: signName(asked.separator!) },
    changed(given.columns, asked.columns) && { flag: '--columns', value: columnPairs(given.columns, asked.columns) },
    ...dateOptions(given, asked),
    changed(given.decimal, asked.decimal) && { flag: '--decimal', value: asked.decimal },
    changed(given.thousands, asked.thousands) &&
      asked.thousands !== undefined && { flag: '--thousands', value: signName(asked.thousands) },
    changed(given.priceIs, asked.priceIs) && { flag: '--price-is', value: asked.priceIs },
    changed(given.maxRejectedShareOf, asked.maxRejectedShareOf) && {
      flag: '--max-rejected-share',
      value: shares(asked),
    },
  ];
  return options.filter((option): option is CommandOption => option !== false);
}

/** Options as they are typed in a shell. */
export function optionsText(options: readonly CommandOption[]): string {
  return options.map(({ flag, value }) => (value === undefined ? flag : `${flag} ${shellWord(value)}`)).join(' ');
}

function changed(given: unknown, asked: unknown): boolean {
  return JSON.stringify(given) !== JSON.stringify(asked);
}

function dateOptions(
  { dateFormat: given = [ISO] }: CsvSettings,
  { dateFormat: asked = [ISO] }: CsvSettings,
): CommandOption[] {
  return changed(given, asked) ? asked.map((value) => ({ flag: '--date-format', value })) : [];
}

/** The limit of all rejected lines where it is not the usual one, and those of single reasons. */
function shares({ maxRejectedShare, maxRejectedShareOf = {} }: CsvSettings): string {
  const usual = settingsSchema.parse({}).csv.maxRejectedShare;
  const single = Object.entries(maxRejectedShareOf).map(([reason, share]) => `${reason}=${share}`);
  return [...(maxRejectedShare === usual ? [] : [String(maxRejectedShare)]), ...single].join(',');
}

/** All columns that go by another name than in the contract, or than they were given; one at least, to be typed. */
function columnPairs(given: CsvSettings['columns'], asked: CsvSettings['columns']): string {
  const named = Object.entries(asked).filter(([, name]) => name !== undefined) as [LineColumn, string][];
  const other = named.filter(([column, name]) => name !== column || name !== given[column]);
  return (other.length > 0 ? other : named.slice(0, 1))
    .map(([column, name]) => `${column}=${pairValue(name)}`)
    .join(',');
}

/** Signs that are hard to see, by their names. */
function signName(sign: string): string {
  return { '\t': 'tab', ' ': 'space' }[sign] ?? sign;
}
