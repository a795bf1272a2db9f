import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bounded, count, fixed, percent, row } from './readme-format';
import type { CutResult } from './short-history/judged-cut';

type Shown = Omit<CutResult, 'asOfDay' | 'model' | 'verdict' | 'horizonDays' | 'maeRatio'> & {
  maeRatio: CutResult['maeRatio'] | number;
};

const HEADER = [
  'history',
  'rows',
  'MAE: ours, table, mean gap',
  'ours ÷ table',
  '80 % interval: coverage, days',
  'table: coverage, days (at our coverage)',
  'Brier 7, 14, 28: ours',
  'table',
  'actual ÷ expected 7, 14, 28',
  'commonest date',
  'Hit@3: ours, P-TopFreq',
];

/** Cuts of one data set as a Markdown table. */
export function cutTable(name: string, cuts: readonly Shown[]): string {
  const divider = `| ${HEADER.map(() => '---').join(' | ')} |`;
  return [`${name}:`, '', row(HEADER), divider, ...cuts.map(cutRow)].join('\n');
}

function cutRow(cut: Shown): string {
  const { mae, maeRatio, coverage, width, brier, hit3, expected, actual } = cut;
  const scores = (values: readonly (number | null)[]) => values.map((value) => fixed(value, 3)).join(' ');
  return row([
    /^\d+$/.test(cut.cut) ? `${cut.cut} days` : cut.cut,
    count(cut.rows),
    [mae.ours, mae.table, mae.meanGap].map((value) => fixed(value)).join(', '),
    typeof maeRatio === 'number' ? fixed(maeRatio, 3) : bounded(maeRatio),
    `${fixed(coverage.ours, 3)}, ${fixed(width.ours, 1)}`,
    `${fixed(coverage.table, 3)}, ${fixed(width.table, 1)} (${fixed(width.tableAtOurCoverage, 1)})`,
    scores(brier.ours),
    scores(brier.table),
    expected.map((value, i) => (value === null || actual[i] === null ? '–' : fixed(actual[i]! / value))).join(' '),
    `${(100 * cut.commonestDate).toFixed(0)} %`,
    `${fixed(hit3.ours, 3)}, ${fixed(hit3.pTopFreq, 3)}`,
  ]);
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  journey: 'The Complete Journey, 89 days',
  'ta-feng': 'Ta-Feng groceries, 75 days',
};

/** Rows of the README's table: three months, as files are handed over. */
export function shortHistoryHeadlines(): string[] {
  const path = join(__dirname, 'results/short-history.json');
  if (!existsSync(path)) return [];
  const { dataSets } = JSON.parse(readFileSync(path, 'utf8')) as { dataSets: Record<string, { cuts: CutResult[] }> };
  return Object.entries(SHORT_NAMES).flatMap(([set, name]) => {
    const cut = dataSets[set]?.cuts.find((one) => name.includes(`${one.cut} days`));
    if (cut === undefined) return [];
    const { mae, coverage, hit3 } = cut;
    const shares = [hit3.ours, hit3.pTopFreq].map((value) => percent(value ?? Number.NaN)).join(', ');
    const dates = [mae.ours, mae.table].map((value) => fixed(value)).join(', ');
    return [row([name, dates, fixed(mae.meanGap), percent(coverage.ours ?? Number.NaN), shares, '–'])];
  });
}

/** Every data set of the bench, its pooled row last. */
export function shortHistoryTables(): string {
  const path = join(__dirname, 'results/short-history.json');
  if (!existsSync(path)) return '';
  const { dataSets } = JSON.parse(readFileSync(path, 'utf8')) as {
    dataSets: Record<string, { cuts: CutResult[]; pooled: Shown | null }>;
  };
  return Object.entries(dataSets)
    .map(([name, { cuts, pooled }]) => cutTable(name, pooled === null ? cuts : [...cuts, pooled]))
    .join('\n\n');
}
