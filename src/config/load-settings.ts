import type { Assignment, FlagValue } from './assignments';
import { environmentAssignments, flagAssignments, nest, objectAssignments } from './assignments';
import { readConfigFile } from './config-file';
import { rememberGiven } from './given-settings';
import { refuseIdleSpark } from './idle-spark';
import type { Settings, SettingsInput } from './settings';
import { settingsSchema } from './settings';
import { settingsError } from './settings-error';

export interface SettingsSources {
  /** From the command line, with text as typed. */
  flags?: readonly FlagValue[];
  /** RECOMPRA_* variables; those of this process unless given. */
  environment?: Record<string, string | undefined>;
  /** Path of a config file, null for none; else RECOMPRA_CONFIG, else `recompra.config.json` where it exists. */
  configFile?: string | null | undefined;
  /** What a door sets for itself, below everything else. */
  defaults?: SettingsInput;
  /** Whether tables are made: what Spark is told is then no use where no engine is named. */
  makesTables?: boolean;
}

/**
 * The settings of one command: flags over environment over config file over defaults, setting by setting, checked
 * once. Fails with kind `usage`, naming each setting, where it was given, what was found and what was expected.
 */
export function loadSettings({
  flags = [],
  environment = process.env,
  configFile,
  defaults = {},
  makesTables = false,
}: SettingsSources): Settings {
  const file = configFile === null ? null : readConfigFile(configFile ?? (environment['RECOMPRA_CONFIG'] || undefined));
  const assignments: Assignment[] = [
    ...objectAssignments(defaults, 'the defaults of this command'),
    ...(file === null ? [] : objectAssignments(file.values, file.name)),
    ...environmentAssignments(environment),
    ...flagAssignments(flags),
  ];
  const parsed = settingsSchema.safeParse(nest(assignments));
  if (!parsed.success) throw settingsError(parsed.error.issues, assignments);
  if (makesTables) refuseIdleSpark(assignments);
  rememberGiven(
    parsed.data.csv,
    assignments.map(({ path }) => path),
  );
  return parsed.data;
}
