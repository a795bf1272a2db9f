import type { BasketHistory } from '../../src/products/baskets/basket-history';
import type { Popularity } from '../../src/products/baskets/popularity';
import type { CustomerProfiles } from '../../src/products/methods/customer-profiles';

/** The k largest of some values in the order of a binary heap that takes one after another; equal ones by the lower index. */
export function plainHeap(offers: readonly (readonly [index: number, value: number])[], most: number): number[] {
  const heap: (readonly [number, number])[] = [];
  const weaker = (a: readonly [number, number], b: readonly [number, number]) =>
    a[1] < b[1] || (a[1] === b[1] && a[0] > b[0]);
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  for (const offer of offers) {
    if (heap.length < most) {
      heap.push(offer);
      for (let at = heap.length - 1; at > 0 && weaker(heap[at]!, heap[(at - 1) >> 1]!); at = (at - 1) >> 1) {
        swap(at, (at - 1) >> 1);
      }
    } else if (most > 0 && weaker(heap[0]!, offer)) {
      heap[0] = offer;
      for (let at = 0; ; ) {
        const children = [2 * at + 1, 2 * at + 2].filter((child) => child < heap.length);
        const [weakest] = children.sort((a, b) => (weaker(heap[a]!, heap[b]!) ? -1 : 1));
        if (weakest === undefined || !weaker(heap[weakest]!, heap[at]!)) break;
        swap(at, weakest);
        at = weakest;
      }
    }
  }
  return heap.map(([index]) => index);
}

/** Profile of a row by product id. */
export function profileOf({ rowStart, products, values }: CustomerProfiles, row: number): Map<number, number> {
  const entries = new Map<number, number>();
  for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) entries.set(products[i]!, values[i]!);
  return entries;
}

/** The mean profile of some rows, added up in their order. */
export function plainShares(profiles: CustomerProfiles, rows: ArrayLike<number>): Map<number, number> {
  const shares = new Map<number, number>();
  for (const row of Array.from(rows)) {
    for (const [product, value] of profileOf(profiles, row)) {
      shares.set(product, (shares.get(product) ?? 0) + (1 / rows.length) * value);
    }
  }
  return shares;
}

/** Every product that a neighbour bought, in the order of their profiles, and then as many favourites as are wanted. */
export function plainUnseen(
  shares: ReadonlyMap<number, number>,
  { known, popularity, most }: { known: ReadonlySet<number>; popularity: Popularity; most: number },
): number[] {
  const { baskets, total, place, ranking } = popularity;
  const popular = (product: number) => (0.01 * baskets[product]!) / total;
  const allowed = (product: number) => !known.has(product) && place[product]! >= 0;
  const bought = [...shares].filter(([product]) => allowed(product));
  const others = Array.from(ranking).filter((product) => allowed(product) && !shares.has(product));
  return plainHeap(
    [
      ...bought.map(([product, share]) => [product, share + popular(product)] as const),
      ...others.slice(0, most).map((product) => [product, popular(product)] as const),
    ],
    most,
  );
}

/** All products that a customer bought. */
export function productsOf(history: BasketHistory, customer: number): Set<number> {
  const [from, to] = [history.customerStart[customer]!, history.customerStart[customer + 1]!];
  return new Set(history.items.subarray(history.basketStart[from]!, history.basketStart[to]!));
}
