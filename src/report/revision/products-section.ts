import type { Revision } from '../../evaluation/revision-schema';
import { renderMissing } from '../page/chart-card';
import type { Cell } from '../page/data-table';
import { type Html, html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import type { Words } from './languages';

/** How the lists did against the purchases that came. */
export function renderProducts({ pooled }: Revision, { t, r }: Words): Html {
  const { products } = pooled;
  if (products === null) return html`<div class="charts">${renderMissing(r.products.name, r.products.none)}</div>`;
  const rows = products.byK.map(({ k, hit, recall, ndcg }): Cell[] => [k, { share: hit }, recall, ndcg]);
  const title = r.products.title(products.top, products.hit.value, products.hit.rows);
  const table = { columns: r.products.columns, rows };
  return html`<div class="charts">${renderTableCard({ id: 'reviewed-products', title, table, howToRead: r.products.howToRead }, t)}</div>`;
}
