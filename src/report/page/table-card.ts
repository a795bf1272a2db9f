import type { Texts } from '../texts/texts-es';
import { type DataTable, renderTable, toCsv } from './data-table';
import { scriptJson } from './escape';
import { Html, html } from './html';

/** A table and all that belongs to it. Texts are in the reader's language. */
export interface TableCard {
  /** In the name of its CSV; unique in the page. */
  id: string;
  /** The finding, or what it shows. */
  title: string;
  /** What the CSV holds, and what is shown unless `markup` is. */
  table: DataTable;
  /** The table as it is shown, where it has more than rows and columns. */
  markup?: Html;
  howToRead?: string;
  /** What is to be said beside how to read it. */
  note?: string;
  /** Takes half the width of the page where there is room. */
  half?: boolean;
}

/** The table as a card: what it shows, the rows, how to read them, its CSV. On paper it stands in the appendix. */
export function renderTableCard(card: TableCard, t: Texts): Html {
  const { title, table, markup, howToRead, note, half } = card;
  const read = howToRead === undefined ? null : html`<strong>${t.chart.howToRead}</strong> ${howToRead} `;
  return html`<div class="${half ? 'card tabled' : 'card tabled wide'}"><h3>${title}</h3>
${scrollable(markup ?? renderTable(table, t.number), title)}
<div class="tools"><button type="button" data-download="csv" aria-label="CSV: ${title}">CSV</button></div>
${read || note ? html`<p class="how">${read}${note ?? null}</p>` : null}${csvPayload(card, t)}</div>`;
}

function csvPayload({ id, table }: TableCard, t: Texts): Html {
  const json = scriptJson({ file: `recompra-${id}-${t.language}`, csv: toCsv(table, t.number) });
  return new Html(`<script type="application/json" class="payload">${json}</script>`);
}

/** A table that scrolls sideways on its own, also by keyboard, where the page is narrow. */
export function scrollable(table: Html, label: string): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`;
}
