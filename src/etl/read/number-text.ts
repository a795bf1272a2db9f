import type { CsvSettings } from '../../config/settings';
import type { Dialect } from '../../engine/dialect';

type NumberSigns = Pick<CsvSettings, 'decimal' | 'thousands'>;

/** Blanks that stand between thousands, or between a number and its currency. */
const BLANK = '[ \\x{a0}\\x{202f}]';

const CURRENCY =
  '(?:(?:R|US|U|MX|CA|C|AU|A|NZ|HK|NT|S|RD|B/[.]?)?\\p{Sc}|S/[.]?|Bs[.]?|[Kk]r[.]?|[Ff]r[.]?|Kč|zł|[Ll]ei' +
  '|USD|EUR|GBP|CLP|MXN|COP|PEN|ARS|UYU|BOB|PYG|VES|BRL|CRC|GTQ|HNL|NIO|DOP|PAB|CHF|CAD|AUD|NZD|JPY|CNY|INR' +
  '|TRY|RUB|PLN|CZK|HUF|RON|SEK|NOK|DKK|ZAR|TWD|KRW|IDR|THB|PHP|MYR|SGD|HKD)';

/** What stands between thousands, as part of a pattern. */
const THOUSANDS: Record<NonNullable<NumberSigns['thousands']>, string> = {
  '.': '[.]',
  ',': '[,]',
  ' ': BLANK,
  "'": "['’]",
};

/** A number with the decimal sign of the settings, as casts read it; with a comma a point is no part of a number. */
export function pointedNumber(text: string, { decimal }: NumberSigns): string {
  return decimal === ',' ? `translate(${text}, ',.', '.!')` : text;
}

/** The same without its thousands separators, which have to stand where they belong: 1.234.567,8 but not 1.23. */
export function ungroupedNumber(dialect: Dialect, text: string, signs: NumberSigns): string {
  if (signs.thousands === undefined) return pointedNumber(text, signs);
  const sign = THOUSANDS[signs.thousands];
  const grouped = `[+-]?[0-9]{1,3}(${sign}[0-9]{2,3})*${sign}[0-9]{3}([${signs.decimal}][0-9]*)?`;
  const bare = dialect.replaced(text, sign, '');
  return `CASE WHEN ${dialect.isMatch(text, grouped)} THEN ${pointedNumber(bare, signs)}
               WHEN ${dialect.matches(text, sign)} THEN 'none' ELSE ${pointedNumber(text, signs)} END`;
}

/** An amount without the currency before or after it: `R$ 10`, `-$5`, `10 €`, `CLP 990`. */
export function amountText(dialect: Dialect, text: string): string {
  const before = dialect.replaced(text, `^([+-]?)${BLANK}*${CURRENCY}${BLANK}*([+-]?[0-9.,])`, '\\1\\2');
  return dialect.replaced(before, `([0-9.,]-?)${BLANK}*${CURRENCY}$`, '\\1');
}

/** A number whose sign stands behind it, as SAP and mainframes write returns (`12,50-`), with the sign before it. */
export function signedBefore(dialect: Dialect, text: string): string {
  return dialect.replaced(text, `^([0-9.,](?:[0-9.,'’]|${BLANK})*)-$`, '-\\1');
}
