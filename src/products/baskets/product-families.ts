/** Products that belong together, told from their names; family ids are 0 … size − 1. */
export interface ProductFamilies {
  /** Family of each product, by product id. */
  of: Int32Array;
  size: number;
}

/**
 * One level up the hierarchy, as far as names tell: `POTATO CHIPS [9526410]` belongs to `POTATO CHIPS`, a name without
 * brackets to its first word (`LECHE ENTERA 1L` to `LECHE`). Where names are codes every product is its own family,
 * and its figures repeat the product's.
 */
export function productFamilies(names: readonly string[]): ProductFamilies {
  const ids = new Map<string, number>();
  const of = Int32Array.from(names, (name) => {
    const family = familyName(name);
    const id = ids.get(family) ?? ids.size;
    ids.set(family, id);
    return id;
  });
  return { of, size: ids.size };
}

function familyName(name: string): string {
  const [, stem] = /^(.+?)\s*\[[^[\]]*\]$/.exec(name) ?? [];
  return stem ?? /^[^\s:,/]+/.exec(name)?.[0] ?? name;
}
