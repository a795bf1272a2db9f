import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from './escape-html';
import { type Figure, figureJson, figureSize } from './figure';

const BUNDLE = 'node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js';

/**
 * Plotly itself as an inline script (1.5 MB), needed once a page and before its first figure. `module` and `define` are
 * hidden from it: where a page has require.js the bundle would register there and leave no `window.Plotly`.
 */
export function plotlyScript(): string {
  const bundle = readFileSync(join(process.cwd(), BUNDLE), 'utf8').replace(/<\/script/gi, '<\\/script');
  return `<script>(function (module, define) {${bundle}\n}).call(window)</script>`;
}

/** One figure that zooms and tells values, on a page that holds `plotlyScript()`; elsewhere its description. */
export function figureHtml(figure: Figure, alt: string): string {
  const id = `figure-${randomUUID()}`;
  const label = escapeHtml(alt);
  const { width, height } = figureSize(figure);
  return [
    `<div id="${id}" role="img" aria-label="${label}" style="max-width:${width}px;height:${height}px"></div>`,
    `<script>(function (element, figure) {`,
    `  if (window.Plotly) window.Plotly.newPlot(element, figure.data, figure.layout, {responsive: true, displaylogo: false});`,
    `  else element.textContent = 'Run the notebook to draw this figure: ' + element.getAttribute('aria-label');`,
    `})(document.getElementById('${id}'), ${figureJson(figure)})</script>`,
  ].join('\n');
}
