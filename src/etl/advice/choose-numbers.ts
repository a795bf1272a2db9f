import type { CsvSettings } from '../../config/settings';

export type NumberSigns = Pick<CsvSettings, 'decimal' | 'thousands'>;

const SIGNS: readonly NumberSigns[] = [
  { decimal: '.' },
  { decimal: ',' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: "'" },
];

/** No number is written at such length; a text without end would be looked at without end. */
const MOST_CHARS = 100;

const BLANK = '[ \\u00a0\\u202f]';
const GROUP = { '.': '[.]', ',': ',', ' ': BLANK, "'": "['’]" };

/** Whether a text without currency is a number under these signs. */
export function isNumber(text: string, { decimal, thousands }: NumberSigns): boolean {
  const point = decimal === '.' ? '[.]' : ',';
  const plain = `\\d+(?:${point}\\d*)?(?:e[+-]?\\d+)?|${point}\\d+`;
  const sign = thousands === undefined ? null : GROUP[thousands];
  const grouped = sign === null ? '' : `|\\d{1,3}(?:${sign}\\d{2,3})*${sign}\\d{3}(?:${point}\\d*)?`;
  return text.length <= MOST_CHARS && new RegExp(`^[+-]?(?:${plain}${grouped})$`, 'i').test(text);
}

/** A number without what stands around it: a currency's sign or letters, blanks. */
export function bareNumber(text: string): string {
  if (text.length > MOST_CHARS) return text;
  const around = `(?:${BLANK}|[A-Za-z]{0,3}\\p{Sc}|[A-Z]{3}|S/[.]?|Bs[.]?|[Kk]r[.]?|[Ff]r[.]?|Kč|zł)`;
  return text
    .replace(new RegExp(`^([+-]?)${around}+(?=[+-]?[\\d.,])`, 'u'), '$1')
    .replace(new RegExp(`${around}+$`, 'u'), '');
}

/** Whether a text is a number under any signs. */
export function isAnyNumber(text: string): boolean {
  const bare = bareNumber(text);
  return SIGNS.some((signs) => isNumber(bare, signs));
}

/** The signs under which most values are numbers: those given where none reads more. */
export function chooseSigns(values: readonly string[], given: NumberSigns): NumberSigns {
  const bare = values.map(bareNumber);
  const fitting = (signs: NumberSigns): number => bare.filter((value) => isNumber(value, signs)).length;
  const ranked = SIGNS.map((signs) => ({ signs, count: fitting(signs) })).sort((a, b) => b.count - a.count);
  const best = ranked[0]!;
  if (fitting(given) >= best.count) return given;
  const other = ranked.find(({ count, signs }) => count === best.count && signs.thousands === best.signs.decimal);
  return other !== undefined && allInThrees(bare, best.signs.decimal) ? other.signs : best.signs;
}

/** Whether a sign only ever stands before three last digits, as between thousands: 1,500 and 12,000. */
function allInThrees(values: readonly string[], sign: string): boolean {
  const signed = values.filter((value) => value.includes(sign));
  return (
    signed.length > 0 &&
    signed.every((value) =>
      value
        .split(sign)
        .slice(1)
        .every((digits) => /^\d{3}$/.test(digits)),
    )
  );
}
