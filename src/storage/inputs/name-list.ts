import { withoutWhiteSpace } from '../../config/white-space';

/**
 * The names in a text, one a line, as they stand in the purchase lines; a name may stand in double quotes, quotes in it
 * doubled. The space around names does not count; empty lines and repeats are passed over.
 */
export function namesIn(text: string): string[] {
  const names = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => unquote(withoutWhiteSpace(line)))
    .filter((name) => name !== '');
  return [...new Set(names)];
}

function unquote(name: string): string {
  return /^".*"$/s.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}
