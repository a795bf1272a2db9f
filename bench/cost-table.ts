import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GrowthPoint } from './etl/growth-plot';
import type { ProcessMeasure } from './measure-process';
import { predictRows } from './predict/cost-rows';
import { count, row } from './readme-format';

const RESULTS = resolve(__dirname, 'results');

/** What `npm run bench:etl` measured; parts that were never run are absent. */
export interface EtlResult extends Partial<Record<'recompra' | 'sql' | 'pandas' | 'polars', ProcessMeasure>> {
  lines: number;
  timeRatios?: Record<string, number>;
  forms?: { seconds: Record<string, number>; ratios: Record<string, number> };
  growth?: GrowthPoint[];
}

/** Markdown: what was measured, time, memory, and ours ÷ theirs with the target where there is one. */
export function costTable(): string {
  const etl = JSON.parse(readFileSync(join(RESULTS, 'etl.json'), 'utf8')) as EtlResult;
  return [
    row(['work', 'time', 'peak memory', 'ratio', 'target']),
    '| --- | --- | --- | --- | --- |',
    ...peerRows(etl),
    ...formRows(etl),
    ...growthRows(etl),
    ...mainJobRows(),
    ...resultRows('predict.json', predictRows),
  ].join('\n');
}

const TARGETS: Readonly<Record<string, number>> = { sql: 1.5, pandas: 0.4, polars: 1 };
const NAMES: Readonly<Record<string, string>> = {
  sql: 'hand-written SQL',
  pandas: 'pandas with pyarrow',
  polars: 'polars',
};
const FORM_TARGET = 1.3;
/** Time of a size ÷ that of ten million lines in proportion; to be measured alone. */
const LINEAR = { from: 10e6, target: 1.2 };

function peerRows(etl: EtlResult): string[] {
  const ours = etl.recompra === undefined ? [] : [measured(`ETL, ${count(etl.lines)} lines`, etl.recompra)];
  const theirs = Object.entries(etl.timeRatios ?? {}).map(([name, ratio]) =>
    measured(`the same by ${NAMES[name] ?? name}`, etl[name as 'sql']!, ratio, TARGETS[name]),
  );
  return [...ours, ...theirs];
}

function formRows({ forms }: EtlResult): string[] {
  return Object.entries(forms?.ratios ?? {}).map(([form, ratio]) =>
    row([`ETL, the same as ${form}`, seconds(forms!.seconds[form]!), '', ratio.toFixed(2), `≤ ${FORM_TARGET}`]),
  );
}

function growthRows({ growth = [] }: EtlResult): string[] {
  const base = growth.find(({ lines }) => lines === LINEAR.from);
  return growth.map((point) => {
    const name = `ETL, ${count(point.lines)} lines${point.memory === null ? '' : `, --memory ${point.memory}`}`;
    if (base === undefined || point.lines <= base.lines) return measured(name, point);
    const ratio = point.wallSeconds / ((base.wallSeconds * point.lines) / base.lines);
    return measured(name, point, ratio, LINEAR.target);
  });
}

function mainJobRows(): string[] {
  const path = join(RESULTS, 'main-job.json');
  if (!existsSync(path)) return [];
  const { sample, completeJourney } = JSON.parse(readFileSync(path, 'utf8')) as Record<
    'sample' | 'completeJourney',
    ProcessMeasure & { lines: number }
  >;
  return [
    measured(`main job, embedded sample, ${count(sample.lines)} lines`, sample),
    measured(`main job, The Complete Journey, ${count(completeJourney.lines)} lines`, completeJourney),
  ];
}

/** The rows of a bench's result; none where it was never run. */
function resultRows<Result>(file: string, rows: (result: Result) => string[]): string[] {
  const path = join(RESULTS, file);
  return existsSync(path) ? rows(JSON.parse(readFileSync(path, 'utf8')) as Result) : [];
}

function measured(name: string, { wallSeconds, peakMiB }: ProcessMeasure, ratio?: number, target?: number): string {
  const memory = `${count(Math.round(peakMiB))} MiB`;
  return row([name, seconds(wallSeconds), memory, ratio?.toFixed(2) ?? '', target === undefined ? '' : `≤ ${target}`]);
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
