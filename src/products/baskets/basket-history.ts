/**
 * Baskets of some customers in typed arrays. Customer c has the baskets `customerStart[c] … customerStart[c + 1] − 1`,
 * ascending by day; basket b has the products `basketStart[b] … basketStart[b + 1] − 1`, each once, ascending by id.
 */
export interface BasketHistory {
  /** Product names by id; ids follow the order of the names. */
  products: string[];
  /** Numbers of the customers whose baskets these are, ascending; of others there are none. */
  members: Int32Array;
  /** Over the numbers of all customers. */
  customerStart: Int32Array;
  /** Epoch day of each basket. */
  basketDay: Int32Array;
  basketStart: Int32Array;
  /** Product ids of all baskets. */
  items: Int32Array;
}

export interface BasketItems {
  products: string[];
  /** Number of all customers, those without a line included. */
  customers: number;
  /** Those whose baskets are given, ascending; all unless given. */
  members?: Int32Array;
  /** One entry a distinct (customer, day, product), ascending. */
  customer: Int32Array;
  day: Int32Array;
  product: Int32Array;
}

export function buildBasketHistory(baskets: BasketItems): BasketHistory {
  const { products, customers, customer, day, product } = baskets;
  const customerStart = new Int32Array(customers + 1);
  const basketDay: number[] = [];
  const basketStart: number[] = [];
  for (let i = 0; i < product.length; i++) {
    if (i > 0 && customer[i] === customer[i - 1] && day[i] === day[i - 1]) continue;
    basketDay.push(day[i]!);
    basketStart.push(i);
    customerStart[customer[i]! + 1] = customerStart[customer[i]! + 1]! + 1;
  }
  basketStart.push(product.length);
  for (let c = 0; c < customers; c++) customerStart[c + 1] = customerStart[c + 1]! + customerStart[c]!;
  return {
    products,
    members: baskets.members ?? Int32Array.from({ length: customers }, (_, c) => c),
    customerStart,
    basketDay: Int32Array.from(basketDay),
    basketStart: Int32Array.from(basketStart),
    items: product,
  };
}

/** The customer's baskets up to and including `day`: indices from … to − 1. */
export function basketsUntil(history: BasketHistory, customer: number, day: number): { from: number; to: number } {
  const from = history.customerStart[customer]!;
  let low = from;
  let high = history.customerStart[customer + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (history.basketDay[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return { from, to: low };
}

/** Products of a basket. */
export function basketItems(history: BasketHistory, basket: number): Int32Array {
  return history.items.subarray(history.basketStart[basket]!, history.basketStart[basket + 1]!);
}

/** Number of products in a basket. */
export function basketSize(history: BasketHistory, basket: number): number {
  return history.basketStart[basket + 1]! - history.basketStart[basket]!;
}
