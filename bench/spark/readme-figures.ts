import { count, fixed, row } from '../readme-format';
import type { ScoringResult } from './scoring';

interface Measured {
  seconds: number;
  stages: { table: string; rows: number; seconds: number }[];
}

export interface SparkResult {
  threads: number;
  runs: {
    lines: number;
    parquetBytes: number;
    duckdb: Measured;
    spark: Measured & { startSeconds: number };
    ratio: number;
    shuffleBytesPerLine: number;
    coreMicrosPerLine: number;
  }[];
  scoring?: ScoringResult;
}

/** A table of stages a size, and what a line and a customer cost. */
export function sparkFigures({ runs, scoring }: SparkResult): string {
  return [...runs.map(tablesFigures), ...(scoring === undefined ? [] : [scoringFigures(scoring)])].join('\n\n');
}

function scoringFigures({ customers, lines, buckets, pipe, inProcess }: ScoringResult): string {
  const rate = (seconds: number) => `${count(Math.round(customers / seconds))} customers/s`;
  return [
    `${count(customers)} customers of ${count(lines)} lines scored in ${buckets} buckets: ${rate(pipe.seconds)} by Spark's pipe with`,
    `${pipe.processes} processes at a time, each of which starts and reads model and shop anew; ${rate(inProcess.seconds)} in one process.`,
  ].join('\n');
}

function tablesFigures({ lines, parquetBytes, ...run }: SparkResult['runs'][number]): string {
  const { duckdb, spark, ratio, shuffleBytesPerLine, coreMicrosPerLine } = run;
  const stages = spark.stages.map(({ table, rows, seconds }, i) => {
    const own = duckdb.stages[i]!.seconds;
    const share = `${fixed((100 * seconds) / spark.seconds, 0)} %`;
    return row([table, count(rows), fixed(own, 1), fixed(seconds, 1), share]);
  });
  return [
    `${count(lines)} lines (${fixed(parquetBytes / lines, 1)} bytes each as Parquet): Spark takes ${fixed(ratio, 1)} × DuckDB's time,`,
    `${fixed(coreMicrosPerLine, 1)} core-µs and ${fixed(shuffleBytesPerLine, 0)} shuffle bytes a line, after ${fixed(spark.startSeconds, 0)} s to start.`,
    '',
    row(['table', 'rows', 'DuckDB, s', 'Spark, s', 'share of it']),
    row(['---', '---', '---', '---', '---']),
    ...stages,
    row(['all', '', fixed(duckdb.seconds, 1), fixed(spark.seconds, 1), '']),
  ].join('\n');
}
