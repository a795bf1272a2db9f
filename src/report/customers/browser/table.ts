import type { CustomersTexts } from '../../texts/customers-texts-es';
import type { Customers, Kind } from './customers';
import { chanceOf, isoAfter, KINDS, productsOf } from './customers';
import { byId, element } from './element';
import { reasonIn } from './words';

/** Products shown in a row of the table; the others are counted. */
const SHOWN_PRODUCTS = 3;
/** Rows drawn beyond what is seen, so that a short scroll finds them there. */
const SPARE_ROWS = 6;
/** Rows on paper. */
const PRINTED_ROWS = 200;

/** The list of customers, of which only the rows in sight are elements. */
export class Table {
  private readonly view = byId('rows-view');
  private readonly space = byId('rows');
  private readonly shown = new Map<number, HTMLElement>();
  private rows: Uint32Array = new Uint32Array();
  private texts: CustomersTexts;
  private active = 0;
  private printing = false;

  constructor(
    private readonly customers: Customers,
    texts: CustomersTexts,
    private readonly open: (at: number) => void,
  ) {
    this.texts = texts;
    this.view.addEventListener('scroll', () => this.draw());
    new ResizeObserver(() => this.redraw()).observe(this.view);
    this.view.addEventListener('keydown', (event) => this.move(event));
    addEventListener('beforeprint', () => this.print(true));
    addEventListener('afterprint', () => this.print(false));
  }

  /** Shows other rows from the first on, or the same in another language. */
  show(rows: Uint32Array, texts: CustomersTexts): void {
    if (rows !== this.rows) {
      this.active = 0;
      this.view.scrollTop = 0;
    }
    this.rows = rows;
    this.texts = texts;
    byId('rows-table').setAttribute('aria-rowcount', String(rows.length + 1));
    this.redraw();
  }

  /** Brings a row into sight and makes it the one that the keyboard is at. */
  reach(at: number, focus = true): void {
    const height = this.rowHeight();
    const top = at * height;
    if (top < this.view.scrollTop) this.view.scrollTop = top;
    const room = this.view.clientHeight - this.headHeight();
    if (top + height > this.view.scrollTop + room) this.view.scrollTop = top + height - room;
    this.active = at;
    this.draw();
    if (focus) this.shown.get(at)?.querySelector('button')?.focus({ preventScroll: true });
  }

  private headHeight(): number {
    return byId('rows-head').offsetHeight;
  }

  private redraw(): void {
    for (const row of this.shown.values()) row.remove();
    this.shown.clear();
    this.space.style.height = this.printing ? 'auto' : `${this.rows.length * this.rowHeight()}px`;
    this.draw();
  }

  private draw(): void {
    const height = this.rowHeight();
    const first = this.printing ? 0 : Math.max(0, Math.floor(this.view.scrollTop / height) - SPARE_ROWS);
    const seen = Math.ceil(this.view.clientHeight / height) + 2 * SPARE_ROWS;
    const last = Math.min(this.rows.length, this.printing ? PRINTED_ROWS : first + seen);
    for (const [at, row] of this.shown) {
      if (at >= first && at < last) continue;
      if (row.contains(document.activeElement)) continue;
      row.remove();
      this.shown.delete(at);
    }
    for (let at = first; at < last; at++) this.drawRow(at, height);
  }

  private drawRow(at: number, height: number): void {
    const known = this.shown.get(at);
    const row = known ?? this.row(at);
    row.querySelector('button')!.tabIndex = at === this.active ? 0 : -1;
    if (known !== undefined) return;
    if (!this.printing) row.style.transform = `translateY(${at * height}px)`;
    this.shown.set(at, row);
    // In the order of the list, which is that of the keyboard and of those who listen.
    const after = [...this.shown.keys()].filter((other) => other > at).sort((a, b) => a - b)[0];
    this.space.insertBefore(row, after === undefined ? null : this.shown.get(after)!);
  }

  private row(at: number): HTMLElement {
    const { customers, texts: t } = this;
    const row = this.rows[at]!;
    const { numbers } = customers;
    const id = customers.id[row]!;
    const button = element('button', { type: 'button', class: 'open', title: id, 'aria-label': t.open(id) }, id);
    button.addEventListener('click', () => this.open(at));
    const high = numbers.high[row]!;
    const interval = t.interval(isoAfter(customers, numbers.low[row]!), high === 0 ? null : isoAfter(customers, high));
    const date = isoAfter(customers, numbers.date[row]!);
    const last = isoAfter(customers, -numbers.since[row]!);
    return element(
      'div',
      { role: 'row', class: 'row', 'aria-rowindex': at + 2 },
      cell('who', button, mark(KINDS[customers.kind[row]!]!, t)),
      cell('date', element('strong', {}, t.day(date)), small(interval)),
      ...([7, 14, 28] as const).map((days) =>
        cell(
          'chance',
          element('span', { class: 'narrow' }, `${t.days(days)} `),
          t.percent(chanceOf(customers, days, row)),
        ),
      ),
      cell(
        'last',
        element('span', { class: 'narrow' }, `${t.shell.last}: `),
        t.day(last),
        small(t.ago(numbers.since[row]!)),
      ),
      this.productCell(row),
    );
  }

  private productCell(row: number): HTMLElement {
    const all = productsOf(this.customers, row);
    const lines = all.slice(0, SHOWN_PRODUCTS).map(({ product, chance, why }) => {
      const reason = reasonIn(this.texts, why);
      const told = chance === null ? '' : this.texts.percent(chance);
      const title = `${product}${told === '' ? '' : ` (${told})`}: ${reason}`;
      const hit = told === '' ? null : element('strong', { class: 'hit' }, told);
      return element(
        'div',
        { class: 'offer', title },
        element('b', {}, product),
        ' ',
        hit,
        ' ',
        element('span', {}, reason),
      );
    });
    const more = all.length > SHOWN_PRODUCTS ? small(this.texts.more(all.length - SHOWN_PRODUCTS)) : null;
    return cell('offers', ...lines, more);
  }

  /** As the style has it, which differs on narrow pages. */
  private rowHeight(): number {
    return Number.parseFloat(getComputedStyle(this.view).getPropertyValue('--row')) || 76;
  }

  private move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.view.clientHeight / this.rowHeight()) - 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const ends: Record<string, number> = { Home: 0, End: this.rows.length - 1 };
    const to = ends[event.key] ?? this.active + (steps[event.key] ?? Number.NaN);
    if (Number.isNaN(to) || this.rows.length === 0) return;
    event.preventDefault();
    this.reach(Math.min(this.rows.length - 1, Math.max(0, to)));
  }

  private print(on: boolean): void {
    this.printing = on;
    const { length } = this.rows;
    byId('printed').textContent = on && length > PRINTED_ROWS ? this.texts.printed(PRINTED_ROWS, length) : '';
    if (on) document.documentElement.dataset['print'] = '';
    else delete document.documentElement.dataset['print'];
    this.redraw();
  }
}

/** A state as sign and word: its colour says nothing that they do not. */
export function mark(kind: Kind, t: CustomersTexts): HTMLElement {
  const { sign, word } = t.marks[kind];
  return element('span', { class: `mark ${kind}` }, element('span', { 'aria-hidden': 'true' }, sign), ` ${word}`);
}

function cell(name: string, ...content: (Node | string | null)[]): HTMLElement {
  return element('div', { role: 'cell', class: name }, ...content);
}

function small(text: string): HTMLElement {
  return element('small', {}, text);
}
