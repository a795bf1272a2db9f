import type { ProductMethodMetrics, TopProductsMetrics } from '../../evaluation/metrics-schema';
import type { Cell } from '../page/data-table';
import type { Html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import type { Texts } from '../texts/texts-es';

type Comparison = NonNullable<TopProductsMetrics['comparisons']>[number];
const FIGURES = ['hit', 'recall10', 'ndcg10'] as const;

/** The chosen method as a multiple of others, each figure with its interval; nothing where none was compared. */
export function renderComparisons({ comparisons = [], top }: TopProductsMetrics, t: Texts): Html | null {
  if (comparisons.length === 0) return null;
  const texts = t.products.comparisons;
  const against = [...new Set(comparisons.map((comparison) => comparison.against))];
  const cell = (name: string, metric: Comparison['metric']): Cell => {
    const found = comparisons.find((comparison) => comparison.against === name && comparison.metric === metric);
    return found === undefined ? null : texts.ratio(found.ratio);
  };
  const rows = against.map((name) => [t.methods[name], ...FIGURES.map((metric) => cell(name, metric))]);
  const columns = [texts.against, t.products.table.hit(top), t.products.table.recall(10), t.products.table.ndcg(10)];
  const title = texts.title(t.methods[comparisons[0]!.model]);
  return renderTableCard({ id: 'product-comparisons', title, table: { columns, rows }, howToRead: texts.howToRead }, t);
}

/** What each method finds of the known and of the new, how much of the catalogue it shows, and how popular that is. */
export function renderParts({ methods }: TopProductsMetrics, t: Texts): Html | null {
  const told = methods.filter(({ repeatRecall, coverage }) => repeatRecall !== undefined && coverage !== undefined);
  if (told.length === 0) return null;
  const texts = t.products.parts;
  const table = { columns: [...texts.columns], rows: told.map((method) => partsOf(method, t)) };
  return renderTableCard({ id: 'known-and-new', title: texts.title, table, howToRead: texts.howToRead }, t);
}

function partsOf(
  { name, repeatRecall, exploreRecall, coverage, popularity, reciprocalRank }: ProductMethodMetrics,
  t: Texts,
) {
  const share = (value: number | null | undefined): Cell =>
    value === null || value === undefined ? null : { share: value };
  return [
    t.methods[name],
    share(repeatRecall?.at(-1)),
    share(exploreRecall?.at(-1)),
    reciprocalRank?.at(-1) ?? null,
    share(coverage),
    share(popularity),
  ];
}
