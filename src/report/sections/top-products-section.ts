import type { ProductMethodName } from '../../config/model-names';
import type { Metrics, ProductMethodMetrics, TopProductsMetrics } from '../../evaluation/metrics-schema';
import { hitChancesChart } from '../charts/hit-chances';
import { hitsByLength } from '../charts/hits-by-length';
import { hitsBySize } from '../charts/hits-by-size';
import { renderChart, renderMissing } from '../page/chart-card';
import type { Cell } from '../page/data-table';
import { type Html, html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import type { Texts } from '../texts/texts-es';
import { renderName } from './model-table';
import { renderComparisons, renderParts } from './product-tables';
import { reasonOf } from './verdict-sentences';

/** How often the recommended products are bought, for every method. */
export function renderTopProducts(metrics: Metrics, t: Texts): Html {
  const { topProducts } = metrics;
  const texts = t.products;
  const chosenBy = t.chosenBy[topProducts.chosenBy](topProducts.top);
  const methods = topProducts.methods.filter(({ cases }) => cases > 0);
  const intro = html`<p class="intro">${texts.intro(topProducts.top)} ${texts.choice(t.methods[topProducts.chosen], chosenBy)}</p>`;
  if (topProducts.missing !== null || methods.length === 0) {
    return html`${intro}${renderMissing(texts.unmeasured, texts.why(reasonOf(topProducts.missing, t)))}`;
  }
  const judged = methods.filter(({ hitRate }) => hitRate.length > 0);
  const sized = contrasted(methods);
  return html`${intro}<div class="charts">
${renderMethodTable(topProducts, methods, t)}
${judged.length > 0 ? renderChart(hitsByLength({ methods: judged, top: topProducts.top }, topProducts, t), t) : renderMissing(texts.byLength.name, t.noTestRows)}
${renderComparisons(topProducts, t)}
${topProducts.hitChances ? renderChart(hitChancesChart(topProducts.hitChances, t), t) : null}
${sized.length > 0 ? renderChart(hitsBySize({ methods: sized }, topProducts, t), t) : null}
${renderParts(topProducts, t)}
</div>`;
}

/** The method in use beside the customer's most bought and the shop's best sellers, where figures by size are there. */
function contrasted(methods: readonly ProductMethodMetrics[]): ProductMethodMetrics[] {
  const sized = methods.filter(({ bySize = [] }) => bySize.length > 0);
  if (!sized.some(({ chosen }) => chosen)) return [];
  return sized.filter(({ name, chosen, personal }) => chosen || name === 'GP-TopFreq' || !personal);
}

function renderMethodTable(
  { top, difference, customers }: TopProductsMetrics,
  methods: readonly ProductMethodMetrics[],
  t: Texts,
): Html {
  const texts = t.products.table;
  const head = [texts.method, texts.hit(top), texts.confidence, texts.recall(top), texts.ndcg(top)];
  const markup = html`<table class="models"><thead><tr>${head.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${methods.map((method) => renderMethod(method, top, t))}</tbody></table>`;
  const named = (id: ProductMethodName) => t.methods[id];
  const compared = difference
    ? texts.difference(named(difference.model), named(difference.against), difference.hitAtTop)
    : '';
  const table = { columns: csvColumns(top, t), rows: methods.map((method) => csvRow(method, top, t)) };
  const howToRead = texts.howToRead(methods[0]!.cases, customers);
  return renderTableCard(
    { id: 'product-methods', title: texts.title(top), table, markup, howToRead, note: compared },
    t,
  );
}

function csvColumns(top: number, t: Texts): string[] {
  const { method, cases, hits, low, high, recall, ndcg } = t.products.table;
  return [method, cases, hits, `Hit@${top}`, low, high, recall(top), ndcg(top)];
}

function csvRow({ name, cases, hits, hitAtTop, recall, ndcg }: ProductMethodMetrics, top: number, t: Texts): Cell[] {
  const at = Math.min(top, recall.length) - 1;
  const bounds = [hitAtTop?.low ?? null, hitAtTop?.high ?? null];
  return [t.methods[name], cases, hits, hits / cases, ...bounds, recall[at] ?? null, ndcg[at] ?? null];
}

function renderMethod(method: ProductMethodMetrics, top: number, t: Texts): Html {
  const { hits, cases, hitAtTop, recall, ndcg, personal } = method;
  const at = Math.min(top, recall.length) - 1;
  const cells = [
    t.number.rate(hits, cases),
    hitAtTop ? t.boundsOfShare(hitAtTop) : '—',
    at < 0 ? '—' : t.number.percent(recall[at]!),
    at < 0 ? '—' : t.number.fixed(ndcg[at]!, 3),
  ];
  const note = personal ? t.products.table.personal : t.products.table.global;
  return html`<tr${method.chosen ? html` class="chosen"` : null}>
${renderName({ ...method, label: t.methods[method.name], note }, t)}
${cells.map((cell) => html`<td class="num">${cell}</td>`)}</tr>`;
}
