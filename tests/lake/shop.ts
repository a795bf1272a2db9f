import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentProgress } from '../../src/config/progress';
import type { SettingsInput } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import type { JobContext } from '../../src/jobs/context/job-context';
import { cleanFiles } from '../../src/jobs/lake/clean-files';
import { publishLines } from '../../src/jobs/publish-lines';
import { temporaryFolder } from '../storage/temporary-folder';
import { DIRTY_READING, dirtyWeeks } from './dirty-weeks';

export const CSV = { ...DIRTY_READING, maxRejectedShare: 0.2 };

/** A folder with the files of some weeks, and places beside it. */
export function shop(weeks = 3, csv: SettingsInput['csv'] = CSV) {
  // Folders may be called anything.
  const folder = join(temporaryFolder(), "it's {a} [d]ir");
  const at = (...names: string[]) => join(folder, ...names);
  mkdirSync(at('in'), { recursive: true });
  const put = (name: string, text: string) => writeFileSync(at('in', name), text);
  for (const [name, text] of dirtyWeeks(weeks)) put(name, text);
  const notes: string[] = [];
  const progress = {
    ...silentProgress,
    note: (text: string) => notes.push(text),
    warn: (text: string) => notes.push(text),
  };
  const context = (input: string, output: string, more: SettingsInput = {}): JobContext => {
    const work = temporaryFolder();
    const settings = settingsSchema.parse({ csv, threads: 1, ...more, input, output, workDir: work });
    return { settings: { ...settings, input, output }, progress, today: '2026-01-01', workDir: work };
  };
  const clean = (more: SettingsInput = {}, replace = false) =>
    cleanFiles(context(at('in'), at('lake'), more), { replace });
  /** What etl publishes of an input, by name, and what it counted. */
  const etl = async (input: string, more: SettingsInput = {}) => {
    const out = temporaryFolder();
    const { id, metrics } = await publishLines(context(input, out, more));
    const tables = ['clientes_recurrentes', 'rechazos'].map((name) => readFileSync(join(out, `${name}.parquet`)));
    return { id, metrics, tables };
  };
  return { at, put, csv, notes, context, clean, etl };
}

/** What readers of a lake say of their own. */
export const USUAL: SettingsInput = { csv: { maxRejectedShare: 0.2 } };
