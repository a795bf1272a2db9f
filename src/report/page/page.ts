import { ES, ES_PLOT_LOCALE, type Texts } from '../texts/texts-es';
import { PAGE_SCRIPT, PAGE_STYLE } from './browser-assets';
import { scriptJson, scriptSource } from './escape';
import { Html, html } from './html';
import { colorVariables, PLOT_TEMPLATE } from './theme';

/** What a page needs besides the figures, read by the caller. */
export interface ReportAssets {
  /** Source of `plotly.js-cartesian-dist-min`. */
  plotly: string;
}

/** Nothing is loaded from anywhere, and nothing runs but what is written in the page. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:";

/** A page that needs no network: its title, and its content in each language, of which the script shows one. */
export function renderPage(title: string, languages: readonly Html[], assets: ReportAssets): string {
  return html`<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(colorVariables() + PAGE_STYLE)}</style>
</head>
<body>
<noscript><p class="card">${ES.noScript}</p></noscript>
${languages}
<script type="application/json" id="plot-template">${new Html(scriptJson(PLOT_TEMPLATE))}</script>
<script type="application/json" id="plot-locale">${new Html(scriptJson(ES_PLOT_LOCALE))}</script>
<script>${new Html(scriptSource(assets.plotly))}</script>
<script>${new Html(PAGE_SCRIPT)}</script>
</body>
</html>
`.text;
}

/** Content of a page in one language; all but the first are hidden until they are asked for. */
export function renderLanguage(t: Texts, title: string, content: Html): Html {
  const hidden = t.language === 'es' ? null : html` hidden`;
  return html`<div class="report" id="${t.language}" lang="${t.language}" data-title="${title}"${hidden}>
${content}
</div>`;
}
