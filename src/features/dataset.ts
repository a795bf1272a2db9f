import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import { sharedNumbers } from '../config/shared-memory';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import type { Membership, PurchaseHistory } from '../tables/shop';
import { labelledRows } from '../tables/shop';
import type { DayHistory } from './day-history';
import { historyOf } from './day-history';
import { FEATURE_NAMES } from './feature-list';

/** Feature rows by column; row i of every array is the same customer on the same origin. */
export interface Dataset {
  /** Rows, ordered by origin and customer. */
  length: number;
  /** Index into `customers`. */
  customer: Int32Array;
  /** Origin, epoch day. */
  origin: Int32Array;
  /** 1 where the customer was recurrent on the origin, else 0. */
  recurrent: Int32Array;
  /** One column a feature, in the order of FEATURE_NAMES, each [length]. */
  features: Float64Array[];
  /** Purchase days up to the origin. */
  history: DayHistory;
  /** First purchase day after the origin, epoch day; NaN where the data end first. */
  nextDay: Float64Array;
}

/**
 * Feature rows and answers at these origins (epoch days).
 *
 * @throws RecompraError (data) for a feature that is not finite: no model could say anything sensible of it
 */
export async function loadDataset(
  engine: Engine,
  history: PurchaseHistory,
  origins: readonly number[],
  members: Membership = {},
): Promise<Dataset> {
  const { rows, next } = labelledRows(history, origins, members);
  await engine.tables.keep(rows);
  try {
    const answers = await engine.columns(
      query({ next }, (_, t) => `SELECT next_day FROM ${t.next} AS n ORDER BY corte, cliente`),
    );
    return { ...(await loadRows(engine, rows)), nextDay: answers.floats('next_day') };
  } finally {
    await engine.tables.release(rows);
  }
}

/** The rows of a table like `feature_rows`, whose answers nobody knows yet. */
export async function loadRows(engine: Engine, featureRows: Relation): Promise<Dataset> {
  const rows = await engine.columns(
    query({ featureRows }, (_, t) => `SELECT * FROM ${t.featureRows} AS f ORDER BY corte, cliente`),
  );
  const dataset: Dataset = {
    length: rows.length,
    customer: rows.ints('cliente'),
    origin: rows.ints('corte'),
    recurrent: rows.ints('recurrent'),
    features: FEATURE_NAMES.map((name) => rows.floats(name)),
    history: historyOf((name) => rows.ints(name)),
    nextDay: new Float64Array(rows.length).fill(Number.NaN),
  };
  refuseNonFinite(dataset);
  return dataset;
}

function refuseNonFinite({ features, customer, origin }: Dataset): void {
  features.forEach((column, index) => {
    const row = column.findIndex((value) => !Number.isFinite(value));
    if (row === -1) return;
    throw new RecompraError(
      'data',
      `the feature ${FEATURE_NAMES[index]} of customer ${customer[row]} on ${isoDay(origin[row]!)} is ${column[row]}, expected a finite number`,
      { remedy: 'look at the units and prices of this customer: rechazos.parquet holds what was refused as absurd' },
    );
  });
}

/** Moves the columns into memory that threads share, one after the other: each is let go as soon as it has moved. */
export function inSharedMemory(dataset: Dataset): void {
  const move = <Values extends Float64Array | Int32Array>(columns: Values[]) => {
    for (let index = 0; index < columns.length; index++) columns[index] = sharedNumbers(columns[index]!);
  };
  move(dataset.features);
  move(dataset.history.bought);
  move(dataset.history.large);
  dataset.customer = sharedNumbers(dataset.customer);
  dataset.origin = sharedNumbers(dataset.origin);
  dataset.recurrent = sharedNumbers(dataset.recurrent);
  dataset.nextDay = sharedNumbers(dataset.nextDay);
}

/** What most models see of a data set: columns in the order of FEATURE_NAMES. */
export type FeatureRows = Pick<Dataset, 'length' | 'features'>;

