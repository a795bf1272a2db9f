/** One option of the command line. */
export interface OptionDefinition {
  /** As commander spells it: `--as-of <day>`. */
  flags: string;
  description: string;
  /** What holds where it is not given, as the help says it; a test compares it with the settings. */
  standard?: string;
  /** Heading it is listed under in the help. */
  group?: string;
  /** Setting it sets; an option without one is the door's own and reaches the command in `flags`. */
  setting?: string;
  choices?: readonly string[];
  /** May be given several times. */
  repeatable?: boolean;
}

const FILES = 'Files:';
const FORMAT = 'Input format:';
const RULE = 'Rule and prediction:';
const MACHINE = 'Machine and S3:';
const OUTPUT = 'On the screen:';

/** All options that more than one command may honour; a command lists those it does. */
export const OPTIONS = {
  input: {
    flags: '-i, --input <path>',
    description: "file, folder, glob ('data/*.csv') or s3://bucket/key",
    group: FILES,
    setting: 'input',
  },
  output: {
    flags: '-o, --output <path>',
    description: 'folder or s3://bucket/prefix that receives the results',
    group: FILES,
    setting: 'output',
  },
  reports: {
    flags: '--reports <path>',
    standard: 'reports/ in the output',
    description: 'folder or prefix of the HTML reports',
    group: FILES,
    setting: 'reports',
  },
  predictions: {
    flags: '--predictions <path>',
    description: 'folder or prefix of earlier predictions; may be repeated',
    group: FILES,
    setting: 'predictions',
    repeatable: true,
  },
  model: {
    flags: '--model <path>',
    standard: 'model_fecha/ in the output',
    description: 'folder or prefix of a trained model',
    group: FILES,
    setting: 'model',
  },
  config: {
    flags: '-c, --config <file>',
    standard: 'recompra.config.json here',
    description: 'JSON file of settings',
    group: FILES,
  },
  workDir: {
    flags: '--work-dir <folder>',
    standard: 'temporary folder',
    description: 'where spill and spool files go',
    group: MACHINE,
    setting: 'workDir',
  },
  cache: {
    flags: '--cache <folder>',
    description: 'keeps the cleaned lines of CSV inputs for later runs on the same files and settings',
    group: MACHINE,
    setting: 'cache',
  },
  columns: {
    flags: '--columns <pairs>',
    description:
      'other column names: fecha_compra=DATE,usuario=ID; cantidad=,precio= where there are none,precio="Price, total"',
    group: FORMAT,
    setting: 'csv.columns',
  },
  separator: {
    flags: '--separator <char>',
    standard: 'found in the header',
    description: ', ; | tab or space',
    group: FORMAT,
    setting: 'csv.separator',
  },
  decimal: { flags: '--decimal <char>', standard: '.', description: '. or ,', group: FORMAT, setting: 'csv.decimal' },
  thousands: {
    flags: '--thousands <char>',
    description: "between thousands, as in 1.234,50: . , ' or space",
    group: FORMAT,
    setting: 'csv.thousands',
  },
  dateFormat: {
    flags: '--date-format <format>',
    standard: 'ISO',
    description: 'of dates that are not ISO: %m/%d/%Y; ISO, %s (epoch) or %Q (in ms) too; may be repeated',
    group: FORMAT,
    setting: 'csv.dateFormat',
    repeatable: true,
  },
  timeZone: {
    flags: '--time-zone <place>',
    description: "the shop's, for dates that are instants: America/Santiago",
    group: FORMAT,
    setting: 'csv.timeZone',
  },
  noHeader: {
    flags: '--no-header',
    description: 'the first line is data; columns go by number: --columns fecha_compra=1,usuario=2',
    group: FORMAT,
    setting: 'csv.header',
  },
  skipLines: {
    flags: '--skip-lines <n>',
    standard: '0',
    description: 'lines before the header to pass over',
    group: FORMAT,
    setting: 'csv.skipLines',
  },
  encoding: {
    flags: '--encoding <name>',
    standard: 'utf-8',
    description: 'of the text',
    group: FORMAT,
    setting: 'csv.encoding',
    choices: ['utf-8', 'latin1', 'utf-16le', 'utf-16be'],
  },
  missing: {
    flags: '--missing <words>',
    description: 'words for an empty field, instead of NULL,NA,N/A,nan,None …',
    group: FORMAT,
    setting: 'csv.missing',
  },
  priceIs: {
    flags: '--price-is <what>',
    standard: 'ticket',
    description: 'precio is the total of the ticket, on each of its lines, of the line, or of one unit',
    group: FORMAT,
    setting: 'csv.priceIs',
    choices: ['ticket', 'line', 'unit'],
  },
  quantityIs: {
    flags: '--quantity-is <what>',
    standard: 'any',
    description: 'units: no measures such as 0.750 kg, which else are one unit',
    group: FORMAT,
    setting: 'csv.quantityIs',
    choices: ['any', 'units'],
  },
  returns: {
    flags: '--returns <what>',
    standard: 'reject',
    description: 'quantities below zero: reject, or net: off the earlier lines',
    group: FORMAT,
    setting: 'csv.returns',
    choices: ['reject', 'net'],
  },
  maxRejectedShare: {
    flags: '--max-rejected-share <share>',
    standard: '0.05',
    description: 'fail above this share of unusable lines (0 to 1), or by reason: usuario_vacio=.3',
    group: FORMAT,
    setting: 'csv.maxRejectedShare',
  },
  recurrence: {
    flags: '--recurrence <rule>',
    standard: 'default',
    description: 'who is recurrent: line-units, or parts such as productCount=distinct,minProducts=5',
    group: RULE,
    setting: 'recurrence',
  },
  asOf: {
    flags: '--as-of <day>',
    standard: 'last day of the data',
    description: 'day the predictions are made on',
    group: RULE,
    setting: 'asOf',
  },
  horizon: {
    flags: '--horizon <days>',
    standard: '28',
    description: 'days in which a prediction is judged',
    group: RULE,
    setting: 'horizon',
  },
  customer: {
    flags: '--customer <id>',
    description: 'predict this customer only; may be repeated',
    group: RULE,
    setting: 'customer',
    repeatable: true,
  },
  customersFile: {
    flags: '--customers-file <file>',
    description: 'predict the customers of this file, one a line',
    group: RULE,
    setting: 'customersFile',
  },
  excludeCustomers: {
    flags: '--exclude-customers <file>',
    description: 'leave out the lines of the customers of this file, one a line',
    group: RULE,
    setting: 'excludeCustomers',
  },
  top: {
    flags: '--top <k>',
    standard: '3',
    description: 'products recommended to each customer',
    group: RULE,
    setting: 'top',
  },
  exclude: {
    flags: '--exclude <file>',
    description: 'never recommend the products of this file, one a line',
    group: RULE,
    setting: 'exclude',
  },
  productMap: {
    flags: '--product-map <file>',
    description: 'recommend levels instead of products: a CSV producto,nivel',
    group: RULE,
    setting: 'productMap',
  },
  format: {
    flags: '--format <type>',
    standard: 'parquet',
    description: 'file type of the predictions; run writes Parquet in any case',
    group: RULE,
    setting: 'format',
    choices: ['parquet', 'csv', 'json'],
  },
  detail: { flags: '--detail', description: 'write the detailed predictions too', group: RULE, setting: 'detail' },
  noCustomers: {
    flags: '--no-customers',
    description: 'write no reports/clientes.html, the page of individuals',
    group: FILES,
    setting: 'customers',
  },
  seed: { flags: '--seed <number>', standard: '42', description: 'of everything random', group: RULE, setting: 'seed' },
  memory: {
    flags: '--memory <size>',
    description: 'of the SQL engine: 512MB, 2GB',
    group: MACHINE,
    setting: 'memory',
  },
  engine: {
    flags: '--engine <name>',
    standard: 'duckdb',
    description: 'what makes the tables: duckdb on this machine, or spark (docs/scale.md)',
    group: MACHINE,
    setting: 'engine',
    choices: ['duckdb', 'spark'],
  },
  sparkPython: {
    flags: '--spark-python <path>',
    standard: 'python3',
    description: 'Python with the package pyspark',
    group: MACHINE,
    setting: 'spark.python',
  },
  sparkMaster: {
    flags: '--spark-master <url>',
    standard: 'all cores here',
    description: "of Spark: 'local[4]', spark://host:7077",
    group: MACHINE,
    setting: 'spark.master',
  },
  sparkConf: {
    flags: '--spark-conf <name=value>',
    description: 'other settings of Spark: spark.sql.shuffle.partitions=400; may be repeated',
    group: MACHINE,
    setting: 'spark.conf',
    repeatable: true,
  },
  sparkEmrApplication: {
    flags: '--spark-emr-application <id>',
    description: 'Spark on this application of EMR Serverless, with the two below (docs/scale.md)',
    group: MACHINE,
    setting: 'spark.emr.application',
  },
  sparkEmrRole: {
    flags: '--spark-emr-role <arn>',
    description: 'role that its jobs run as',
    group: MACHINE,
    setting: 'spark.emr.role',
  },
  sparkEmrStore: {
    flags: '--spark-emr-store <prefix>',
    description: "s3://bucket/prefix of the run's tables, which go with it, and of the jobs' logs, which stay",
    group: MACHINE,
    setting: 'spark.emr.store',
  },
  threads: {
    flags: '--threads <n>',
    standard: 'all cores',
    description: 'of the SQL engine and of training',
    group: MACHINE,
    setting: 'threads',
  },
  s3Endpoint: {
    flags: '--s3-endpoint <url>',
    standard: 'AWS',
    description: 'of an S3-compatible store',
    group: MACHINE,
    setting: 's3.endpoint',
  },
  s3Region: { flags: '--s3-region <name>', description: 'AWS region', group: MACHINE, setting: 's3.region' },
  s3PathStyle: {
    flags: '--s3-path-style',
    description: 'bucket in the path, not in the host name',
    group: MACHINE,
    setting: 's3.forcePathStyle',
  },
  s3Checksums: {
    flags: '--s3-checksums <when>',
    standard: 'WHEN_SUPPORTED',
    description: 'WHEN_REQUIRED for stores without checksums',
    group: MACHINE,
    setting: 's3.checksums',
    choices: ['WHEN_SUPPORTED', 'WHEN_REQUIRED'],
  },
  json: { flags: '--json', description: 'print the result as one JSON object', group: OUTPUT },
  quiet: { flags: '-q, --quiet', description: 'no progress, only the result and errors', group: OUTPUT },
  progress: {
    flags: '--progress <style>',
    standard: 'auto',
    description: 'auto: a line that is drawn over on a terminal, plain lines elsewhere',
    group: OUTPUT,
    choices: ['auto', 'bar', 'text', 'none'],
  },
} as const satisfies Record<string, OptionDefinition>;

