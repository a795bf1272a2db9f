import { RecompraError } from '../config/errors';
import type { Settings } from '../config/settings';

/** In the model folder, beside its manifest, which lists and checks it. */
export const READING_FILE = 'reading.json';

/**
 * What the lines mean that a model was trained on, as far as features depend on it. How it is written (separator, date
 * format, names of columns) may be another in the next file.
 */
export interface ModelReading {
  priceIs: Settings['csv']['priceIs'];
  /** Whether the lines of a ticket are a purchase, and not those of a day. */
  ticket: boolean;
  /** Whether lines say how many units, and a price. */
  cantidad: boolean;
  precio: boolean;
  quantityIs: Settings['csv']['quantityIs'];
  returns: Settings['csv']['returns'];
  timeZone: string | null;
  /** Whether a map told at which level products are counted. */
  productMap: boolean;
}

export function readingOf({ csv, productMap }: Pick<Settings, 'csv' | 'productMap'>): ModelReading {
  return {
    priceIs: csv.priceIs,
    ticket: csv.columns.ticket !== undefined,
    cantidad: csv.columns.cantidad !== '',
    precio: csv.columns.precio !== '',
    quantityIs: csv.quantityIs,
    returns: csv.returns,
    timeZone: csv.timeZone ?? null,
    productMap: productMap !== undefined,
  };
}

/** @param historyDays days from the first line that the model was trained on to its as-of date, both included */
export function packReading(reading: ModelReading, historyDays: number): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ ...reading, historyDays }, null, 2)}\n`);
}

/** How many days of history the model was trained on; null where its folder does not say. */
export function trainedDays(files: ReadonlyMap<string, Uint8Array>): number | null {
  const { historyDays } = JSON.parse(new TextDecoder().decode(files.get(READING_FILE))) as { historyDays?: unknown };
  return typeof historyDays === 'number' ? historyDays : null;
}

/** Lines that span less than this share of what a model learned from are much less. */
const ENOUGH_HISTORY = 0.5;

/**
 * What to say of lines that span much less history than the model was trained on: customers' rhythms then look younger
 * than they are. Null where they span enough.
 */
export function shortHistoryWarning(trained: number | null, days: number): string | null {
  if (trained === null || days >= ENOUGH_HISTORY * trained) return null;
  return (
    `these lines span ${days} days, the model was trained on ${trained}: customers look newer and rarer than they are, ` +
    'and dates and products suffer; give the older lines too, or train a model on as short a history'
  );
}

/** Refuses, with kind `model`, a model whose lines meant something else than those of this run will. */
export function refuseOtherReading(files: ReadonlyMap<string, Uint8Array>, settings: Settings, location: string): void {
  const model = unpackReading(files.get(READING_FILE), location);
  const run = readingOf(settings);
  const other = (Object.keys(model) as (keyof ModelReading)[]).filter((name) => model[name] !== run[name]);
  if (other.length === 0) return;
  const say = (reading: ModelReading) => other.map((name) => said(name, reading)).join(', ');
  throw new RecompraError('model', `the model was trained with ${say(model)}; this run reads with ${say(run)}`, {
    logged: `the model was trained with another ${other.join(', ')} than this run reads with`,
    remedy: `${other.map((name) => asTrained(name, model)).join(', ')}, or train a model on lines read as this run does`,
  });
}

function unpackReading(bytes: Uint8Array | undefined, location: string): ModelReading {
  try {
    const reading = JSON.parse(new TextDecoder().decode(bytes)) as ModelReading;
    const names = Object.keys(OPTIONS) as (keyof ModelReading)[];
    if (names.every((name) => name in reading)) {
      return Object.fromEntries(names.map((name) => [name, reading[name]])) as unknown as ModelReading;
    }
    throw new RangeError(`found ${Object.keys(reading).join(', ')}`);
  } catch (cause) {
    throw new RecompraError(
      'model',
      `the model in ${location} does not say how its lines were read (${READING_FILE})`,
      {
        remedy: 'train it again with recompra run or recompra train',
        cause,
      },
    );
  }
}

/** The option that each part of the reading hangs on. */
const OPTIONS: Record<keyof ModelReading, string> = {
  priceIs: '--price-is',
  ticket: '--columns ticket=',
  cantidad: '--columns cantidad=',
  precio: '--columns precio=',
  quantityIs: '--quantity-is',
  returns: '--returns',
  timeZone: '--time-zone',
  productMap: '--product-map',
};

/** Columns that a model was trained with or without. */
const COLUMNS: readonly (keyof ModelReading)[] = ['ticket', 'cantidad', 'precio'];

function said(name: keyof ModelReading, reading: ModelReading): string {
  const value = reading[name];
  if (COLUMNS.includes(name)) return `${value === true ? 'a' : 'no'} column ${name}`;
  if (value === null || value === false) return `no ${OPTIONS[name]}`;
  return value === true ? OPTIONS[name] : `${OPTIONS[name]} ${value}`;
}

function asTrained(name: keyof ModelReading, model: ModelReading): string {
  const value = model[name];
  if (COLUMNS.includes(name) && value === true) return `add ${OPTIONS[name]}NAME`;
  if (name === 'cantidad' || name === 'precio') return `add ${OPTIONS[name]}`;
  if (value === null || value === false) return `leave ${OPTIONS[name]} out`;
  return value === true ? `add ${OPTIONS[name]} FILE` : `add ${OPTIONS[name]} ${value}`;
}
