import type { CustomersTexts } from '../../texts/customers-texts-es';
import type { PackedCustomers } from '../customer-columns';
import { drawCalendar } from './calendar';
import type { Days } from './calendar-days';
import { daysOf, offerChoices, onChange, showChoices } from './choices';
import { contactCsv } from './contact-csv';
import type { Customers, Kind } from './customers';
import { chanceOf, unpackCustomers } from './customers';
import { drawDetail } from './detail';
import { byId, element } from './element';
import type { Filter, Order, Sort } from './select';
import { Index, NO_FILTER } from './select';
import { Table } from './table';
import { showShell, textsOf } from './words';

/** What is read from the largest down. */
const DESCENDING: readonly Sort[] = ['within7', 'within14', 'within28', 'hit'];

/** The page: what is asked for, and all that follows from it. */
export class Page {
  private readonly customers: Customers;
  private readonly index: Index;
  private readonly table: Table;
  private t: CustomersTexts;
  private filter: Filter = NO_FILTER;
  private order: Order = { by: 'due', descending: false };
  private rows: Uint32Array = new Uint32Array();
  /** Rows that pass every filter but that of the date. */
  private anyDay: Uint32Array = new Uint32Array();
  private opened = 0;

  constructor(private readonly packed: PackedCustomers) {
    this.customers = unpackCustomers(packed);
    this.index = new Index(this.customers);
    this.t = textsOf(location.hash);
    this.table = new Table(this.customers, this.t, (at) => this.open(at));
  }

  start(): void {
    this.listen();
    this.select();
    this.speak();
    showSection();
    setTimeout(() => this.index.prepare(), 50);
  }

  private listen(): void {
    addEventListener('hashchange', () => {
      this.t = textsOf(location.hash);
      this.speak();
      showSection();
    });
    const search = byId<HTMLInputElement>('search');
    search.addEventListener('input', () => this.ask({ text: search.value }));
    onChange('state', (value) => this.ask({ state: value as Kind | 'all' }));
    onChange('week', (value) => this.ask({ days: daysOf(value) }));
    onChange('product', (value) => this.ask({ product: value === '' ? null : Number(value) }));
    onChange('sort', (value) => this.sort(value as Sort));
    for (const head of document.querySelectorAll<HTMLElement>('[data-sort]')) {
      head.addEventListener('click', () => this.sort(head.dataset['sort'] as Sort));
    }
    byId('clear').addEventListener('click', () => {
      this.ask(NO_FILTER);
      search.focus();
    });
    byId('csv').addEventListener('click', () => this.save());
    const dialog = byId<HTMLDialogElement>('detail');
    byId('close').addEventListener('click', () => dialog.close());
    byId('previous').addEventListener('click', () => this.open(this.opened - 1));
    byId('next').addEventListener('click', () => this.open(this.opened + 1));
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener('close', () => this.table.reach(this.opened));
  }

  private ask(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    this.select();
    this.show();
  }

  private sort(by: Sort): void {
    const again = this.order.by === by;
    this.order = { by, descending: again ? !this.order.descending : DESCENDING.includes(by) };
    this.select();
    this.show();
  }

  private select(): void {
    this.rows = this.index.select(this.filter, this.order);
    this.anyDay = this.filter.days === null ? this.rows : this.index.select({ ...this.filter, days: null }, this.order);
  }

  /** All of the page in the language asked for. */
  private speak(): void {
    showShell(this.t, this.packed.asOf);
    const { customers, t } = this;
    const { total, length } = customers;
    byId('as-of').textContent = this.t.day(this.packed.asOf);
    byId('total').textContent = this.t.number.count(total);
    const shown = customers.ranks.length;
    const { top } = this.packed;
    byId('cap').textContent = [
      ...(total > length ? [t.cap(length, total)] : []),
      ...(top > shown ? [t.capProducts(shown, top)] : []),
    ].join(' ');
    offerChoices(customers, t);
    this.show();
    if (byId<HTMLDialogElement>('detail').open) this.open(this.opened);
  }

  private show(): void {
    const { t, filter, rows, customers } = this;
    byId('shown').textContent = t.shown(rows.length, customers.length);
    byId('nobody').hidden = rows.length > 0;
    byId('clear').hidden = filter === NO_FILTER || JSON.stringify(filter) === JSON.stringify(NO_FILTER);
    byId<HTMLInputElement>('search').value = filter.text;
    byId<HTMLSelectElement>('sort').value = this.order.by;
    showChoices(customers, filter, t);
    this.showOrder();
    this.showExpected();
    drawCalendar({
      customers,
      rows: this.anyDay,
      chosen: filter.days,
      t,
      choose: (days) => this.chooseDays(days),
    });
    this.table.show(rows, t);
  }

  /** The day that is chosen again is let go. */
  private chooseDays(days: Days): void {
    const { days: chosen } = this.filter;
    this.ask({ days: chosen?.from === days.from && chosen.to === days.to ? null : days });
    const again = document.querySelector<HTMLElement>('#calendar [aria-pressed=true]');
    again?.focus({ preventScroll: true });
  }

  private showOrder(): void {
    for (const head of document.querySelectorAll<HTMLElement>('[data-sort]')) {
      const sorted = head.dataset['sort'] === this.order.by;
      // Days since the last purchase ascend where its date descends.
      const descending = this.order.descending !== (this.order.by === 'last');
      const cell = head.closest('[role=columnheader]')!;
      cell.setAttribute('aria-sort', sorted ? (descending ? 'descending' : 'ascending') : 'none');
    }
  }

  private showExpected(): void {
    const { t, rows, customers } = this;
    const cards = ([7, 14, 28] as const).map((days) => {
      let sum = 0;
      for (const row of rows) sum += chanceOf(customers, days, row);
      return element(
        'div',
        { class: 'card action' },
        element('p', { class: 'figure' }, t.buyers(sum)),
        element('p', { class: 'what' }, t.buyersWithin(days)),
      );
    });
    byId('expected').replaceChildren(...cards);
  }

  private open(at: number): void {
    this.opened = at;
    const dialog = byId<HTMLDialogElement>('detail');
    if (!dialog.open) dialog.showModal();
    drawDetail({
      customers: this.customers,
      rows: this.rows,
      at,
      t: this.t,
      chooseProduct: (product) => {
        dialog.close();
        this.ask({ ...NO_FILTER, product });
      },
    });
  }

  private save(): void {
    const text = contactCsv(this.customers, this.rows);
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const link = element('a', { href: url, download: `recompra-clientes-${this.packed.asOf}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}

/** The section in the address stands after the language: `#en-calendar`. */
function showSection(): void {
  document.getElementById(`${location.hash.slice(4)}-section`)?.scrollIntoView();
}
