import type { CustomersTexts } from '../../texts/customers-texts-es';
import type { Customers } from './customers';
import { chanceOf, gapOf, isoAfter, KINDS, productsOf } from './customers';
import { byId, element } from './element';
import { mark } from './table';
import { drawTimeline } from './timeline';
import { reasonIn } from './words';

const DIALOG_PADDING = 34;

export interface DetailView {
  customers: Customers;
  rows: Uint32Array;
  /** Place in the rows. */
  at: number;
  t: CustomersTexts;
  chooseProduct(place: number): void;
}

/** One customer: what to do, the timeline, the chances, and what to offer with why. */
export function drawDetail({ customers, rows, at, t, chooseProduct }: DetailView): void {
  const row = rows[at]!;
  const kind = KINDS[customers.kind[row]!]!;
  byId('detail-title').textContent = customers.id[row]!;
  byId('detail-place').textContent = t.place(at + 1, rows.length);
  byId<HTMLButtonElement>('previous').disabled = at === 0;
  byId<HTMLButtonElement>('next').disabled = at === rows.length - 1;
  const content = byId('detail-content');
  const width = Math.max(240, Math.min(620, byId('detail').clientWidth - DIALOG_PADDING));
  content.replaceChildren(
    element('p', { class: 'what' }, mark(kind, t), ` ${t.actions[kind]}`),
    element('h3', {}, t.detail.timeline),
    drawTimeline(customers, row, t, width),
    facts(customers, row, t),
    element('h3', {}, t.detail.chances),
    element('div', { class: 'chances' }, ...([7, 14, 28] as const).flatMap((days) => chance(customers, days, row, t))),
    element('h3', {}, t.detail.why),
    element('p', {}, capital(reasonIn(t, customers.whyOf(row)))),
    element('h3', {}, t.detail.products),
    offers(customers, row, t, chooseProduct),
  );
  content.scrollTop = 0;
}

function facts(customers: Customers, row: number, t: CustomersTexts): HTMLElement {
  const { numbers } = customers;
  const { detail } = t;
  const iso = (days: number) => isoAfter(customers, days);
  const gap = gapOf(customers, row);
  const [low, high] = [iso(numbers.low[row]!), numbers.high[row]!];
  const since = numbers.since[row]!;
  const lines = [
    ['last', detail.lastPurchase, `${t.day(iso(-since))} (${t.ago(since)})`],
    ['today', detail.today, t.day(iso(0))],
    ['predicted', detail.date, t.day(iso(numbers.date[row]!))],
    ['interval', detail.interval, high === 0 ? detail.open(t.day(low)) : t.interval(low, iso(high))],
    ['usual', detail.usual, gap === 0 ? detail.single : detail.usualOf(gap)],
    ['', detail.purchases, t.number.count(numbers.purchases[row]!)],
  ] as const;
  return element(
    'dl',
    { class: 'history' },
    ...lines.map(([sign, name, value]) =>
      element(
        'div',
        {},
        element('dt', {}, element('span', { class: `sign ${sign}`, 'aria-hidden': 'true' }), name),
        element('dd', {}, value),
      ),
    ),
  );
}

function chance(customers: Customers, days: 7 | 14 | 28, row: number, t: CustomersTexts): HTMLElement[] {
  const share = chanceOf(customers, days, row);
  const fill = element('span', { class: 'fill' });
  fill.style.width = `${100 * share}%`;
  return [
    element('span', {}, t.detail.within(days)),
    element('span', { class: 'meter', 'aria-hidden': 'true' }, fill),
    element('strong', {}, t.percent(share)),
  ];
}

function offers(
  customers: Customers,
  row: number,
  t: CustomersTexts,
  chooseProduct: (place: number) => void,
): HTMLElement {
  const all = productsOf(customers, row);
  if (all.length === 0) return element('p', {}, t.detail.noProducts);
  return element(
    'ol',
    { class: 'recommended' },
    ...all.map(({ product, chance, why }) => {
      const label = t.detail.filter(product);
      const button = element('button', { type: 'button', class: 'link', title: label, 'aria-label': label }, product);
      button.addEventListener('click', () => chooseProduct(customers.products.indexOf(product) + 1));
      const hit = chance === null ? null : element('span', { class: 'hit' }, ` ${t.detail.hit(t.percent(chance))}`);
      return element('li', {}, button, hit, element('small', {}, reasonIn(t, why)));
    }),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
