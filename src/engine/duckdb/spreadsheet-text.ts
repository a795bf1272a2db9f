import { FORMULA_GUARDS } from '../../config/formula-text';
import { literal } from './duckdb-quoting';

/** SQL of a text as a spreadsheet should get it; see FORMULA_GUARDS. */
export function spreadsheetText(text: string): string {
  const { first, later } = FORMULA_GUARDS;
  const led = `regexp_replace(${text}, ${literal(first.pattern)}, ${replacement(first.by)})`;
  return `regexp_replace(${led}, ${literal(later.pattern)}, ${replacement(later.by)}, 'g')`;
}

/** RE2 writes groups as `\1`. */
function replacement(by: string): string {
  return literal(by.replaceAll('$', '\\'));
}
