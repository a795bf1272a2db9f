import { z } from 'zod';
import { normalizedName } from './column-name';
import { dateFormatFault, dateFormatList, isTimeZone } from './date-format';
import { sparkSchema } from './spark-settings';

/** How products in a purchase are counted for the recurrence rule. */
export const PRODUCT_COUNTS = ['units', 'distinct', 'lines', 'line-units'] as const;
export const PURCHASES_MUST = ['qualify', 'every'] as const;
export const FREQUENCIES = ['mean-gap', 'any-month', 'every-month'] as const;
/** What `precio` can be the price of. */
const PRICE_MEANINGS = ['ticket', 'line', 'unit'] as const;
const NEXT_PURCHASES = ['any', 'qualifying'] as const;
/** What can make the tables. */
const ENGINES = ['duckdb', 'spark'] as const;
/** File types of the predictions. */
const FORMATS = ['parquet', 'csv', 'json'] as const;

/** Who is recurrent: more than `minProducts` products a purchase, and how often; every part has its default reading. */
export const recurrenceSchema = z.strictObject({
  productCount: z.enum(PRODUCT_COUNTS).default('units'),
  /** A purchase qualifies with strictly more products than this. */
  minProducts: z.int().min(0).default(10),
  purchasesMust: z.enum(PURCHASES_MUST).default('qualify'),
  frequency: z.enum(FREQUENCIES).default('mean-gap'),
  nextPurchase: z.enum(NEXT_PURCHASES).default('any'),
});

/** The reading of the Python reference implementation, kept for comparison. */
export const LINE_UNITS_PRESET: z.input<typeof recurrenceSchema> = {
  productCount: 'line-units',
  frequency: 'any-month',
};

/** Whole readings by name: each sets all five parts of the rule. */
export const RECURRENCE_PRESETS: Record<string, z.output<typeof recurrenceSchema>> = {
  default: recurrenceSchema.parse({}),
  'line-units': recurrenceSchema.parse(LINE_UNITS_PRESET),
};

