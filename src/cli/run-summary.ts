import type { DateModelMetrics, Metrics, ProductMethodMetrics } from '../evaluation/metrics-schema';

/** The result of a run in a few lines: lines, customers, error against the best baseline, hits. */
export function runSummary(metrics: Metrics): string[] {
  const { etl, prediction } = metrics;
  return [
    `lines       ${count(etl.linesIn)} in, ${count(etl.linesKept)} kept, ${count(etl.linesRejected)} rejected`,
    `customers   ${count(etl.customers)}, of which ${count(etl.recurrentCustomers)} recurrent on ${prediction.asOf}`,
    `next date   ${dateLine(metrics)}`,
    `products    ${productLine(metrics)}`,
    `this week   ${count(prediction.dueIn7)} customers due in 7 days, ${count(prediction.overdue)} overdue`,
  ];
}

function dateLine({ nextPurchase }: Metrics): string {
  const { missing, models, chosen, bestBaseline } = nextPurchase;
  if (missing !== null) return `predicted by ${chosen}; no figures: ${missing}`;
  const error = (name: string | null) => models.find((model) => model.name === name)!.test!.mae.toFixed(2);
  const compared =
    chosen === bestBaseline
      ? `the best baseline itself; ${networkErrors(models)}`
      : `best baseline ${bestBaseline} ${error(bestBaseline)}`;
  return `mean error ${error(chosen)} days by ${chosen} (${compared})`;
}

function networkErrors(models: readonly DateModelMetrics[]): string {
  const networks = models.filter(({ kind }) => kind === 'network');
  return networks.map(({ name, test }) => `${name} ${test!.mae.toFixed(2)}`).join(', ');
}

function productLine({ topProducts }: Metrics): string {
  const { missing, methods, chosen, top } = topProducts;
  if (missing !== null) return `recommended by ${chosen}; no figures: ${missing}`;
  const winner = methods.find(({ name }) => name === chosen)!;
  return `Hit@${top} ${hitText(winner)} by ${chosen}`;
}

/** "56.46 % (1097 / 1943)": share of cases with a hit, hits and cases. */
export function hitText({ hits, cases }: ProductMethodMetrics): string {
  return `${((100 * hits) / cases).toFixed(2)} % (${hits} / ${cases})`;
}

/** Every candidate in one table, baselines first: errors in days on training, validation and test rows. */
export function dateTable({ nextPurchase }: Metrics): string[] {
  const header = ['date model', 'MAE train', 'valid.', 'test', 'RMSE test', 'R² test', '±3 days'];
  const rows = nextPurchase.models.map(({ name, chosen, train, validation, test }) => [
    `${chosen ? '→' : ' '} ${name}`,
    ...[train!.mae, validation!.mae, test!.mae, test!.rmse, test!.r2 ?? Number.NaN, test!.within3].map(decimals),
  ]);
  return align([header, ...rows]);
}

/** Every product method in one table, on the same test cases. */
export function productTable({ topProducts }: Metrics): string[] {
  const { methods, top } = topProducts;
  const header = ['product method', `Hit@${top} (hits / cases)`, 'recall@10', 'nDCG@10'];
  const rows = methods.map((method) => [
    `${method.chosen ? '→' : ' '} ${method.name}`,
    method.cases === 0 ? '–' : hitText(method),
    decimals(method.recall[9] ?? Number.NaN),
    decimals(method.ndcg[9] ?? Number.NaN),
  ]);
  return align([header, ...rows]);
}

function align(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
}

function decimals(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
