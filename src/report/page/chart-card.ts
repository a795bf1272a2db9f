import type { Texts } from '../texts/texts-es';
import type { DataTable } from './data-table';
import { renderTable, toCsv } from './data-table';
import { plotText, scriptJson } from './escape';
import type { Figure } from './figure';
import { Html, html } from './html';
import type { SeriesStyle } from './series-style';
import { scrollable } from './table-card';

/** A chart and all that belongs to it. Texts are in the reader's language. */
export interface Chart {
  /** In file names and anchors; unique in the report. */
  id: string;
  /** The finding, with its numbers. */
  title: string;
  howToRead: string;
  /** What was counted, and how many. */
  n: string;
  /** What a reader who cannot see the chart must know of it. */
  sentence: string;
  /** The figures drawn. */
  table: DataTable;
  /** What the CSV holds where the table shown is a summary. */
  download?: DataTable;
  figure: Figure;
  /** Lines that can be shown and hidden; the traces of one have its name as `legendgroup`. */
  series?: readonly ChartSeries[];
  /** Takes the whole width of the page. */
  wide?: boolean;
}

/** A line of a chart with a button of its own. */
export interface ChartSeries {
  /** As plain text, and as the traces' `legendgroup` has it. */
  name: string;
  group: string;
  style: SeriesStyle;
  /** Whether it is drawn before anybody asks. */
  shown: boolean;
}

/** The chart as a card: finding, drawing, how to read it, downloads and its figures. */
export function renderChart(chart: Chart, t: Texts): Html {
  const { id, title, howToRead, n, sentence, table, figure } = chart;
  const heading = `${t.language}-${id}-title`;
  return html`<figure class="${chart.wide ? 'card chart wide' : 'card chart'}" aria-labelledby="${heading}">
<figcaption><h3 id="${heading}">${title}</h3></figcaption>
${renderSeries(chart.series ?? [], t)}
<div class="plot" role="img" aria-label="${sentence}" style="height:${String(figure.layout.height)}px"></div>
<p class="how"><strong>${t.chart.howToRead}</strong> ${howToRead} <span class="n">${n}</span></p>
<div class="tools">
<button type="button" data-download="png" aria-label="PNG: ${title}">PNG</button>
<button type="button" data-download="csv" aria-label="CSV: ${title}">CSV</button>
</div>
${renderFigures(table, title, t)}
${payload(chart, t)}
</figure>`;
}

/** A legend of buttons: by keyboard too, and each says whether its line is there. */
function renderSeries(series: readonly ChartSeries[], t: Texts): Html | null {
  if (series.length === 0) return null;
  const buttons = series.map(
    ({ name, group, style, shown }) =>
      html`<button type="button" data-series="${group}" aria-pressed="${String(shown)}"><span class="swatch ${style.color} ${style.symbol}" aria-hidden="true"></span>${name}</button>`,
  );
  return html`<div class="series" role="group" aria-label="${t.chart.series}">${buttons}</div>`;
}

/** What stands in the place of a chart that cannot be drawn: a sentence saying why. */
export function renderMissing(title: string, why: string): Html {
  return html`<div class="card missing"><h3>${title}</h3><p>${why}</p></div>`;
}

function renderFigures(table: DataTable, title: string, t: Texts): Html {
  return html`<details><summary>${t.chart.figures}</summary>
${scrollable(renderTable(table, t.number), `${t.chart.figures}: ${title}`)}</details>`;
}

/** What the page's script draws and saves; data only, read as JSON. */
function payload({ id, title, n, table, download, figure, series }: Chart, t: Texts): Html {
  const json = scriptJson({
    ...figure,
    hidden: (series ?? []).filter(({ shown }) => !shown).map(({ group }) => group),
    png: { title: plotText(title), note: plotText(`recompra · ${n}`) },
    file: `recompra-${id}-${t.language}`,
    csv: toCsv(download ?? table, t.number),
  });
  return new Html(`<script type="application/json" class="payload">${json}</script>`);
}
