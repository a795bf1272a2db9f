import type { CustomersTexts } from '../../texts/customers-texts-es';
import type { Days } from './calendar-days';
import { firstDay } from './calendar-days';
import type { Customers } from './customers';
import { isoAfter, lastDate } from './customers';
import { byId, element } from './element';
import type { Filter, Sort } from './select';
import { stateTest } from './select';

/** Products to choose from; the others are found by searching. */
const LISTED_PRODUCTS = 200;
const STATES = ['all', 'week', 'later', 'overdue', 'lost'] as const;
const SORT_WORDS = {
  due: 'due',
  customer: 'customer',
  date: 'date',
  within7: 'within7',
  within14: 'within14',
  within28: 'within28',
  last: 'last',
  hit: 'hit',
} as const satisfies Record<Sort, keyof CustomersTexts['shell']>;
/** Fills the lists to choose from, in a language. */
export function offerChoices(customers: Customers, t: CustomersTexts): void {
  const states = STATES.map((state) => option(state, t.stateCount(t.states[state].name, countOf(customers, state))));
  byId('state').replaceChildren(...states);
  byId('sort').replaceChildren(...Object.entries(SORT_WORDS).map(([sort, word]) => option(sort, t.shell[word])));
  const weeks = weeksOf(customers).map((days) => option(`${days.from}-${days.to}`, dayWords(customers, days, t)));
  byId('week').replaceChildren(option('', t.shell.anyWeek), ...weeks);
  const products = mostRecommended(customers).map((place) => option(String(place), customers.products[place - 1]!));
  byId('product').replaceChildren(option('', t.shell.anyProduct), ...products);
  const meanings = STATES.slice(1).flatMap((state) => [
    element('dt', {}, t.states[state].name),
    element('dd', {}, t.states[state].means),
  ]);
  byId('states').replaceChildren(...meanings);
}

/** Shows what is asked for in the lists. */
export function showChoices(customers: Customers, { state, days, product }: Filter, t: CustomersTexts): void {
  byId<HTMLSelectElement>('state').value = state;
  choose('week', days === null ? '' : `${days.from}-${days.to}`, () => dayWords(customers, days!, t));
  choose('product', String(product ?? ''), () => customers.products[product! - 1]!);
}

function countOf(customers: Customers, state: (typeof STATES)[number]): number {
  if (state === 'all') return customers.length;
  const passes = stateTest(customers, state);
  let count = 0;
  for (let row = 0; row < customers.length; row++) if (passes(row)) count++;
  return count;
}

function dayWords(customers: Customers, { from, to }: Days, t: CustomersTexts): string {
  const [first, last] = [isoAfter(customers, from), isoAfter(customers, to)];
  return from === to ? t.onDay(first) : t.weekOf(first, last);
}

/** Tells what is chosen in a list. */
export function onChange(id: string, told: (value: string) => void): void {
  const select = byId<HTMLSelectElement>(id);
  select.addEventListener('change', () => told(select.value));
}

function option(value: string, text: string): HTMLOptionElement {
  return element('option', { value }, text);
}

/** Shows a choice in a list, which it joins where it is not among those offered. */
function choose(id: string, value: string, words: () => string): void {
  const select = byId<HTMLSelectElement>(id);
  if (value !== '' && ![...select.options].some((known) => known.value === value))
    select.append(option(value, words()));
  select.value = value;
}

/** Days that a choice of the list of weeks stands for. */
export function daysOf(value: string): Days | null {
  if (value === '') return null;
  const [from, to] = value.split('-').map(Number);
  return { from: from!, to: to! };
}

/** Weeks, from Monday to Sunday, up to the last predicted date. */
function weeksOf(customers: Customers): Days[] {
  const first = firstDay(customers);
  const count = Math.max(0, Math.ceil((lastDate(customers) - first + 1) / 7));
  return Array.from({ length: count }, (_, week) => ({
    from: Math.max(1, first + 7 * week),
    to: first + 7 * week + 6,
  }));
}

/** Places of the products most recommended, in order of their names. */
function mostRecommended({ ranks, products }: Customers): number[] {
  const counts = new Uint32Array(products.length + 1);
  for (const { product } of ranks) for (const place of product) counts[place]!++;
  const places = Array.from(products, (_, i) => i + 1).sort((a, b) => counts[b]! - counts[a]!);
  return places.slice(0, LISTED_PRODUCTS).sort((a, b) => (products[a - 1]! < products[b - 1]! ? -1 : 1));
}
