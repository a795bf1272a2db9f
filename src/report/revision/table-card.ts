import { scrollable } from '../page/chart-card';
import { type DataTable, renderTable } from '../page/data-table';
import { type Html, html } from '../page/html';
import type { Texts } from '../texts/texts-es';

/** A table as a card of the page's width, with how to read it. */
export function renderTableCard(title: string, table: DataTable, howToRead: string, t: Texts): Html {
  return html`<div class="card wide"><h3>${title}</h3>
${scrollable(renderTable(table, t.number), title)}
<p class="how"><strong>${t.chart.howToRead}</strong> ${howToRead}</p></div>`;
}
