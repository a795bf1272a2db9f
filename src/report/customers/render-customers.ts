import { PAGE_STYLE } from '../page/browser-assets';
import { scriptJson, scriptSource } from '../page/escape';
import { Html, html } from '../page/html';
import { colorVariables } from '../page/theme';
import { CUSTOMERS_ES, type CustomersTexts } from '../texts/customers-texts-es';
import { CUSTOMERS_SCRIPT, CUSTOMERS_STYLE } from './browser-assets';
import type { CustomerColumns } from './customer-columns';
import { packCustomers } from './pack-customers';

/** Customers that the page holds at most; the others are in contactar.csv. */
export const MOST_CUSTOMERS = 100_000;

/** Products of each customer that the page holds at most; the others are in contactar.csv too. */
export const MOST_PRODUCTS = 10;

/** Nothing is loaded from anywhere, and nothing runs but what is written in the page. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

export interface CustomersPage {
  /** As-of date, ISO day. */
  asOf: string;
  /** Id of the run whose predictions they are. */
  run: string;
  /** Customers predicted; those beyond MOST_CUSTOMERS are told and not shown. */
  total: number;
  /** Products recommended to each; those beyond MOST_PRODUCTS are told and not shown. */
  top: number;
  /** At most MOST_CUSTOMERS rows, in contact order, with at most MOST_PRODUCTS products. */
  columns: CustomerColumns;
  /** Whether `index.html` lies beside the page. */
  report: boolean;
}

type Word = keyof CustomersTexts['shell'];

/**
 * `reports/clientes.html`: individuals, in one file that needs no network. Unlike the report it is drawn by its script:
 * the page holds the customers by column, and the words of both languages are in the script.
 */
export function renderCustomers({ asOf, run, total, top, columns, report }: CustomersPage): string {
  const data = scriptJson(packCustomers(columns, { asOf, total, top }));
  return html`<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${CUSTOMERS_ES.documentTitle(asOf)}</title>
<style>${new Html(colorVariables() + PAGE_STYLE + CUSTOMERS_STYLE)}</style>
</head>
<body>
<noscript><p class="card">${CUSTOMERS_ES.shell.noScript}</p></noscript>
<div class="report">
${renderHead(run)}
${renderBar(report)}
<main>
${renderSection('expected', html`<div class="actions" id="expected"></div>${paragraph('expectedHow', 'how')}`)}
${renderSection('calendar', CALENDAR)}
${renderSection('list', renderList())}
${renderSection('statesTitle', html`<dl id="states" class="card"></dl>`)}
</main>
<footer>${word('footer')}</footer>
</div>
${DETAIL}
<script type="application/json" id="customers-data">${new Html(data)}</script>
<script>${new Html(scriptSource(CUSTOMERS_SCRIPT))}</script>
</body>
</html>
`.text;
}

/** A word that the script says in the language asked for. */
function word(name: Word): Html {
  return html`<span data-t="${name}">${CUSTOMERS_ES.shell[name]}</span>`;
}

function paragraph(name: Word, kind: string): Html {
  return html`<p class="${kind}" data-t="${name}">${CUSTOMERS_ES.shell[name]}</p>`;
}

function renderHead(run: string): Html {
  return html`<header class="head">
<p class="kicker">recompra</p>
<h1 data-t="title">${CUSTOMERS_ES.shell.title}</h1>
${paragraph('lead', 'lead')}
${paragraph('private', 'private')}
<dl class="meta">
<div><dt>${word('asOf')}</dt><dd id="as-of"></dd></div>
<div><dt>${word('customers')}</dt><dd id="total"></dd></div>
<div><dt>${word('run')}</dt><dd><code>${run}</code></dd></div>
</dl>
<p class="how" id="cap"></p>
</header>`;
}

function renderBar(report: boolean): Html {
  const sections = (['expected', 'calendar', 'list'] as const).map(
    (name) => html`<a href="#es-${name}" data-section="${name}" data-t="${name}">${CUSTOMERS_ES.shell[name]}</a>`,
  );
  const back = report ? html`<a href="index.html#es" data-page="index.html">← ${word('report')}</a>` : null;
  return html`<div class="bar"><nav data-t-label="pages">${back}${sections}</nav>
<nav class="languages" data-t-label="languages"><a href="#es" hreflang="es" lang="es">Español</a><a href="#en" hreflang="en" lang="en">English</a></nav></div>`;
}

function renderSection(name: Word, content: Html): Html {
  return html`<section id="${name}-section" aria-labelledby="${name}-heading"><h2 id="${name}-heading" data-t="${name}">${CUSTOMERS_ES.shell[name]}</h2>
${content}</section>`;
}

const CALENDAR = html`<div class="card"><div id="calendar" role="group" aria-labelledby="calendar-heading"></div>
<div id="calendar-later"></div>
${paragraph('calendarHow', 'how')}</div>`;

function renderList(): Html {
  const choice = (name: Word, id: string) =>
    html`<div><label for="${id}" data-t="${name}"></label><select id="${id}"></select></div>`;
  return html`<div class="card"><div class="asked">
<div><label for="search" data-t="search"></label><input type="search" id="search" autocomplete="off" spellcheck="false"></div>
${choice('state', 'state')}${choice('week', 'week')}${choice('product', 'product')}${choice('sort', 'sort')}
</div>
<div class="found"><strong id="shown" role="status"></strong>
<button type="button" id="clear" data-t="clear"></button>
<button type="button" id="csv" data-t="csv"></button></div>
<p class="how" id="printed"></p>
<div id="rows-view" data-t-label="list"><div id="rows-table" role="table" data-t-label="list">
<div role="rowgroup"><div role="row" id="rows-head" aria-rowindex="1">${HEADS}</div></div>
<div role="rowgroup" id="rows"></div>
</div></div>
${paragraph('productsHow', 'how')}
<p id="nobody" data-t="nobody" hidden></p></div>`;
}

const HEADS = (
  [
    ['customer', 'customer', 'who'],
    ['date', 'date', 'date'],
    ['within7', 'within7', 'chance'],
    ['within14', 'within14', 'chance'],
    ['within28', 'within28', 'chance'],
    ['last', 'last', 'last'],
    ['products', 'hit', 'offers'],
  ] as const
).map(([name, sort, kind]) => {
  const label = html`<button type="button" data-sort="${sort}" data-t="${name}"></button>`;
  return html`<div role="columnheader" class="${kind}">${label}</div>`;
});

const DETAIL = html`<dialog id="detail" aria-labelledby="detail-title"><div class="detail-head">
<h2 id="detail-title"></h2><span id="detail-place"></span>
<button type="button" id="previous" data-t="previous"></button>
<button type="button" id="next" data-t="next"></button>
<button type="button" id="close" data-t="close"></button></div>
<div id="detail-content" tabindex="0"></div></dialog>`;
