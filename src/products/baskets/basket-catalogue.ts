import { RecompraError } from '../../config/errors';
import { withoutWhiteSpace } from '../../config/white-space';

/** Products never to be recommended, and the names of the list that no product has. */
export interface Exclusions {
  /** 1 for an excluded product, by product id. */
  excluded: Uint8Array;
  unknown: string[];
}

/**
 * Marks the products of these names. A list that leaves nothing to recommend is refused, because every customer
 * would get an empty list.
 *
 * @param file where the names come from, for messages
 */
export function excludeProducts(products: readonly string[], names: readonly string[], file: string): Exclusions {
  const ids = new Map(products.map((name, id) => [name, id]));
  const excluded = new Uint8Array(products.length);
  const unknown: string[] = [];
  for (const name of new Set(names)) {
    const id = ids.get(name);
    if (id === undefined) unknown.push(name);
    else excluded[id] = 1;
  }
  if (products.length > 0 && excluded.every((mark) => mark === 1)) {
    throw new RecompraError('data', `${file} names all ${products.length} products: none is left to recommend`, {
      remedy: 'shorten the list, or name products as they stand in the column producto (after --product-map)',
    });
  }
  return { excluded, unknown };
}

/**
 * Levels of a product map: a CSV of two columns, product and level, with or without the header `producto,nivel`.
 * Names with commas or quotes stand in double quotes, quotes doubled.
 *
 * @param file where the text comes from, for messages
 */
export function parseProductMap(text: string, file: string): Map<string, string> {
  const levels = new Map<string, string>();
  lines(text).forEach((line, index) => {
    if (line.trim() === '' || (index === 0 && /^"?producto"?,"?nivel"?$/i.test(line.trim()))) return;
    const [product, level] = twoFields(line) ?? ['', ''];
    if (product === '' || level === '') throw badLine(line, `${file}, line ${index + 1}`);
    if ((levels.get(product) ?? level) !== level) {
      throw new RecompraError(
        'data',
        `${file}, line ${index + 1}: ${product} is both ${levels.get(product)} and ${level}`,
        {
          remedy: 'give each product one level',
        },
      );
    }
    levels.set(product, level);
  });
  return levels;
}

const QUOTED = /\s*"(?:[^"]|"")*"\s*/y;
const BARE = /[^",]*/y;

/** The two values of a line, or null where it has not two. Each pattern can match in one way only: no line takes long. */
function twoFields(line: string): [string, string] | null {
  const first = fieldEnd(line, 0);
  const second = line[first] === ',' ? fieldEnd(line, first + 1) : -1;
  if (second !== line.length) return null;
  const value = (start: number, end: number): string => unquote(withoutWhiteSpace(line.slice(start, end)));
  return [value(0, first), value(first + 1, second)];
}

function fieldEnd(line: string, start: number): number {
  for (const pattern of [QUOTED, BARE]) {
    pattern.lastIndex = start;
    if (pattern.test(line)) return pattern.lastIndex;
  }
  return start;
}

function badLine(line: string, place: string): RecompraError {
  return new RecompraError('data', `${place}: found ${JSON.stringify(line)}, expected product,level`, {
    remedy: 'write two columns, and names with commas or quotes in double quotes',
  });
}

function lines(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
}

function unquote(field: string): string {
  return /^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field;
}