const dateFormat = z.string().superRefine((format, context) => {
  const fault = dateFormatFault(format);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

/** What other programs write where nothing is known; upper and lower case are alike. */
const MISSING_WORDS = [
  ...[
    'NULL',
    'NA',
    'N/A',
    '#N/A',
    '#NA',
    '<NA>',
    'NaN',
    '-NaN',
    'NaT',
    'None',
    '\\N',
    '(null)',
    '(blank)',
    'undefined',
  ],
  // What a spreadsheet shows where a look-up fails, in Spanish, Portuguese, English and German.
  ...['#N/D', '#NV', '#REF!', '#¡REF!', '#BEZUG!', '#VALUE!', '#¡VALOR!', '#VALOR!', '#WERT!'],
];

const columns = z
  .strictObject({
    fecha_compra: z.string().min(1).default('fecha_compra'),
    usuario: z.string().min(1).default('usuario'),
    producto: z.string().min(1).default('producto'),
    /** Empty where there is none: each line then counts one unit. */
    cantidad: z.string().default('cantidad'),
    /** Empty where there is none: what was spent is then unknown. */
    precio: z.string().default('precio'),
    /** Optional: lines of one ticket are one purchase; a customer's day is one purchase without it. */
    ticket: z.string().min(1).optional(),
  })
  .superRefine((named, context) => {
    const entries = Object.entries(named).flatMap(([column, name]) => (name ? [[column, name] as const] : []));
    entries.forEach(([column, name], i) => {
      const other = entries.slice(0, i).find(([, earlier]) => normalizedName(earlier) === normalizedName(name));
      if (other === undefined) return;
      // A name that is the default was most probably not given.
      const [given, kept] = normalizedName(name) === column ? [other[0], column] : [column, other[0]];
      context.addIssue({ code: 'custom', path: [given], message: `another column than that of ${kept}` });
    });
  });

const csv = z
  .strictObject({
    columns: columns.prefault({}),
    /** Words that stand for an empty field, in upper or lower case; they replace the usual ones. */
    missing: z.array(z.string()).default(MISSING_WORDS),
    /** Field separator; found in the header unless given. */
    separator: z.enum([',', ';', '\t', '|', ' ']).optional(),
    decimal: z.enum(['.', ',']).default('.'),
    /** Sign between the thousands of a number (`1.234,50`); a blank also stands for a no-break space. */
    thousands: z.enum(['.', ',', ' ', "'"]).optional(),
    /** strptime formats of the dates, e.g. `%m/%d/%Y`, `ISO` among them; ISO alone unless given. */
    dateFormat: z.preprocess(dateFormatList, z.array(dateFormat).min(1)).optional(),
    /** Place whose calendar instants are read in, e.g. `America/Santiago`; the day as written unless given. */
    timeZone: z.string().refine(isTimeZone, 'a time zone such as America/Santiago').optional(),
    encoding: z.enum(['utf-8', 'latin1', 'utf-16le', 'utf-16be']).default('utf-8'),
    /** Whether the first line holds the column names; else columns go by number, from 1. */
    header: z.boolean().default(true),
    /** Lines before the header that are no data. */
    skipLines: z.int().min(0).max(10_000).default(0),
    /** `precio` is the ticket's total on each of its lines, the line's own total, or the price of one unit. */
    priceIs: z.enum(PRICE_MEANINGS).default('ticket'),
    /** `any`: a quantity that is no whole number is a measure (0.750 kg) of one unit; `units`: it is rejected. */
    quantityIs: z.enum(['any', 'units']).default('any'),
    /** Quantities below zero are rejected, or taken off the same customer's and product's latest earlier lines. */
    returns: z.enum(['reject', 'net']).default('reject'),
    /** A line with more units than this is rejected as absurd. */
    maxQuantity: z.int().positive().max(1e9).default(1_000_000),
    /** A run with a larger share of rejected lines fails. */
    maxRejectedShare: z.number().min(0).max(1).default(0.05),
    /** Shares of single reasons (`usuario_vacio`), which then do not count towards that of all others. */
    maxRejectedShareOf: z.record(z.string(), z.number().min(0).max(1)).optional(),
  })
  .refine(({ thousands, decimal }) => thousands !== decimal, {
    path: ['thousands'],
    message: 'another sign than the decimal one (with --thousands . goes --decimal ,)',
  });

const s3 = z.strictObject({
  endpoint: z.url().optional(),
  region: z.string().optional(),
  forcePathStyle: z.boolean().default(false),
  /** Checksums of requests and responses: always, or only where S3 demands them (foreign endpoints). */
  checksums: z.enum(['WHEN_SUPPORTED', 'WHEN_REQUIRED']).default('WHEN_SUPPORTED'),
  /** Times that one request, or one range of an object, is tried before the run gives up. */
  attempts: z.int().min(1).max(100).default(8),
  /** Bytes of one request where an object is read in ranges, four at a time. */
  rangeBytes: z
    .int()
    .min(1)
    .default(8 * 2 ** 20),
  /** Seconds without a byte after which a request counts as failed. */
  stallSeconds: z.number().positive().max(3600).default(30),
});

const isoDay = z.iso.date();

/** A path or an address: nothing that only a shell would expand, and no scheme but that of S3. */
const place = z
  .string()
  .min(1)
  .refine((text) => !text.startsWith('~'), 'a path without ~, which only a shell expands (./~ for a file of that name)')
  .refine((text) => !/^(?!s3:)[a-z][a-z0-9+.-]*:\/\//i.test(text), 'a path or s3://bucket/key')
  .refine((text) => !text.includes('\0'), 'text without NUL');

/** Everything a command can be told, whether by flag, environment, config file or event. */
export const settingsSchema = z.strictObject({
  /** CSV or Parquet of purchase lines: path, glob, folder, or `s3://bucket/key`. */
  input: place.optional(),
  /** Folder or `s3://bucket/prefix` that receives the files of the contract. */
  output: place.optional(),
  /** Folder or prefix of the HTML reports; `<output>/reports` unless given. */
  reports: place.optional(),
  /** Folders or prefixes of earlier predictions, to be reviewed. */
  predictions: z.array(z.string().min(1)).min(1).optional(),
  /** Folder or prefix of a trained model; `<output>/model_fecha` unless given. */
  model: place.optional(),
  csv: csv.prefault({}),
  recurrence: recurrenceSchema.prefault({}),
  s3: s3.prefault({}),
  /** What makes the tables: the embedded engine, or Spark where one machine is too small. */
  engine: z.enum(ENGINES).default('duckdb'),
  spark: sparkSchema.prefault({}),
  /** The day predictions are made on; the last day of the data unless given. */
  asOf: isoDay.optional(),
  /** Days in which a prediction is judged; 28 unless given or the data is too short. */
  horizon: z.int().min(7).max(56).optional(),
  /** Only these customers are predicted; all recurrent ones unless given. */
  customer: z.array(z.string().min(1)).min(1).optional(),
  /** File with one customer a line, in addition to `customer`. */
  customersFile: place.optional(),
  /** File of customers whose lines are left out, one name a line; path or `s3://bucket/key`. */
  excludeCustomers: place.optional(),
  /** File type of the predictions. */
  format: z.enum(FORMATS).default('parquet'),
  /** Whether the detailed predictions are written too. */
  detail: z.boolean().default(false),
  /** Whether reports/clientes.html, the page of individuals, is written. */
  customers: z.boolean().default(true),
  /** Products recommended to each customer. */
  top: z.int().min(1).max(100).default(3),
  /** File of products never to be recommended, one name a line; path or `s3://bucket/key`. */
  exclude: place.optional(),
  /** File `producto,nivel` of what products are counted as in recommendations; path or `s3://bucket/key`. */
  productMap: place.optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(42),
  threads: z.int().min(1).max(256).optional(),
  /** Memory of the SQL engine, e.g. `512MB`, `2GB`. */
  memory: z
    .string()
    .regex(/^\d+(\.\d+)?\s*(KB|MB|GB|KiB|MiB|GiB)$/i, 'expected a size such as 512MB or 2GB')
    .optional(),
  /** Folder for spill and spool files. */
  workDir: place.refine((text) => !/^s3:/i.test(text), 'a folder on this machine').optional(),
  /** Folder on this machine that keeps the cleaned lines of CSV inputs, for later runs on the same bytes and settings. */
  cache: place.refine((text) => !/^s3:/i.test(text), 'a folder on this machine').optional(),
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;
export type RecurrenceRule = Settings['recurrence'];
export type CsvSettings = Settings['csv'];
export type S3Settings = Settings['s3'];
