/** Where Spark runs, and how. */
export interface SparkOptions {
  /** Python with the package pyspark, e.g. `python3`. */
  python: string;
  /** Spark's master: `local[2]`, `spark://host:7077`. */
  master: string;
  /** Memory of the driver, which is all of it on one machine: `1g`. */
  memory?: string | undefined;
  /** Settings of Spark beside those that the results depend on. */
  conf?: Readonly<Record<string, string>>;
}

/** Release of Amazon EMR Serverless whose Spark is the one that is tested. */
export const EMR_RELEASE = 'emr-7.9.0';
export const SPARK_VERSION = '3.5.5';

/** What the relations rely on, wherever they run. */
export const NEEDED_CONF: Readonly<Record<string, string>> = {
  // An overflow or a text that is no number is an error and not NULL.
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.session.timeZone': 'UTC',
  // `${x}` in a text is text.
  'spark.sql.variable.substitute': 'false',
  'spark.sql.parquet.compression.codec': 'zstd',
};

/** What a laptop needs besides: a page of its own, and workers on the loopback device, are nothing for it. */
export const LOCAL_CONF: Readonly<Record<string, string>> = {
  'spark.ui.enabled': 'false',
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.ui.showConsoleProgress': 'false',
};

/** On one machine a task that fails is tried again as a cluster would: `local[2]` alone gives up at once. */
export function masterWithRetries(master: string): string {
  return master.replace(/^local\[(\d+|\*)\]$/, 'local[$1,4]');
}
