import { literal } from './duckdb-quoting';

/** What begins a formula, in the full-width forms of East Asian keyboards too. */
const FORMULA = '[-=+@\uff1d\uff0b\uff0d\uff20]';

/**
 * SQL of a text as a spreadsheet should get it: no formula, neither at its beginning nor where a reader with another
 * separator would begin a cell in it. An apostrophe makes text of what follows.
 */
export function spreadsheetText(text: string): string {
  const first = literal(`^(["\\s]*${FORMULA}|[\\t\\r])`);
  const later = literal(`([;,|\\t\\r\\n]["\\s]*)(${FORMULA})`);
  const led = `regexp_replace(${text}, ${first}, ${literal("'\\1")})`;
  return `regexp_replace(${led}, ${later}, ${literal("\\1'\\2")}, 'g')`;
}
