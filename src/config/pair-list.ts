/** One `name=value` of a list; `value` is undefined where there is no `=`. */
export interface Pair {
  /** As it stands in the list. */
  item: string;
  name: string;
  value: string | undefined;
}

const PAIR = /\s*([^=,]*?)\s*(?:=\s*("(?:[^"]|"")*"(?=\s*(?:,|$))|[^,]*?)\s*)?(?:,|$)/y;

/** The pairs of `fecha_compra=DATE,precio="Price, total"`: a value with a comma stands in quotes, doubled within. */
export function pairList(text: string): Pair[] {
  const pairs: Pair[] = [];
  PAIR.lastIndex = 0;
  for (;;) {
    const [item, name, value] = PAIR.exec(text) ?? [''];
    pairs.push({ item: item.replace(/,$/, '').trim(), name: name ?? '', value: unquoted(value) });
    if (item === '' || (!item.endsWith(',') && PAIR.lastIndex === text.length)) return pairs;
    if (PAIR.lastIndex === text.length) return [...pairs, { item: '', name: '', value: undefined }];
  }
}

/** A value as `pairList` reads it. */
export function pairValue(value: string): string {
  return /^\s*"|,|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function unquoted(value: string | undefined): string | undefined {
  return value !== undefined && /^".*"$/s.test(value) ? value.slice(1, -1).replaceAll('""', '"') : value;
}
