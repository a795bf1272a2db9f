import { isoDay } from '../config/calendar';
import type { CommandOption } from '../config/errors';
import type { Settings } from '../config/settings';
import { columnNames, someNames } from '../config/some-names';
import { openDuckdb } from '../engine/duckdb/duckdb';
import type { InputLook } from '../etl/advice/look-at-input';
import { lookAtInput } from '../etl/advice/look-at-input';
import { optionsText } from '../etl/advice/reading-options';
import type { InputObject } from '../storage/inputs/input-object';
import { listInputs } from '../storage/inputs/list-inputs';
import type { PlacelessContext } from './context/job-context';
import { neededFor } from './lines/needed-resources';
import { type DiskToCheck, diskFor, diskRoom, TEXT_A_LINE } from './lines/room-check';

/** What was found out of one input before a run. */
export interface InputFinding {
  name: string;
  state: 'ok' | 'warn' | 'fail';
  found: string;
  remedy?: string;
}

export interface InputReport {
  findings: InputFinding[];
  /** What a run on it would end by: no room, before anything is read, or what it is. */
  fault: 'usage' | 'data' | null;
  /** The command to run on it; null where none would work. */
  command: string | null;
}

/**
 * Looks at an input without running it: what kind of text it is, which columns and days it has, how large it is, and
 * what a run will take. Ends with the command to run, which has the options `typed` here too. Fails as a run would where
 * there is nothing to read.
 */
export async function inspectInput(
  context: PlacelessContext,
  typed: readonly CommandOption[] = [],
): Promise<InputReport> {
  const { settings, workDir, progress } = context;
  const input = settings.input!;
  const files = await listInputs(input, settings.s3);
  const engine = await openDuckdb({ threads: settings.threads, memory: settings.memory, workDir });
  try {
    const look = await lookAtInput({ engine, inputs: files, settings, workDir, progress }, files[0]!);
    const kinds = look === null ? [noTable(files[0]!)] : [textOf(look), columnsOf(look), datesOf(look)];
    const resources = await resourcesOf(files, look, context);
    const findings = [sizeOf(files, look), ...kinds, resources];
    const failed = findings.some(({ state }) => state === 'fail');
    const fault = resources.state === 'fail' ? 'usage' : failed ? 'data' : null;
    const command = look === null || look.missing.length > 0 ? null : commandFor(settings, look, typed);
    return { findings, fault, command };
  } finally {
    await engine.close();
  }
}

function noTable({ name }: InputObject): InputFinding {
  return {
    name: 'text',
    state: 'fail',
    found: `${name} is no table under any separator: fewer than three columns`,
    remedy: 'export the purchase lines as CSV or Parquet, one row a product of a purchase',
  };
}

function bytesOf(files: readonly InputObject[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function sizeOf(files: readonly InputObject[], look: InputLook | null): InputFinding {
  const bytes = bytesOf(files);
  const count =
    files.length === 1 ? files[0]!.name : `${files.length} files (${someNames(files.map(({ name }) => name))})`;
  const lines = linesOf(files, look);
  const counted = lines === null ? '' : `, ${lines.exact ? '' : 'about '}${lines.count.toLocaleString('en')} lines`;
  return { name: 'input', state: bytes === 0 ? 'fail' : 'ok', found: `${count}: ${inMegabytes(bytes)}${counted}` };
}

function textOf({ kind, csv, separator }: InputLook): InputFinding {
  if (separator === null) return { name: 'text', state: 'ok', found: kind };
  const sign = { '\t': 'a tab', ' ': 'blanks' }[separator] ?? separator;
  const header = csv.header ? `header in line ${csv.skipLines + 1}` : 'no header';
  return { name: 'text', state: 'ok', found: `${kind}, ${csv.encoding}, separated by ${sign}, ${header}` };
}

function columnsOf({ columns, missing, names }: InputLook): InputFinding {
  const found = columns.map(([column, name]) => (column === name ? column : `${column} = ${name}`)).join(', ');
  if (missing.length === 0) return { name: 'columns', state: 'ok', found };
  return {
    name: 'columns',
    state: 'fail',
    found: `nothing can be ${missing.join(', ')}; the file has ${columnNames(names)}`,
    remedy: 'name the columns with --columns, or export the lines with them',
  };
}

function datesOf({ csv, days, rows, doubts }: InputLook): InputFinding {
  const name = 'dates';
  if (days === null) {
    return {
      name,
      state: 'warn',
      found: `no day could be read in ${rows} rows`,
      remedy: 'name their format with --date-format',
    };
  }
  const formats = (csv.dateFormat ?? ['ISO']).join(' and ');
  const found = `${formats}; ${isoDay(days.first)} to ${isoDay(days.last)} in the first ${rows.toLocaleString('en')} rows`;
  return doubts.length === 0 ? { name, state: 'ok', found } : { name, state: 'warn', found, remedy: doubts.join('; ') };
}

/** Counted where the first file is the only one; in proportion to its bytes where there are more. */
function linesOf(files: readonly InputObject[], look: InputLook | null): { count: number; exact: boolean } | null {
  if (look?.lines == null) return null;
  if (files.length === 1) return { count: look.lines, exact: true };
  return { count: Math.round((look.lines * bytesOf(files)) / Math.max(1, files[0]!.bytes)), exact: false };
}

async function resourcesOf(
  files: readonly InputObject[],
  look: InputLook | null,
  { workDir, settings }: { workDir: string; settings: Settings },
): Promise<InputFinding> {
  const lines = linesOf(files, look)?.count ?? bytesOf(files) / TEXT_A_LINE;
  const { workDir: named, memory } = settings;
  return roomFinding(lines, await diskFor(files, { folder: named ?? workDir, memory }));
}

/** What a run on so many lines takes, and whether it would start: as it judges the disk itself. */
export function roomFinding(lines: number, room: DiskToCheck): InputFinding {
  const { fetched, free } = room;
  const needed = neededFor({ lines, fetched });
  const found = `a run takes about ${inMegabytes(needed.memory)} of memory and ${inMegabytes(needed.disk)} of disk (${inMegabytes(free)} free)`;
  const state = ({ enough: 'ok', doubtful: 'warn', 'too small': 'fail' } as const)[diskRoom(room).state];
  if (state === 'ok') return { name: 'resources', state, found };
  return { name: 'resources', state, found, remedy: 'free some space, or point --work-dir to a larger disk' };
}

/** What was typed holds, unless what was seen asks for another value. */
function commandFor({ input, output }: Settings, { options }: InputLook, typed: readonly CommandOption[]): string {
  const places: CommandOption[] = [
    { flag: '--input', value: input! },
    { flag: '--output', value: output ?? 'out' },
  ];
  const replaced = new Set([...places, ...options].map(({ flag }) => flag));
  const kept = typed.filter(({ flag }) => !replaced.has(flag));
  return `recompra run ${optionsText([...places, ...kept, ...options])}`;
}

function inMegabytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
