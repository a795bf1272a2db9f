import { RecompraError } from '../../config/errors';

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
  // A backslash in a literal begins an escape, as `literal` writes it.
  'spark.sql.parser.escapedStringLiterals': 'false',
  'spark.sql.parquet.compression.codec': 'zstd',
};

/** Families of settings that bring back what Spark meant by the same SQL before. */
const OTHER_MEANINGS = /^spark[.]sql[.](ansi|legacy)[.]/;

/** These settings and those that the results depend on, which may not be others: fails with kind `usage` where they are. */
export function withNeeded(conf: Readonly<Record<string, string>> = {}): Record<string, string> {
  const refused = Object.entries(conf).find(([name, value]) =>
    name in NEEDED_CONF ? value !== NEEDED_CONF[name] : OTHER_MEANINGS.test(name),
  );
  if (refused === undefined) return { ...conf, ...NEEDED_CONF };
  const [name, value] = refused;
  const needed = NEEDED_CONF[name];
  throw new RecompraError('usage', `--spark-conf sets ${name}=${value}, but the results depend on that setting`, {
    lines: needed === undefined ? [] : [`it is ${needed}`],
    remedy: `leave ${name} out`,
  });
}

/** A driver for people at a console: no page of its own. */
const DRIVER_CONF: Readonly<Record<string, string>> = {
  'spark.ui.enabled': 'false',
  'spark.ui.showConsoleProgress': 'false',
};

/** Where all of Spark is on this machine: the loopback device serves it whatever the machine's name means. */
const LOOPBACK = '127.0.0.1';
const LOOPBACK_CONF: Readonly<Record<string, string>> = {
  'spark.driver.host': LOOPBACK,
  'spark.driver.bindAddress': LOOPBACK,
};

/** All settings of a driver on this machine, and its environment. Executors elsewhere have to reach it by its own name. */
export function driverSettings({ master, conf }: Pick<SparkOptions, 'master' | 'conf'>): {
  conf: Record<string, string>;
  env: Record<string, string>;
} {
  const local = /^local\b/.test(master);
  return {
    conf: { ...DRIVER_CONF, ...(local ? LOOPBACK_CONF : {}), ...withNeeded(conf) },
    env: local ? { SPARK_LOCAL_IP: LOOPBACK } : {},
  };
}

/** On one machine a task that fails is tried again as a cluster would: `local[2]` alone gives up at once. */
export function masterWithRetries(master: string): string {
  return master.replace(/^local\[(\d+|\*)\]$/, 'local[$1,4]');
}
