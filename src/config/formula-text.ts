/** What begins a formula, in the full-width forms of East Asian keyboards too. */
const FORMULA = '[-=+@\uff1d\uff0b\uff0d\uff20]';
const BLANK = '["\\t\\n\\f\\r ]';

/**
 * Where a spreadsheet would find a formula in a text, and what to put there: at its beginning, and wherever a reader with
 * another separator would begin a cell in it. An apostrophe makes text of what follows. Patterns that RE2 and JavaScript
 * read alike, `$1` being their first group; to be replaced in this order, the first once.
 */
export const FORMULA_GUARDS = {
  first: { pattern: `^(${BLANK}*${FORMULA}|[\\t\\r])`, by: "'$1" },
  later: { pattern: `([;,|\\t\\r\\n]${BLANK}*)(${FORMULA})`, by: "$1'$2" },
} as const;

/** A text as a spreadsheet should get it: no formula, whatever separates its cells. */
export function withoutFormula(text: string): string {
  const { first, later } = FORMULA_GUARDS;
  return text.replace(new RegExp(first.pattern), first.by).replace(new RegExp(later.pattern, 'g'), later.by);
}