export type OptionName = keyof typeof OPTIONS;

/** Options that the short help of a command shows, besides what it cannot start without and what is its own. */
export const COMMON_OPTIONS: ReadonlySet<string> = new Set<OptionName>([
  'output',
  'input',
  'config',
  'columns',
  'dateFormat',
  'recurrence',
  'asOf',
  'model',
  'customer',
  'top',
  'format',
  'json',
  'quiet',
]);

/** Options of every command that reads or writes S3. */
export const S3_OPTIONS: readonly OptionName[] = ['s3Endpoint', 's3Region', 's3PathStyle', 's3Checksums'];

/** Options of every command that uses the SQL engine. */
export const ENGINE_OPTIONS: readonly OptionName[] = ['memory', 'threads', 'workDir'];

/** Options of every command that may make its tables on Spark. */
export const SPARK_OPTIONS: readonly OptionName[] = [
  'engine',
  'sparkPython',
  'sparkMaster',
  'sparkConf',
  'sparkEmrApplication',
  'sparkEmrRole',
  'sparkEmrStore',
];

/** Options of every command that reads purchase lines. */
export const CSV_OPTIONS: readonly OptionName[] = [
  'columns',
  'separator',
  'decimal',
  'thousands',
  'dateFormat',
  'timeZone',
  'encoding',
  'noHeader',
  'skipLines',
  'missing',
  'priceIs',
  'quantityIs',
  'returns',
  'maxRejectedShare',
];

/** Options of every command. */
export const SCREEN_OPTIONS: readonly OptionName[] = ['json', 'quiet', 'progress'];

/** Options of every command that reads lines and prepares features from them. */
export const DATA_OPTIONS: readonly OptionName[] = [
  'input',
  'output',
  'config',
  ...CSV_OPTIONS,
  'recurrence',
  'excludeCustomers',
  'asOf',
  ...ENGINE_OPTIONS,
  ...SPARK_OPTIONS,
  'cache',
  ...S3_OPTIONS,
];

/** Options of every command that recommends products. */
export const PRODUCT_OPTIONS: readonly OptionName[] = ['top', 'exclude', 'productMap'];

/** Options of every command that trains. */
export const TRAINING_OPTIONS: readonly OptionName[] = [...DATA_OPTIONS, 'horizon', ...PRODUCT_OPTIONS, 'seed'];
