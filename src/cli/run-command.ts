import type { FlagValue } from '../config/assignments';
import { latestToday } from '../config/calendar';
import { RecompraError } from '../config/errors';
import { loadSettings } from '../config/load-settings';
import { misspelledVariables } from '../config/misspelled-variables';
import type { Settings } from '../config/settings';
import { openWorkFolder } from '../storage/disk/work-folder';
import type { Invocation } from './build-program';
import type { CommandContext, CommandResult, RequiredSetting } from './frame/command';
import { OPTIONS } from './frame/options';
import { withHelp } from './printing/print-error';
import { terminalProgress } from './printing/progress';

/** Runs one command from its flags to its result: settings, work folder, progress, and their removal. */
export async function runCommand({ definition, given, options }: Invocation): Promise<CommandResult> {
  const flags = options.flatMap(({ definition: { setting }, long, attribute }): FlagValue[] => {
    const value = given[attribute];
    return setting === undefined || value === undefined ? [] : [{ name: long, path: setting, value }];
  });
  const command = definition.name.split(' ', 1)[0]!;
  const instead = definition.unless === undefined ? undefined : given[definition.unless];
  const needsNothing = instead !== undefined && instead !== false;
  // What starts without input and output is told by another process all that it is to do.
  const makesTables = !needsNothing && definition.options.includes('engine');
  const settings = namingHelp(command, () =>
    loadSettings({ flags, configFile: given['config'] as string | undefined, makesTables }),
  );
  const complete = namingHelp(command, () => withRequired(settings, needsNothing ? [] : definition.required));
  const work = await openWorkFolder(settings.workDir);
  const progress = terminalProgress(progressStyle(given), process.stderr);
  misspelledVariables().forEach((line) => {
    progress.note(line);
  });
  try {
    const today = latestToday(Date.now());
    const result = await definition.run({ settings: complete, progress, today, workDir: work.path, flags: given });
    return withWarnings(result, progress.unseen);
  } finally {
    progress.close();
    await work.close();
  }
}

/** What --quiet kept from the screen belongs to the result. */
function withWarnings(result: CommandResult, warnings: readonly string[]): CommandResult {
  if (warnings.length === 0) return result;
  const lines = [...result.lines, ...warnings.map((text) => `warning: ${text}`)];
  return { ...result, lines, json: { ...result.json, warnings } };
}

/** A wrong setting is told with the help that lists what the command takes. */
function namingHelp<T>(command: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof RecompraError) || cause.kind !== 'usage') throw cause;
    const { message, lines, remedy, logged, options } = cause;
    const details = { lines, logged, options: [...options], remedy: withHelp(remedy, command), cause };
    throw new RecompraError('usage', message, details);
  }
}

function withRequired(settings: Settings, required: readonly RequiredSetting[]): CommandContext['settings'] {
  const missing = required.filter((name) => settings[name] === undefined);
  if (missing.length === 0) return settings as CommandContext['settings'];
  const flags = missing.map((name) => `--${name}`);
  throw new RecompraError('usage', `nothing was given as ${flags.join(' and ')}`, {
    lines: missing.map((name) => `--${name}: ${OPTIONS[name].description}`),
    remedy: `add ${flags.join(' and ')}, or set ${missing.map((name) => `RECOMPRA_${name.toUpperCase()}`).join(' and ')}`,
  });
}

function progressStyle(given: Record<string, unknown>): 'auto' | 'bar' | 'text' | 'none' {
  if (given['quiet'] === true) return 'none';
  const style = given['progress'];
  return style === 'bar' || style === 'text' || style === 'none' ? style : 'auto';
}