/** What all models see: the origin and the purchase days up to it besides. */
export type DatedRows = Pick<Dataset, 'length' | 'origin' | 'features' | 'history'>;

/** A feature's column by name. */
export function featureColumn(rows: FeatureRows, name: string): Float64Array {
  const column = rows.features[FEATURE_NAMES.indexOf(name)];
  if (column === undefined) throw new RangeError(`no feature ${name}`);
  return column;
}

/** The rows whose origin is among `origins`, in their order. */
export function atOrigins(dataset: Dataset, origins: readonly number[]): Dataset {
  const wanted = new Set(origins);
  return selectRows(dataset, (row) => wanted.has(dataset.origin[row]!));
}

/** The rows of origins up to `day` (epoch day), that day included. */
export function originsUntil(dataset: Dataset, day: number): Dataset {
  return selectRows(dataset, (row) => dataset.origin[row]! <= day);
}

/** Rows `start` … `end` − 1, over the same memory. */
export function rowsBetween({ origin, features, history }: DatedRows, start: number, end: number): DatedRows {
  const part = (blocks: Int32Array[]) => blocks.map((block) => block.subarray(start, end));
  return {
    length: end - start,
    origin: origin.subarray(start, end),
    features: features.map((column) => column.subarray(start, end)),
    history: { bought: part(history.bought), large: part(history.large) },
  };
}

/** At most `most` rows, evenly spaced over all origins and customers, for fits that more rows would not change. */
export function thinned(dataset: Dataset, most: number): Dataset {
  const step = Math.max(1, dataset.length / most);
  return step === 1 ? dataset : selectRows(dataset, (row) => Math.floor(row / step) !== Math.floor((row - 1) / step));
}

/** The rows that `keep` says yes to, in their order. */
export function selectRows(dataset: Dataset, keep: (row: number) => boolean): Dataset {
  const rows = Int32Array.from(dataset.origin.keys()).filter(keep);
  const floats = (column: Float64Array) => picked(column, rows, new Float64Array(rows.length));
  const ints = (column: Int32Array) => picked(column, rows, new Int32Array(rows.length));
  return {
    length: rows.length,
    customer: ints(dataset.customer),
    origin: ints(dataset.origin),
    recurrent: ints(dataset.recurrent),
    features: dataset.features.map(floats),
    history: { bought: dataset.history.bought.map(ints), large: dataset.history.large.map(ints) },
    nextDay: floats(dataset.nextDay),
  };
}

/** A loop, for `from` with a function takes many times as long over millions of values. */
function picked<Values extends Float64Array | Int32Array>(column: Values, rows: Int32Array, into: Values): Values {
  for (let place = 0; place < rows.length; place++) into[place] = column[rows[place]!]!;
  return into;
}

/** What is known of the answers at `lastDay` (epoch day), with everything later hidden. */
export interface Answers {
  /** Days from origin to next purchase, NaN where none is seen by `lastDay`. */
  daysToNext: Float64Array;
  /** Days from origin to `lastDay`: how long a row without purchase has been watched. */
  watched: Float64Array;
  /** How busy the shop was on the d-th day after a row's origin, 1 on ordinary days; always 1 unless given. */
  activity?: (row: number, d: number) => number;
}

/** Answers as seen on `lastDay`: purchases after it are censored, as they were on that day. */
export function answersSeenBy(dataset: Dataset, lastDay: number): Answers {
  const watched = Float64Array.from(dataset.origin, (origin) => lastDay - origin);
  const daysToNext = Float64Array.from(dataset.nextDay, (day, row) =>
    day <= lastDay ? day - dataset.origin[row]! : Number.NaN,
  );
  return { daysToNext, watched };
}

/** min(days to next, horizon) of rows that were watched for the whole horizon, where it is always known. */
export function restrictedDays({ daysToNext }: Answers, horizon: number): Float64Array {
  return daysToNext.map((days) => (Number.isNaN(days) ? horizon : Math.min(days, horizon)));
}
