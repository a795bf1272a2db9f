import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Estimate, ProductComparison, ProductMethodMetrics } from '../src/evaluation/metrics-schema';
import { bold, bounded, count, fixed, percent, row } from './readme-format';

const RESULTS = resolve(__dirname, 'results');

interface Judged {
  customers: number;
  methods: ProductMethodMetrics[];
  comparisons: ProductComparison[];
}

interface ProductResults {
  weekly: Judged;
  short: Judged;
  lastPurchaseOut: Judged | null;
  trees?: { hit3: number; recall10: number; ndcg10: number };
}

interface SpeedResults {
  shape: { customers: number; products: number };
  ours: Speed[];
  peers: Speed[];
}

interface Speed {
  method: string;
  customersPerSecond: number;
  residentMB: number;
}

/** What the product benches measured, where they have been run. */
export function productTables(): string {
  const quality = read<ProductResults>('products.json');
  const speed = read<SpeedResults>('products-speed.json');
  return [...(quality === null ? [] : qualityLines(quality)), ...(speed === null ? [] : speedLines(speed))].join('\n');
}

function read<T>(name: string): T | null {
  const path = join(RESULTS, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null;
}

function qualityLines({ weekly, short, lastPurchaseOut, trees }: ProductResults): string[] {
  const ranker = weekly.methods.find(({ name }) => name === 'dense-ranker');
  const beside =
    trees === undefined || ranker === undefined
      ? []
      : [
          `- dense-ranker ÷ LightGBM lambdarank on the same candidates: Hit@3 ${fixed(ranker.hitRate[2]! / trees.hit3, 3)}, recall@10 ${fixed(ranker.recall[9]! / trees.recall10, 3)}, nDCG@10 ${fixed(ranker.ndcg[9]! / trees.ndcg10, 3)}`,
        ];
  return [
    'By product type, weekly origins of the last quarter, recurrent customers:',
    '',
    ...ratioLines(weekly),
    ...beside,
    '',
    'Its first hundred days alone, where few purchases are known:',
    '',
    ...ratioLines(short),
    '',
    ...(lastPurchaseOut === null ? [] : lastPurchaseLines(lastPurchaseOut)),
  ];
}

function lastPurchaseLines(judged: Judged): string[] {
  const cases = judged.methods[0]?.cases ?? 0;
  return [
    `By product number, each customer's last purchase from all before it (${count(cases)} customers with at least five), as published tables do:`,
    '',
    row(['products', 'Hit@3', 'recall@10', 'nDCG@10']),
    '| --- | --- | --- | --- |',
    ...judged.methods.map(({ name, chosen, hits, cases: of, recall, ndcg }) =>
      row([bold(name, chosen), percent(hits / of), fixed(recall[9]!, 3), fixed(ndcg[9]!, 3)]),
    ),
    '',
    ...ratioLines(judged),
    '',
  ];
}

/** The chosen method as a multiple of each opponent, intervals by customer. */
function ratioLines({ comparisons }: Judged): string[] {
  const opponents = [...new Set(comparisons.map(({ against }) => against))];
  const ratio = (against: string, metric: ProductComparison['metric']): Estimate | undefined =>
    comparisons.find((comparison) => comparison.against === against && comparison.metric === metric)?.ratio;
  return opponents.map((against) => {
    const figures = (['hit', 'recall10', 'ndcg10'] as const).map((metric) => {
      const found = ratio(against, metric);
      return `${{ hit: 'Hit@3', recall10: 'recall@10', ndcg10: 'nDCG@10' }[metric]} ${found ? bounded(found) : '–'}`;
    });
    return `- ${comparisons[0]!.model} ÷ ${against}: ${figures.join(', ')}`;
  });
}

function speedLines({ shape, ours, peers }: SpeedResults): string[] {
  const line = ({ method, customersPerSecond, residentMB }: Speed) =>
    row([method, count(customersPerSecond), `${count(residentMB)} MB`]);
  return [
    `Three products for each of ${count(shape.customers)} customers out of ${count(shape.products)}, one thread:`,
    '',
    row(['method', 'customers a second', 'memory']),
    '| --- | --- | --- |',
    ...[...ours, ...peers].map(line),
  ];
}
