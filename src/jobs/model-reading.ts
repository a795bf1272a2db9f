import { z } from 'zod';
import { RecompraError } from '../config/errors';
import type { Settings } from '../config/settings';
import { PRICE_MEANINGS } from '../config/settings';

/** In the model folder, beside its manifest, which lists and checks it. */
export const READING_FILE = 'reading.json';

const readingSchema = z.strictObject({
  priceIs: z.enum(PRICE_MEANINGS),
  /** Whether the lines of a ticket are a purchase, and not those of a day. */
  ticket: z.boolean(),
  timeZone: z.string().nullable(),
  /** Whether a map told at which level products are counted. */
  productMap: z.boolean(),
});

/**
 * What the lines mean that a model was trained on, as far as features depend on it. How it is written (separator, date
 * format, names of columns) may be another in the next file.
 */
export type ModelReading = z.output<typeof readingSchema>;

export function readingOf({ csv, productMap }: Pick<Settings, 'csv' | 'productMap'>): ModelReading {
  return {
    priceIs: csv.priceIs,
    ticket: csv.columns.ticket !== undefined,
    timeZone: csv.timeZone ?? null,
    productMap: productMap !== undefined,
  };
}

export function packReading(reading: ModelReading): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(reading, null, 2)}\n`);
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
    return readingSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
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
  timeZone: '--time-zone',
  productMap: '--product-map',
};

function said(name: keyof ModelReading, reading: ModelReading): string {
  const value = reading[name];
  if (value === null || value === false) return `no ${OPTIONS[name]}`;
  return value === true ? OPTIONS[name] : `${OPTIONS[name]} ${value}`;
}

function asTrained(name: keyof ModelReading, model: ModelReading): string {
  const value = model[name];
  if (value === null || value === false) return `leave ${OPTIONS[name]} out`;
  if (value !== true) return `add ${OPTIONS[name]} ${value}`;
  return name === 'ticket' ? 'add --columns ticket=NAME' : `add ${OPTIONS[name]} FILE`;
}
