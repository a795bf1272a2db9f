import { count, fixed, row } from '../readme-format';

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
}

/** A table of stages a size, and what a line costs. */
export function sparkFigures({ runs }: SparkResult): string {
  return runs
    .map(({ lines, parquetBytes, duckdb, spark, ratio, shuffleBytesPerLine, coreMicrosPerLine }) => {
      const stages = spark.stages.map(({ table, rows, seconds }, i) => {
        const own = duckdb.stages[i]!.seconds;
        const share = `${fixed((100 * seconds) / spark.seconds, 0)} %`;
        return row([table, count(rows), fixed(own, 1), fixed(seconds, 1), share]);
      });
      const total = row(['all', '', fixed(duckdb.seconds, 1), fixed(spark.seconds, 1), '']);
      return [
        `${count(lines)} lines (${fixed(parquetBytes / lines, 1)} bytes each as Parquet): Spark takes ${fixed(ratio, 1)} × DuckDB's time,`,
        `${fixed(coreMicrosPerLine, 1)} core-µs and ${fixed(shuffleBytesPerLine, 0)} shuffle bytes a line, after ${fixed(spark.startSeconds, 0)} s to start.`,
        '',
        row(['table', 'rows', 'DuckDB, s', 'Spark, s', 'share of it']),
        row(['---', '---', '---', '---', '---']),
        ...stages,
        total,
      ].join('\n');
    })
    .join('\n\n');
}
