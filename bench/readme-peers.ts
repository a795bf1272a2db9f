import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatePair } from './readme-format';
import { bold, bounded, count, fixed, row } from './readme-format';

interface PeerSection {
  rows: number;
  customers: number;
  horizon: number;
  methods: {
    name: string;
    whose: string;
    mae: number;
    r2: number | null;
    within3: number;
    concordance: number | null;
    ibs: number | null;
    crps: number;
    seconds: number | null;
  }[];
  paired: DatePair[];
  cost: { trainingTimeRatio: number | null; customersPerSecond: number };
}

/** Other people's models beside ours, a table a data set. */
export function peerTables(): string {
  const path = join(__dirname, 'results/dates.json');
  if (!existsSync(path)) return '';
  const { dataSets } = JSON.parse(readFileSync(path, 'utf8')) as { dataSets: Record<string, PeerSection> };
  return Object.entries(dataSets)
    .map(([name, section]) => peerTable(name, section))
    .join('\n\n');
}

const SHOWN = ['bg-nbd', 'hazard-table', 'beta-geometric', 'gradient-boosting', 'dense-network', 'hazard-network'];

function peerTable(name: string, { rows, customers, horizon, methods, paired, cost }: PeerSection): string {
  const shown = methods.filter((method) => method.whose === 'peer' || SHOWN.includes(method.name));
  const ratio = (against: string, metric: string) => {
    const found = paired.find(
      (pair) => pair.model === 'hazard-network' && pair.against === against && pair.metric === metric,
    );
    return found?.ratio ? bounded(found.ratio) : '–';
  };
  return [
    `${name}, ${count(rows)} test rows of ${count(customers)} customers, horizon ${horizon} days; hazard-network trains in ${cost.trainingTimeRatio === null ? '–' : cost.trainingTimeRatio.toFixed(1)} × the time of lightgbm-l1 and scores ${count(cost.customersPerSecond)} customers a second:`,
    '',
    row(['model', 'MAE', 'R²', '±3 days', 'concordance', 'IBS', 'CRPS', 'hazard-network ÷ it: MAE', 'CRPS']),
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...shown.map((method) =>
      row([
        bold(method.name, false),
        fixed(method.mae, 3),
        fixed(method.r2, 3),
        fixed(method.within3, 3),
        fixed(method.concordance, 4),
        fixed(method.ibs, 4),
        fixed(method.crps, 3),
        ratio(method.name, 'mae'),
        ratio(method.name, 'crps'),
      ]),
    ),
  ].join('\n');
}
