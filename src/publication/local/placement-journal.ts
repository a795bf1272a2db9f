import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readPlainFile } from '../../storage/disk/safe-read';
import { isOutputName, isWholeFolder, placementUnit } from '../manifest/output-names';

const JOURNAL = 'journal.json';

/** A model folder of thousands of files has a journal of less. */
const MOST_BYTES = 16 * 1024 * 1024;

const file = z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256: z.string() });
const unit = z.strictObject({
  /** An output, or a folder that is replaced as a whole. */
  name: z.string(),
  /** Whether there is something that goes. */
  replaces: z.boolean(),
  /** What is put there; none where something only goes. */
  files: z.array(file),
});
const journalSchema = z.strictObject({
  schema: z.literal('recompra/placement'),
  version: z.literal(1),
  units: z.array(unit),
});

/** A file or folder that is placed or removed, with the content that it is given. */
export type PlacementUnit = z.output<typeof unit>;

/** The same before anybody has looked at the target. */
export type NewUnit = Omit<PlacementUnit, 'replaces'>;

/** What a staging folder says was to be placed: null where nothing is said. */
export type ReadJournal = { units: PlacementUnit[] } | { refused: string } | null;

/** Writes down, for good, what is to be placed: with it a placement that was cut short can be taken back. */
export function writeJournal(staging: string, units: readonly PlacementUnit[]): void {
  const json = JSON.stringify({ schema: 'recompra/placement', version: 1, units });
  writeFileSync(join(staging, JOURNAL), json, { flush: true });
}

export function removeJournal(staging: string): void {
  rmSync(join(staging, JOURNAL), { force: true });
}

/**
 * The journal in a staging folder. Only outputs of this program below the target are believed; one that names anything
 * else is refused as a whole, with what is wrong with it.
 */
export function readJournal(staging: string): ReadJournal {
  const bytes = readPlainFile(join(staging, JOURNAL), MOST_BYTES);
  if (bytes === null) return null;
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch {
    // Written in full before the first rename: of half a journal nothing was placed.
    return null;
  }
  const parsed = journalSchema.safeParse(content);
  if (!parsed.success) return { refused: 'it is no journal that this version knows' };
  const foreign = parsed.data.units.find((entry) => !isKnown(entry));
  return foreign === undefined ? parsed.data : { refused: `it names ${JSON.stringify(foreign.name.slice(0, 200))}` };
}

function isKnown({ name, files }: PlacementUnit): boolean {
  const whole = isWholeFolder(name);
  if (!whole && (!isOutputName(name) || placementUnit(name) !== name)) return false;
  return files.every((one) => isOutputName(one.name) && placementUnit(one.name) === name);
}
