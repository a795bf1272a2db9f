import { RecompraError } from '../../config/errors';
import { wasGiven } from '../../config/given-settings';
import type { CsvSettings } from '../../config/settings';
import { settingsSchema } from '../../config/settings';
import type { LakeMark } from '../../publication/lake/lake-facts';
import type { Lake } from '../../publication/lake/read-lake';
import { lakeAt } from '../../publication/lake/read-lake';
import type { JobContext } from '../context/job-context';

/** What of the settings says how files are read: all below `csv` but the limits of rejected lines. */
export function readingSettings(csv: CsvSettings): LakeMark['csv'] {
  const { maxRejectedShare: _, maxRejectedShareOf: __, ...reading } = csv;
  // As they stand in a file: nothing that is undefined.
  return JSON.parse(JSON.stringify(reading)) as LakeMark['csv'];
}

/** A job's context once it is known whether its input was cleaned before, and with settings that fit that. */
export interface ReadingContext extends JobContext {
  /** The lake that its input lies in; null where files are to be cleaned. */
  lake: Lake | null;
}

/** The context with what is found out of its input, see `readIn`. */
export async function asCleaned(context: JobContext): Promise<ReadingContext> {
  const lake = await inputLake(context);
  return lake === null ? { ...context, lake } : readIn(lake, context);
}

/**
 * The context with the lines read as they were cleaned into a lake: what was applied there is neither applied nor asked
 * for again. Usage error where the settings ask for something else than the lake has.
 */
export function readIn(lake: Lake, context: JobContext): ReadingContext {
  const { settings } = context;
  const { maxRejectedShare, maxRejectedShareOf } = settings.csv;
  const own = readingSettings(settings.csv);
  const usual = readingSettings(settingsSchema.parse({}).csv);
  // A default that nobody asked for gives way; one that somebody did is refused like any other value.
  const asked = differences(own, lake.mark.csv).filter(
    ({ name, value }) => wasGiven(settings.csv, name) ?? said(at(usual, name)) !== value,
  );
  if (asked.length > 0) throw otherReading(lake.root, asked, 'this run asks for');
  const csv = settingsSchema.parse({ csv: { ...lake.mark.csv, maxRejectedShare, maxRejectedShareOf } }).csv;
  const told = differences(lake.mark.csv, usual).map(({ name, value }) => `${name} ${value}`);
  const how = told.length === 0 ? '' : `: ${told.join(', ')}`;
  context.progress.note(`${lake.root} is read as it was cleaned${how}`, 'the input is a lake of clean files');
  return { ...context, lake, settings: { ...settings, csv } };
}

/** The lake that a job's input lies in, null where its files are to be cleaned. */
export async function inputLake({ settings, inputs = [settings.input] }: JobContext): Promise<Lake | null> {
  const found = await Promise.all(inputs.map((address) => lakeAt(address, settings.s3)));
  const lakes = new Map(found.flatMap((lake) => (lake === null ? [] : [[lake.root, lake] as const])));
  if (lakes.size === 0) return null;
  const [lake] = lakes.values();
  if (lakes.size === 1 && !found.includes(null)) return lake!;
  throw new RecompraError('usage', `${lake!.root} is a lake of clean files, and not all of the input lies in it`, {
    remedy: 'clean the other files into it too (recompra clean), and name the lake alone',
    logged: 'one lake of clean files and something else were named as input',
  });
}

/** Refuses settings under which the lines of a lake were not read. */
export function refuseOtherLake({ root, mark }: Lake, csv: CsvSettings): void {
  const other = differences(readingSettings(csv), mark.csv);
  if (other.length > 0) throw otherReading(root, other, 'this run reads with');
}

interface Difference {
  /** Below `csv`: `priceIs`, `columns.ticket`. */
  name: string;
  /** Of either side, as text. */
  value: string;
  other: string;
}

function differences(one: LakeMark['csv'], other: LakeMark['csv']): Difference[] {
  const names = new Set([...namesIn(one), ...namesIn(other)]);
  return [...names].flatMap((name) => {
    const [value, another] = [said(at(one, name)), said(at(other, name))];
    return value === another ? [] : [{ name, value, other: another }];
  });
}

function namesIn(csv: LakeMark['csv']): string[] {
  const columns = (csv['columns'] ?? {}) as Record<string, unknown>;
  return [
    ...Object.keys(csv).filter((name) => name !== 'columns'),
    ...Object.keys(columns).map((column) => `columns.${column}`),
  ];
}

function at(csv: LakeMark['csv'], name: string): unknown {
  return name.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], csv);
}

function said(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function otherReading(root: string, other: readonly Difference[], who: string): RecompraError {
  const there = other.map(({ name, other: cleaned }) => `${name} ${cleaned}`).join(', ');
  const here = other.map(({ name, value }) => `${name} ${value}`).join(', ');
  const found = other.map(({ name }) => name).join(', ');
  return new RecompraError('usage', `${root} was cleaned with ${there}; ${who} ${here}`, {
    logged: `the lake was cleaned with another ${found} than is asked for`,
    remedy: `leave ${found} as in the lake, or clean the files into another folder`,
  });
}
