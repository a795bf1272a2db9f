import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentProgress } from '../../src/config/progress';
import { settingsSchema } from '../../src/config/settings';
import type { TopProductsMetrics } from '../../src/evaluation/metrics-schema';
import { loadDataset } from '../../src/features/dataset';
import type { OriginPlan } from '../../src/features/origins';
import { planOrigins } from '../../src/features/origins';
import { loadData } from '../../src/jobs/lines/load-data';
import { readyBackend } from '../../src/models/fitting/backend';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { sampledBaskets } from '../../src/products/baskets/shop-baskets';
import type { RecommendationCases } from '../../src/products/methods/recommender';
import { historyOn } from '../../src/tables/shop';
import { chooseRecommender } from '../../src/training/choose-products';

export const TOP = 3;
export const SEED = 42;

/** Purchase lines as the product methods see them. */
export interface Shop {
  baskets: BasketHistory;
  /** Null where the history is too short for origins. */
  plan: OriginPlan | null;
  /** Recurrent customers on every origin of the plan. */
  cases: RecommendationCases;
  asOf: number;
}

/** The baskets of a file, and the cases of its weekly origins. */
export async function openShop(input: string, asOf?: string): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-bench-'));
  const settings = settingsSchema.parse({ input, output: folder, ...(asOf === undefined ? {} : { asOf }) });
  const located = { ...settings, input, output: folder };
  const data = await loadData({ settings: located, progress: silentProgress, workDir: folder, lake: null });
  try {
    const history = historyOn(data.etl.shop, settings.recurrence, data.asOf);
    await data.engine.tables.keep(history.days);
    const plan = planOrigins(data.firstDay, data.asOf);
    const dataset = await loadDataset(data.engine, history, plan?.trainForUse ?? [data.asOf]);
    const { sample: baskets } = await sampledBaskets(data.engine, history);
    return { baskets, plan, cases: { customer: dataset.customer, origin: dataset.origin }, asOf: data.asOf };
  } finally {
    await data.engine.close();
    rmSync(folder, { recursive: true });
  }
}

/** All methods on weekly origins: chosen on validation, judged once on the test. */
export async function judgeWeekly({ baskets, plan, cases, asOf }: Shop): Promise<TopProductsMetrics> {
  if (plan === null) throw new RangeError('the history is too short for training, validation and test origins');
  await readyBackend();
  return (await chooseRecommender(baskets, { plan, cases, top: TOP, seed: SEED, asOf })).metrics;
}

/** One line a method: hit rate, recall and nDCG, and each as a multiple of P-TopFreq's. */
export function qualityText(methods: TopProductsMetrics['methods']): string {
  const base = methods.find(({ name }) => name === 'P-TopFreq');
  const figures = ({ hits, cases, recall, ndcg }: (typeof methods)[number]) => [hits / cases, recall[9]!, ndcg[9]!];
  return methods
    .map((method) => {
      const ours = figures(method);
      const ratios = base === undefined ? [] : figures(base).map((theirs, i) => (ours[i]! / theirs).toFixed(3));
      const name = `${method.chosen ? '→' : ' '} ${method.name}`.padEnd(24);
      return `${name}${ours.map((value) => value.toFixed(4)).join('  ')}   ${ratios.join('  ')}`;
    })
    .join('\n');
}
