import type { Metrics } from '../evaluation/metrics-schema';
import { renderCards } from './card-section';
import { renderData } from './data-section';
import { scriptJson, scriptSource } from './escape';
import { renderHeader, renderNavigation, renderSection, SECTIONS, type SectionId } from './header';
import { Html, html } from './html';
import { renderNextPurchase } from './next-purchase-section';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';
import { renderSummary } from './summary';
import { EN } from './texts-en';
import { ES, ES_PLOT_LOCALE, type Texts } from './texts-es';
import { colorVariables, PLOT_TEMPLATE } from './theme';
import { renderTopProducts } from './top-products-section';

/** What the report needs besides the figures, read by the caller. */
export interface ReportAssets {
  /** Source of `plotly.js-cartesian-dist-min`. */
  plotly: string;
}

/** Nothing is loaded from anywhere, and nothing runs but what is written in the page. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:";

const RENDERERS: Record<SectionId, (metrics: Metrics, t: Texts) => Html> = {
  summary: renderSummary,
  data: renderData,
  'next-purchase': renderNextPurchase,
  'top-products': renderTopProducts,
  card: renderCards,
};

/** `reports/index.html`: all figures of a run in one file that needs no network, in Spanish and English. */
export function renderReport(metrics: Metrics, assets: ReportAssets): string {
  const page = html`<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${ES.documentTitle(metrics.run.asOf)}</title>
<style>${new Html(colorVariables() + PAGE_STYLE)}</style>
</head>
<body>
<noscript><p class="card">${ES.noScript}</p></noscript>
${renderLanguage(metrics, ES)}
${renderLanguage(metrics, EN)}
<script type="application/json" id="plot-template">${new Html(scriptJson(PLOT_TEMPLATE))}</script>
<script type="application/json" id="plot-locale">${new Html(scriptJson(ES_PLOT_LOCALE))}</script>
<script>${new Html(scriptSource(assets.plotly))}</script>
<script>${new Html(PAGE_SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

/** The whole report in one language; the page shows one at a time. */
function renderLanguage(metrics: Metrics, t: Texts): Html {
  const sections = SECTIONS.map((id) => renderSection(id, RENDERERS[id](metrics, t), t));
  const hidden = t.language === 'es' ? null : html` hidden`;
  return html`<div class="report" id="${t.language}" lang="${t.language}" data-title="${t.documentTitle(metrics.run.asOf)}"${hidden}>
${renderHeader(metrics, t)}
${renderNavigation(t)}
<main>
${sections}
</main>
<footer>${t.footer}</footer>
</div>`;
}
