/** Languages of the report. */
export type Language = 'es' | 'en';

const MARKS: Record<Language, { decimal: string; group: string; list: string; percent: string }> = {
  es: { decimal: ',', group: '.', list: ';', percent: '\u00a0%' },
  en: { decimal: '.', group: ',', list: ',', percent: '%' },
};

/** U+2212, as wide as a plus and never broken from its digits. */
const MINUS = '\u2212';

/** How numbers are written in one language: the only place where a number becomes text. */
export interface NumberFormat {
  /** Whole number with groups: `1.234`. */
  count(value: number): string;
  /** Fixed decimals, two unless given: `1.234,56`. */
  fixed(value: number, decimals?: number): string;
  /** Like `fixed`, with its sign: `+0,13`, `−0,13`, `0,00`. */
  signed(value: number, decimals?: number): string;
  /** A share of one: `56,46 %` in Spanish, its sign held by a space that does not break; `56.46%` in English. */
  percent(share: number, decimals?: number): string;
  /** Likewise, with its sign. */
  signedPercent(share: number, decimals?: number): string;
  /** Hits of cases as a rate, with plain spaces and no groups: `56,46 % (1097 / 1943)`; cases > 0. */
  rate(hits: number, cases: number): string;
  /** Whole numbers in full, others with four significant digits. */
  short(value: number): string;
  /** For spreadsheets: decimal mark of the language, no groups, a plain minus. */
  csv(value: number): string;
  /** Separator of fields in a CSV of this language. */
  listSeparator: string;
}

/** Written out rather than left to Intl, whose output changes with the ICU of the machine. */
export function numberFormat(language: Language): NumberFormat {
  const { decimal, group, list, percent: sign } = MARKS[language];
  const write = (value: number, decimals: number, separator: string) => {
    const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
    const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, separator);
    return fraction === undefined ? grouped : grouped + decimal + fraction;
  };
  const fixed = (value: number, decimals = 2) =>
    (isNegative(value, decimals) ? MINUS : '') + write(value, decimals, group);
  const percent = (share: number, decimals = 2) => `${fixed(share * 100, decimals)}${sign}`;
  return {
    count: (value) => fixed(value, 0),
    fixed,
    signed: (value, decimals = 2) => (isNegative(-value, decimals) ? '+' : '') + fixed(value, decimals),
    percent,
    signedPercent: (share, decimals = 2) => (isNegative(-share * 100, decimals) ? '+' : '') + percent(share, decimals),
    rate: (hits, cases) => `${fixed((hits / cases) * 100)}${sign.replace('\u00a0', ' ')} (${hits} / ${cases})`,
    short: (value) => fixed(value, shortDecimals(value)),
    csv: (value) => {
      const decimals = shortDecimals(value);
      return (isNegative(value, decimals) ? '-' : '') + write(value, decimals, '');
    },
    listSeparator: list,
  };
}

/** Below zero after rounding, so that −0,001 is not written −0,00. */
function isNegative(value: number, decimals: number): boolean {
  return Number(value.toFixed(decimals)) < 0;
}

function shortDecimals(value: number): number {
  if (Number.isInteger(value)) return 0;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  return Math.min(12, Math.max(0, 3 - magnitude));
}
