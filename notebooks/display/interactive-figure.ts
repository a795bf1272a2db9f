import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { escapeHtml } from './escape-html';
import { type Figure, figureJson, figureSize } from './figure';

const BUNDLE = 'node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js';

/**
 * Plotly itself as an inline script (1.5 MB), needed once a page and before its first figure. `module` and `define` are
 * hidden from it: where a page has require.js the bundle would register there and leave no `window.Plotly`.
 */
export function plotlyScript(): string {
  return `<script>${hidden(bundleText().replace(/<\/script/gi, '<\\/script'))}</script>`;
}

function hidden(bundle: string): string {
  return `(function (module, define) {${bundle}\n}).call(window)`;
}

function bundleText(): string {
  return readFileSync(join(process.cwd(), BUNDLE), 'utf8');
}

/** One figure that zooms and tells values, on a page that holds `plotlyScript()`; elsewhere its description. */
export function figureHtml(figure: Figure, alt: string): string {
  return figureElement(figure, alt, 'if (window.Plotly) draw(window.Plotly);');
}

let packed: string | undefined;

/**
 * The same figure with Plotly in itself (some 0.7 MB, packed): it is drawn again when the page is opened again, with the
 * kernel or without, whichever outputs stand before it. The first figure of a page unpacks Plotly for all.
 */
export function wholeFigureHtml(figure: Figure, alt: string): string {
  packed ??= gzipSync(hidden(bundleText()), { level: 9 }).toString('base64');
  return figureElement(
    figure,
    alt,
    `window.recompraPlotly ??= window.Plotly ? Promise.resolve() : unpacked('${packed}');
  window.recompraPlotly.then(function () { draw(window.Plotly); });
  async function unpacked(base64) {
    const bytes = Uint8Array.from(atob(base64), function (sign) { return sign.charCodeAt(0); });
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
    const script = document.createElement('script');
    script.textContent = text;
    document.head.append(script);
  }`,
  );
}

/** The description stands in the figure's place until a script has drawn it: some readers run none. */
function figureElement(figure: Figure, alt: string, script: string): string {
  const id = `figure-${randomUUID()}`;
  const label = escapeHtml(alt);
  const { width, height } = figureSize(figure);
  return [
    `<div id="${id}" role="img" aria-label="${label}" style="max-width:${width}px;height:${height}px">${label}</div>`,
    `<script>(function (element, figure) {`,
    '  function draw(Plotly) {',
    "    element.textContent = '';",
    '    Plotly.newPlot(element, figure.data, figure.layout, {responsive: true, displaylogo: false});',
    '  }',
    `  ${script}`,
    `})(document.getElementById('${id}'), ${figureJson(figure)})</script>`,
  ].join('\n');
}
